import Compression
import Support
import Testing

@Suite struct `What is packed` {
  /// Bytes that do not pack into nothing: the low bits of a linear congruence.
  private static func bytes(_ count: Int) -> [UInt8] {
    var state: UInt32 = 17
    return (0..<count).map { index in
      state = state &* 1_664_525 &+ 1_013_904_223
      return index % 3 == 0 ? UInt8(truncatingIfNeeded: state >> 24) : UInt8(truncatingIfNeeded: index / 7)
    }
  }

  private static func packed(_ bytes: [UInt8], inPiecesOf size: Int) throws -> [UInt8] {
    guard var deflater = Deflater() else { throw ServerFailure("zlib has no memory") }
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      deflater.pack(Array(bytes[start..<min(start + size, bytes.count)])) { result += $0 }
    }
    deflater.pack([], isLast: true) { result += $0 }
    return result
  }

  @Test(arguments: [0, 1, 65_535, 65_536, 1_000_000]) func `comes out as it went in, whatever the pieces`(
    count: Int
  ) throws {
    let bytes = Self.bytes(count)
    let whole = try Self.packed(bytes, inPiecesOf: max(1, count))
    #expect(try Self.packed(bytes, inPiecesOf: 4_093) == whole)
    var inflater = Inflater()
    var unpacked: [UInt8] = []
    let isSound = inflater.unpack(whole) { unpacked += $0 }
    let isAtEnd = inflater.isAtEnd
    #expect(isSound && isAtEnd)
    #expect(unpacked == bytes)
  }

  /// The library takes bytes ahead of what it needs, so that an end is not where it stopped reading.
  @Test(arguments: [0, 1, 7, 100]) func `is sound to its last byte and not beyond`(extra: Int) throws {
    let bytes = Self.bytes(100_000)
    let packed = try Self.packed(bytes, inPiecesOf: 100_000)
    var inflater = Inflater()
    let isSound = inflater.unpack(packed + [UInt8](repeating: 0, count: extra)) { _ in }
    #expect(isSound == (extra == 0))
    var piecewise = Inflater()
    var isWhole = true
    for byte in packed { isWhole = piecewise.unpack([byte]) { _ in } && isWhole }
    let isAtEnd = piecewise.isAtEnd
    let takesMore = piecewise.unpack([0]) { _ in }
    #expect(isWhole && isAtEnd && !takesMore)
  }

  @Test func `is not sound once it was cut off or changed`() throws {
    let packed = try Self.packed(Self.bytes(100_000), inPiecesOf: 100_000)
    var cut = Inflater()
    let isSound = cut.unpack(packed.dropLast()) { _ in }
    let isAtEnd = cut.isAtEnd
    #expect(isSound && !isAtEnd)
    let sum = try Self.checksum(packed)
    for place in stride(from: 0, to: packed.count, by: packed.count / 50) {
      var changed = packed
      changed[place] ^= 0x10
      #expect(try Self.checksum(changed) != sum, "byte \(place)")
    }
  }

  /// CRC-32 of what comes out; nil where the stream is damaged.
  private static func checksum(_ packed: [UInt8]) throws -> UInt32? {
    var inflater = Inflater()
    let isSound = inflater.unpack(packed) { _ in }
    let (isAtEnd, sum) = (inflater.isAtEnd, inflater.checksum)
    return isSound && isAtEnd ? sum : nil
  }
}
