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
    guard var inflater = Inflater() else { throw ServerFailure("zlib has no memory") }
    var unpacked: [UInt8] = []
    let isSound = inflater.unpack(whole) { unpacked += $0 }
    let isAtEnd = inflater.isAtEnd
    #expect(isSound && isAtEnd)
    #expect(unpacked == bytes)
  }
}
