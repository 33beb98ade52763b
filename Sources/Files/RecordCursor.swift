/// Reads the records of a spool one by one, in the order they were appended.
public struct RecordCursor {
  private let spool: SealedSpool
  private var buffer: [UInt8] = []
  private var position = 0
  private var offset = 0
  private var end = 0

  private static let chunkSize = 1 << 16

  /// A cursor before the first record.
  public init(_ spool: SealedSpool) {
    self.spool = spool
  }

  /// The record in hand, once ``advance()`` has taken one.
  public var record: ArraySlice<UInt8> { buffer[position..<end] }

  /// Takes the next record; false when there is none.
  public mutating func advance() throws(FileError) -> Bool {
    position = end
    guard try fill(4) else { return false }
    let length = buffer.withUnsafeBytes { bytes in
      Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self)))
    }
    position += 4
    guard try fill(length) else { return false }
    end = position + length
    return true
  }

  /// Whether its record comes before another's.
  func precedes(_ other: RecordCursor) -> Bool {
    record.withUnsafeBytes { left in
      other.record.withUnsafeBytes { right in SortedPortion.precedes(left, right) }
    }
  }

  /// Makes sure that so many bytes lie in the buffer.
  private mutating func fill(_ count: Int) throws(FileError) -> Bool {
    let rest = buffer.count - position
    if rest >= count { return true }
    // What is left of the last chunk is read again: that is less than putting the two together.
    buffer = try spool.read(at: offset - rest, upTo: max(Self.chunkSize, count))
    offset += buffer.count - rest
    position = 0
    return buffer.count >= count
  }
}
