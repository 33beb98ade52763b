internal import CZlib

/// Unpacks a deflated stream piece by piece.
package struct Inflater: ~Copyable {
  /// It has a place of its own, for zlib remembers where it is.
  private let stream: UnsafeMutablePointer<z_stream>
  private var output = [UInt8](repeating: 0, count: 1 << 18)
  /// Whether the stream came to its proper end.
  package private(set) var isAtEnd = false
  /// CRC-32 of everything unpacked so far.
  package private(set) var checksum: UInt32 = 0
  /// How many bytes were unpacked so far.
  package private(set) var byteCount = 0

  /// Begins a raw stream, without a zlib header; nil when memory is short.
  package init?() {
    stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // Negative bits mean a raw stream, 15 the largest window.
    guard inflateInit2_(stream, -15, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size)) == Z_OK else {
      return nil
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Unpacks one piece and hands over what comes out; false when the stream is damaged.
  package mutating func unpack(_ packed: [UInt8], _ body: (UnsafeRawBufferPointer) -> Void) -> Bool {
    packed.withUnsafeBufferPointer { input in
      stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      stream.pointee.avail_in = uInt(input.count)
      return output.withUnsafeMutableBufferPointer { buffer in
        repeat {
          stream.pointee.next_out = buffer.baseAddress
          stream.pointee.avail_out = uInt(buffer.count)
          let code = inflate(stream, Z_NO_FLUSH)
          let count = buffer.count - Int(stream.pointee.avail_out)
          checksum = UInt32(truncatingIfNeeded: crc32(uLong(checksum), buffer.baseAddress, uInt(count)))
          byteCount += count
          body(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count]))
          if code == Z_STREAM_END {
            isAtEnd = true
            return stream.pointee.avail_in == 0
          }
          // Z_BUF_ERROR only says that nothing more can be done with this piece.
          guard code == Z_OK || code == Z_BUF_ERROR else { return false }
        } while stream.pointee.avail_in > 0 || stream.pointee.avail_out == 0
        return true
      }
    }
  }
}
