internal import CISAL

/// Unpacks a deflated stream piece by piece.
///
/// By a library that packs nothing here, so that no fault of a packer can hide in what reads it back.
package struct Inflater: ~Copyable {
  /// It has a place of its own, for the library remembers where it is.
  private let stream: UnsafeMutablePointer<inflate_state>
  private var output = [UInt8](repeating: 0, count: 1 << 18)
  /// Whether the stream came to its proper end.
  package private(set) var isAtEnd = false
  /// CRC-32 of everything unpacked so far.
  package private(set) var checksum: UInt32 = 0
  /// How many bytes were unpacked so far.
  package private(set) var byteCount = 0

  /// Begins a raw stream, without a header of zlib or gzip.
  package init() {
    stream = UnsafeMutablePointer<inflate_state>.allocate(capacity: 1)
    isal_inflate_init(stream)
  }

  deinit {
    stream.deallocate()
  }

  /// Unpacks one piece and hands over what comes out; false when the stream is damaged, or ended before the piece did.
  package mutating func unpack(_ packed: [UInt8], _ body: (UnsafeRawBufferPointer) -> Void) -> Bool {
    if isAtEnd { return packed.isEmpty }
    return packed.withUnsafeBufferPointer { input in
      // The library takes what is not its own to change, and does not change it.
      stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      stream.pointee.avail_in = UInt32(input.count)
      return output.withUnsafeMutableBufferPointer { buffer in
        repeat {
          stream.pointee.next_out = buffer.baseAddress
          stream.pointee.avail_out = UInt32(buffer.count)
          guard isal_inflate(stream) == ISAL_DECOMP_OK else { return false }
          let count = buffer.count - Int(stream.pointee.avail_out)
          checksum = crc32_gzip_refl(checksum, buffer.baseAddress, UInt64(count))
          byteCount += count
          body(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count]))
          if stream.pointee.block_state == ISAL_BLOCK_FINISH {
            isAtEnd = true
            // It takes bytes ahead; whole ones that are left lie behind the end.
            return stream.pointee.avail_in == 0 && stream.pointee.read_in_length < 8
          }
        } while stream.pointee.avail_in > 0 || stream.pointee.avail_out == 0
        return true
      }
    }
  }
}
