internal import CZlib

/// Packs a stream piece by piece; the same bytes in the same pieces or in others come to the same stream.
package struct Deflater: ~Copyable {
  /// It has a place of its own, for zlib remembers where it is.
  private let stream: UnsafeMutablePointer<z_stream>
  private var output = [UInt8](repeating: 0, count: 1 << 16)

  /// Begins a raw stream, without a zlib header; nil when memory is short.
  ///
  /// `level` is zlib's, from 1 (quick) to 9 (small).
  package init?(level: Int = 6) {
    stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // Negative bits mean a raw stream, 15 the largest window; 8 is the memory zlib takes unless told otherwise.
    guard
      deflateInit2_(
        stream, CInt(level), Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
        CInt(MemoryLayout<z_stream>.size)) == Z_OK
    else { return nil }
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  /// Packs one piece and hands over what comes out, which may be nothing yet; the last piece ends the stream.
  package mutating func pack(_ bytes: [UInt8], isLast: Bool = false, _ body: ([UInt8]) throws -> Void) rethrows {
    var left = bytes[...]
    var isDone = false
    while !isDone {
      let (produced, taken, ended) = step(left, isLast: isLast)
      left = left.dropFirst(taken)
      if !produced.isEmpty { try body(produced) }
      isDone = isLast ? ended : left.isEmpty && produced.count < output.count
    }
  }

  private mutating func step(_ bytes: ArraySlice<UInt8>, isLast: Bool) -> (produced: [UInt8], taken: Int, ended: Bool) {
    bytes.withUnsafeBufferPointer { input in
      stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      stream.pointee.avail_in = uInt(input.count)
      return output.withUnsafeMutableBufferPointer { buffer in
        stream.pointee.next_out = buffer.baseAddress
        stream.pointee.avail_out = uInt(buffer.count)
        let code = deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
        let count = buffer.count - Int(stream.pointee.avail_out)
        return (Array(buffer[..<count]), input.count - Int(stream.pointee.avail_in), code == Z_STREAM_END)
      }
    }
  }
}
