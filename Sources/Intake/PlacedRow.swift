import Files
import Model

/// A row as ``OrderedRows`` puts it aside: a key that sorts it, the server's message, and where either ends.
///
/// The key is the user, the time, the identifier with its end and a rank; the first two have a mark before them that
/// puts what is missing last.
struct PlacedRow {
  /// What the source holds besides it under the same identifier.
  let identity: RowIdentity
  /// Whether the row has an identifier at all.
  let hasIdentifier: Bool
  /// Where in ``key`` the identifier begins.
  let identifierStart: Int
  /// What sorts it.
  let key: ArraySlice<UInt8>
  /// The row as the server sent it.
  let message: ArraySlice<UInt8>

  static let timeSize = 9
  private static let endSize = 10

  /// Reads a record.
  init(_ bytes: ArraySlice<UInt8>) {
    let end = bytes.endIndex - Self.endSize
    identity = RowIdentity.ranked[Int(bytes[end])]
    hasIdentifier = bytes[end + 1] == 1
    identifierStart = bytes.length(at: end + 2)
    let keyEnd = bytes.startIndex + bytes.length(at: end + 6)
    key = bytes[bytes.startIndex..<keyEnd]
    message = bytes[keyEnd..<end]
  }

  /// The identifier with its end, as it is sorted.
  var identifier: ArraySlice<UInt8> { key[key.startIndex + identifierStart..<key.endIndex - 1] }

  /// The time with its mark, as it is sorted.
  var time: ArraySlice<UInt8> {
    let start = key.startIndex + identifierStart
    return key[start - Self.timeSize..<start]
  }
}

/// A row among those that share its identifier, sorted by identifier, time and content.
struct GroupedRow {
  /// The identifier with its end.
  let identifier: [UInt8]
  /// The row as the server sent it.
  let message: [UInt8]
  private let key: [UInt8]
  private let identifierStart: Int

  private static let endSize = 12

  /// Reads a record that ``bytes(of:)`` made.
  init(_ bytes: ArraySlice<UInt8>) {
    let end = bytes.endIndex - Self.endSize
    let identifierEnd = bytes.startIndex + bytes.length(at: end)
    let messageStart = identifierEnd + PlacedRow.timeSize
    let messageEnd = messageStart + bytes.length(at: end + 4)
    identifier = Array(bytes[..<identifierEnd])
    message = Array(bytes[messageStart..<messageEnd])
    key = Array(bytes[messageEnd..<end])
    identifierStart = bytes.length(at: end + 8)
  }

  /// The record of a row.
  static func bytes(of row: PlacedRow) -> [UInt8] {
    var record = RecordBuffer()
    for part in [row.identifier, row.time, row.message, row.key] { record.append(bytes: part) }
    for length in [row.identifier.count, row.message.count, row.identifierStart] { record.append(length: length) }
    return record.bytes
  }

  /// The row again as ``OrderedRows`` puts it aside, with what was found out about it.
  func placed(_ identity: RowIdentity) -> [UInt8] {
    var record = RecordBuffer()
    record.append(bytes: key.dropLast())
    record.end(message: message.span, identifierStart: identifierStart, identity, hasIdentifier: true)
    return record.bytes
  }
}

extension RecordBuffer {
  /// Adds whether there is what follows; where there is not, the row comes last.
  mutating func append(presence isThere: Bool) { append(byte: isThere ? 0 : 1) }

  /// Adds when it was; what has no time comes last.
  mutating func append(time: Int64?) {
    append(presence: time != nil)
    append(ascending: time ?? 0)
  }

  /// Ends the key by the rank, and adds the message and where everything lies.
  mutating func end(message: Span<UInt8>, identifierStart: Int, _ identity: RowIdentity, hasIdentifier: Bool) {
    let rank = RowIdentity.ranked.firstIndex(of: identity) ?? 0
    // The row that is used comes before its copies, and they before those that differ.
    append(byte: UInt8(max(0, rank - 1)))
    let keyLength = count
    append(message)
    append(byte: UInt8(rank))
    append(byte: hasIdentifier ? 1 : 0)
    append(length: identifierStart)
    append(length: keyLength)
  }
}

extension RowIdentity {
  /// What rows can be that share an identifier, in the order they come.
  fileprivate static let ranked: [RowIdentity] = [.only, .first, .exactCopy, .differs]
}

extension ArraySlice<UInt8> {
  /// Four bytes, the least significant first, as ``RecordBuffer/append(length:)`` writes them.
  fileprivate func length(at index: Int) -> Int {
    let offset = index - startIndex
    return unsafe Int(UInt32(littleEndian: span.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)))
  }
}
