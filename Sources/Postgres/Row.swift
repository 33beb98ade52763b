/// One row of a COPY in binary format, lent for the time of a closure.
///
/// The bytes belong to libpq and are gone when the closure returns; what is to stay is copied out by the
/// accessors. Formats: PostgreSQL's `typsend` functions, numbers most significant byte first.
public struct Row: ~Copyable {
  private var base = UnsafeRawBufferPointer(start: nil, count: 0)
  /// Offset and length of each field; length -1 is NULL.
  private var fields: [(offset: Int, length: Int)] = []

  init() {}

  /// Takes over one message; false when it is the end mark.
  mutating func load(_ message: UnsafeRawBufferPointer) -> Bool {
    let count = message.count
    base = message
    guard count >= 2 else { return false }
    let fieldCount = Int(Int16(bitPattern: message.loadUnaligned(as: UInt16.self).bigEndian))
    guard fieldCount >= 0 else { return false }
    // The rows of a query have the same number of fields.
    if fields.count != fieldCount { fields = Array(repeating: (0, -1), count: fieldCount) }
    return fields.withUnsafeMutableBufferPointer { fields in
      var offset = 2
      for index in fields.indices {
        guard offset + 4 <= count else { return false }
        let length = Int(Int32(bitPattern: message.loadUnaligned(fromByteOffset: offset, as: UInt32.self).bigEndian))
        offset += 4
        fields[index] = (offset, length)
        offset += max(0, length)
      }
      return offset <= count
    }
  }

  /// Whether a field is NULL.
  public func isNull(_ index: Int) -> Bool { fields[index].length < 0 }

  /// A text; bytes that are not UTF-8 become visible as `<0xED>`.
  public func text(_ index: Int) -> String? {
    bytes(index).map { VisibleBytes.text($0) }
  }

  /// Whether a text is what the source holds: NULL, or bytes that are UTF-8.
  ///
  /// A text that is not has been made visible, and may then read like another one.
  public func isReadable(_ index: Int) -> Bool { bytes(index).map { VisibleBytes.isText($0) } ?? true }

  /// Lends a field's bytes as the server sent them; none for NULL.
  public func withBytes<Result>(_ index: Int, _ body: (Span<UInt8>) throws -> Result) rethrows -> Result {
    let bytes = (bytes(index) ?? UnsafeRawBufferPointer(start: nil, count: 0)).assumingMemoryBound(to: UInt8.self)
    return try body(bytes.span)
  }

  /// Lends the whole row as the server sent it, for ``StoredRow``.
  public func withMessage<Result>(_ body: (Span<UInt8>) throws -> Result) rethrows -> Result {
    try body(base.assumingMemoryBound(to: UInt8.self).span)
  }

  private func bytes(_ index: Int) -> UnsafeRawBufferPointer? {
    let (offset, length) = fields[index]
    return length < 0 ? nil : UnsafeRawBufferPointer(rebasing: base[offset..<offset + length])
  }

  /// A smallint, integer or bigint.
  public func integer(_ index: Int) -> Int64? {
    let (offset, length) = fields[index]
    return switch length {
    case 2: Int64(Int16(bitPattern: base.loadUnaligned(fromByteOffset: offset, as: UInt16.self).bigEndian))
    case 4: Int64(Int32(bitPattern: base.loadUnaligned(fromByteOffset: offset, as: UInt32.self).bigEndian))
    case 8: Int64(bitPattern: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self).bigEndian)
    default: nil
    }
  }

  /// A timestamptz in microseconds since 1970-01-01T00:00:00Z; `infinity` is `Int64.max`, `-infinity` `Int64.min`.
  public func microseconds(_ index: Int) -> Int64? {
    guard let value = integer(index) else { return nil }
    if value == .max || value == .min { return value }
    // PostgreSQL counts from 2000-01-01.
    let (sum, overflow) = value.addingReportingOverflow(946_684_800_000_000)
    return overflow ? .max : sum
  }

  /// A double precision.
  public func number(_ index: Int) -> Double? {
    let (offset, length) = fields[index]
    guard length == 8 else { return nil }
    return Double(bitPattern: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self).bigEndian)
  }

  /// A boolean.
  public func bool(_ index: Int) -> Bool? {
    let (offset, length) = fields[index]
    return length == 1 ? base.load(fromByteOffset: offset, as: UInt8.self) != 0 : nil
  }

  /// An inet or cidr; the length of its network is left out.
  public func address(_ index: Int) -> InetAddress? {
    let (offset, length) = fields[index]
    switch length {
    case 8:
      return .v4(base.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self).bigEndian)
    case 20:
      return .v6(
        high: base.loadUnaligned(fromByteOffset: offset + 4, as: UInt64.self).bigEndian,
        low: base.loadUnaligned(fromByteOffset: offset + 12, as: UInt64.self).bigEndian)
    default:
      return nil
    }
  }
}

/// An address as PostgreSQL's inet type holds it.
public enum InetAddress: Sendable, Equatable {
  /// The four bytes.
  case v4(UInt32)
  /// The sixteen bytes in two halves.
  case v6(high: UInt64, low: UInt64)
}

/// Lends rows again whose bytes were put aside.
public struct StoredRow: ~Copyable {
  private var row = Row()

  /// Ready to lend.
  public init() {}

  /// Lends the row that ``Row/message`` gave the bytes of.
  public mutating func lend(_ message: ArraySlice<UInt8>, _ body: (borrowing Row) throws -> Void) rethrows {
    try message.withUnsafeBytes { bytes in
      if row.load(bytes) { try body(row) }
    }
  }
}
