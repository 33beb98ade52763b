import Glibc

// How values are written in records that are sorted by their bytes; each way shows where a value ends.

extension RecordBuffer {
  /// Adds a number, its most significant byte first.
  public mutating func append(ascending number: UInt64) { append(number: Int64(bitPattern: number.byteSwapped)) }

  /// Adds a number whose order is that of the bytes: the sign bit turned, so that negative ones come before.
  public mutating func append(ascending number: Int64) { append(ascending: UInt64(bitPattern: number) ^ (1 << 63)) }

  /// Adds bytes with an end, whose order is theirs: a zero is written as 0 255, and 0 0 is the end.
  public mutating func append(ascending bytes: Span<UInt8>) {
    bytes.withUnsafeBytes { bytes in
      if let start = bytes.baseAddress, memchr(start, 0, bytes.count) != nil {
        for byte in bytes {
          append(byte: byte)
          if byte == 0 { append(byte: 0xFF) }
        }
      } else {
        append(bytes)
      }
    }
    append(byte: 0)
    append(byte: 0)
  }
}
