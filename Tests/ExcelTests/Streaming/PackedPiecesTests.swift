import Compression
@testable import Excel
import Files
import Support
import Testing

@Suite struct `Pieces packed one by one` {
  /// What an independent reader unpacks of pieces that were packed one behind the other; nil where it is no stream.
  private static func unpacked(_ pieces: [[UInt8]], level: CInt) -> [UInt8]? {
    guard var deflater = PieceDeflater(level: level) else { return nil }
    var inflater = Inflater()
    var result: [UInt8] = []
    for (index, piece) in pieces.enumerated() {
      let packed = piece.withUnsafeBytes { deflater.pack($0, isLast: index == pieces.count - 1).map { Array($0) } }
      guard let packed, inflater.unpack(packed, { result.append(contentsOf: $0) }) else { return nil }
    }
    return inflater.isAtEnd ? result : nil
  }

  /// One piece as a whole stream.
  private static func packed(_ piece: [UInt8]) -> [UInt8]? {
    guard var deflater = PieceDeflater() else { return nil }
    return piece.withUnsafeBytes { deflater.pack($0, isLast: true).map { Array($0) } }
  }

  /// Bytes of several kinds: rows of a sheet, noise, one byte over and over, and both in turn.
  private static func piece(_ size: Int, _ numbers: inout FixedGenerator) -> [UInt8] {
    switch Int.random(in: 0..<5, using: &numbers) {
    case 0: return (0..<size).map { _ in UInt8.random(in: 0...255, using: &numbers) }
    case 1: return [UInt8](repeating: UInt8.random(in: 0...255, using: &numbers), count: size)
    case 2: return (0..<size).map { $0 % 9_000 < 4_000 ? UInt8.random(in: 0...3, using: &numbers) : 7 }
    default:
      var text = ""
      while text.utf8.count < size {
        let number = Int.random(in: 0..<100_000, using: &numbers)
        text += "<c r=\"B\(number)\" s=\"7\"><v>46275.\(number)</v></c>"
      }
      return Array(text.utf8.prefix(size))
    }
  }

  @Test(arguments: [1, 2, 3, 4, 6, 9, 12] as [CInt])
  func `are one stream to any reader`(level: CInt) {
    var numbers = FixedGenerator(seed: Int(level))
    for round in 0..<60 {
      let pieces = (0..<Int.random(in: 1...4, using: &numbers)).map { _ in
        Self.piece(Int.random(in: 0...(1 << (round % 18)), using: &numbers), &numbers)
      }
      #expect(Self.unpacked(pieces, level: level) == Array(pieces.joined()), "round \(round)")
    }
  }

  @Test func `end where their last bit is, whatever bits they end with`() throws {
    // Short texts end in every bit of a byte, and in blocks of every kind.
    for length in 0..<400 {
      let piece = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 31 >> 3) & 0x3F }
      #expect(Self.unpacked([piece, piece, [1]], level: 1) == piece + piece + [1], "\(length) bytes")
      #expect(Self.unpacked([piece, [1], piece], level: 6) == piece + [1] + piece, "\(length) bytes")
    }
  }

  @Test func `cannot be followed where they are damaged`() throws {
    var numbers = FixedGenerator(seed: 3)
    let piece = Self.piece(20_000, &numbers)
    let packed = try #require(Self.packed(piece))
    for length in [0, 1, 2, packed.count / 2, packed.count - 1] {
      #expect(packed[..<length].withUnsafeBytes { DeflateEnd(of: $0) } == nil, "\(length) bytes of \(packed.count)")
    }
    for _ in 0..<2_000 {
      var damaged = packed
      damaged[Int.random(in: 0..<packed.count, using: &numbers)] ^= UInt8.random(in: 1...255, using: &numbers)
      // It ends, and in what there is.
      let end = damaged.withUnsafeBytes { DeflateEnd(of: $0)?.end }
      #expect((end ?? 0) <= packed.count * 8)
    }
  }

  @Test func `have checksums that can be joined`() {
    var numbers = FixedGenerator(seed: 5)
    func sum(_ bytes: [UInt8]) -> UInt32 { bytes.withUnsafeBytes { PieceDeflater.checksum(0, $0) } }
    #expect(sum(Array("123456789".utf8)) == 0xCBF4_3926)
    for size in [0, 1, 2, 3, 255, 256, 65_537] {
      let (first, second) = (Self.piece(1_000, &numbers), Self.piece(size, &numbers))
      #expect(PieceDeflater.checksum(sum(first), sum(second), count: size) == sum(first + second), "\(size) bytes")
    }
  }
}
