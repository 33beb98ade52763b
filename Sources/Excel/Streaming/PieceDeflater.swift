internal import CDeflate

/// Packs pieces so that, one behind the other, they are one deflated stream.
///
/// Equal pieces make equal bytes on every processor: libdeflate promises no more than that they unpack, but nothing in
/// it that chooses what to write looks at the processor.
struct PieceDeflater: ~Copyable {
  private let compressor: OpaquePointer
  private var output: UnsafeMutableRawBufferPointer = .allocate(byteCount: 0, alignment: 1)

  /// How hard libdeflate tries, from 1 to 12.
  static let usualLevel: CInt = 1
  /// What opens a stream again: the mark of an empty stored block, its length and the length's complement.
  private static let openEnd = 5

  /// Nothing was packed; nil when memory is short.
  init?(level: CInt = usualLevel) {
    guard let compressor = libdeflate_alloc_compressor(level) else { return nil }
    self.compressor = compressor
  }

  deinit {
    libdeflate_free_compressor(compressor)
    output.deallocate()
  }

  /// Packs a piece, and lends what came out until the next is packed; nil where the library makes no stream of it.
  ///
  /// Only behind the last piece of a stream nothing follows.
  mutating func pack(_ piece: UnsafeRawBufferPointer, isLast: Bool) -> UnsafeRawBufferPointer? {
    let bound = libdeflate_deflate_compress_bound(compressor, piece.count) + Self.openEnd
    if output.count < bound {
      output.deallocate()
      output = .allocate(byteCount: bound, alignment: 1)
    }
    let count = libdeflate_deflate_compress(
      compressor, piece.baseAddress, piece.count, output.baseAddress, output.count - Self.openEnd)
    guard count > 0 else { return nil }
    if isLast { return UnsafeRawBufferPointer(rebasing: output[..<count]) }
    return open(count).map { UnsafeRawBufferPointer(rebasing: output[..<$0]) }
  }

  /// Makes the stream one that goes on at the next byte; returns its new length.
  private mutating func open(_ count: Int) -> Int? {
    guard let stream = DeflateEnd(of: UnsafeRawBufferPointer(rebasing: output[..<count])) else { return nil }
    output[stream.lastBlock / 8] &= ~(1 << UInt8(stream.lastBlock % 8))
    // Three zero bits begin an empty stored block; its length stands at the next byte.
    let end = (stream.end + 3 + 7) / 8
    for place in count..<max(count, end) { output[place] = 0 }
    for (place, byte) in zip(end..., [0, 0, 0xFF, 0xFF] as [UInt8]) { output[place] = byte }
    return end + 4
  }

  /// CRC-32 of what had one and of bytes behind it.
  static func checksum(_ checksum: UInt32, _ bytes: UnsafeRawBufferPointer) -> UInt32 {
    bytes.isEmpty ? checksum : libdeflate_crc32(checksum, bytes.baseAddress, bytes.count)
  }

  /// CRC-32 of what had one, and of so many bytes behind it that have another.
  static func checksum(_ first: UInt32, _ second: UInt32, count: Int) -> UInt32 {
    // Zeros behind the first: a multiplication by x to the power of their bits.
    var zeros: UInt32 = 1 << 31
    var power: UInt32 = 1 << 23
    var rest = count
    while rest > 0 {
      if rest & 1 == 1 { zeros = product(zeros, power) }
      power = product(power, power)
      rest >>= 1
    }
    return product(zeros, first) ^ second
  }

  /// The product of two polynomials modulo that of CRC-32, whose lowest powers are the highest bits.
  private static func product(_ first: UInt32, _ second: UInt32) -> UInt32 {
    var result: UInt32 = 0
    var shifted = second
    for bit in (0..<32).reversed() {
      if first >> UInt32(bit) & 1 == 1 { result ^= shifted }
      shifted = shifted >> 1 ^ (shifted & 1 == 1 ? 0xEDB8_8320 : 0)
    }
    return result
  }
}
