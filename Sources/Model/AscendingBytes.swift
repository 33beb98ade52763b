extension Int64 {
  /// Eight bytes whose bytewise order is the order of the numbers, for records that are sorted by their bytes.
  package var ascendingBytes: [UInt8] {
    // The sign bit turned, most significant byte first.
    let bits = UInt64(bitPattern: self) ^ (1 << 63)
    return (0..<8).map { UInt8(truncatingIfNeeded: bits >> UInt64(56 - $0 * 8)) }
  }
}
