import Files
public import Model

/// One row of a table, lent for the time of a closure.
///
/// The values lie in one buffer that is used again for the next row; text can be read in place.
public struct TableRow: ~Copyable {
  /// What a cell holds.
  public enum Tag: UInt8, Sendable {
    case empty, text, integer, moment, date, duration, severity, json, share
  }

  /// The bytes of the row; a text's range is followed by a zero byte, as C asks for.
  public fileprivate(set) var bytes: [UInt8] = []
  private var positions: [Int] = []

  init() {}

  /// The cells a row is filled with, as values of their own.
  public static func cells(_ fill: (inout TableRowBuilder) -> Void) -> [Cell] {
    var builder = TableRowBuilder()
    fill(&builder)
    var row = TableRow()
    row.load(builder.record.bytes[...])
    return (0..<row.count).map { row.cell(at: $0) }
  }

  /// How many cells the row has.
  public var count: Int { positions.count }

  /// What a cell holds.
  public func tag(at index: Int) -> Tag { Tag(rawValue: bytes[positions[index]]) ?? .empty }

  /// A cell as a value of its own.
  public func cell(at index: Int) -> Cell {
    switch tag(at: index) {
    case .empty: .empty
    case .text: .text(text(at: index))
    case .integer: .integer(integer(at: index))
    case .moment: .moment(instant(at: index), zoneOffset: zoneOffset(at: index))
    case .date: .date(CivilDate(dayNumber: Int32(truncatingIfNeeded: integer(at: index))))
    case .duration: .duration(integer(at: index))
    case .severity: .severity(severity(at: index))
    case .json: .json(text(at: index))
    case .share: .share(integer(at: index), of: whole(at: index))
    }
  }

  /// Whether a cell holds the same bytes as that of another row.
  public func hasSameCell(as other: borrowing TableRow, at index: Int) -> Bool {
    bytes[range(at: index)] == other.bytes[other.range(at: index)]
  }

  private func range(at index: Int) -> Range<Int> {
    positions[index]..<(index + 1 < positions.count ? positions[index + 1] : bytes.count)
  }

  /// The number, day number, duration, part or severity of a cell; microseconds since the epoch for a moment.
  public func integer(at index: Int) -> Int64 { Self.integer(bytes, positions[index] + 1) }

  /// The moment of a cell that holds one.
  public func instant(at index: Int) -> Instant { Instant(microseconds: integer(at: index)) }

  /// The severity of a cell that holds one.
  public func severity(at index: Int) -> Severity { Severity(rawValue: Int(integer(at: index))) ?? .info }

  /// Microseconds by which the zone is ahead of UTC at the moment of a cell.
  public func zoneOffset(at index: Int) -> Int64 { Self.integer(bytes, positions[index] + 9) }

  /// The whole that the share of a cell is a part of.
  public func whole(at index: Int) -> Int64 { Self.integer(bytes, positions[index] + 9) }

  /// Where in ``bytes`` the UTF-8 text of a cell lies.
  public func textRange(at index: Int) -> Range<Int> {
    let start = positions[index] + 5
    return start..<start + Self.length(bytes, start - 4)
  }

  /// The text of a cell.
  public func text(at index: Int) -> String { String(decoding: bytes[textRange(at: index)], as: UTF8.self) }

  /// Takes over a row as a ``TableRowBuilder`` encoded it.
  mutating func load(_ encoded: ArraySlice<UInt8>) {
    bytes.removeAll(keepingCapacity: true)
    bytes.append(contentsOf: encoded)
    positions.removeAll(keepingCapacity: true)
    var position = 0
    while position < bytes.count {
      positions.append(position)
      switch Tag(rawValue: bytes[position]) ?? .empty {
      case .empty: position += 1
      case .text, .json: position += 6 + Self.length(bytes, position + 1)
      case .moment, .share: position += 17
      case .integer, .date, .duration, .severity: position += 9
      }
    }
  }

  /// Eight bytes, least significant first.
  private static func integer(_ bytes: [UInt8], _ start: Int) -> Int64 {
    unsafe Int64(littleEndian: bytes.span.bytes.unsafeLoadUnaligned(fromByteOffset: start, as: Int64.self))
  }

  /// Four bytes, least significant first.
  private static func length(_ bytes: [UInt8], _ start: Int) -> Int {
    unsafe Int(UInt32(littleEndian: bytes.span.bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt32.self)))
  }
}
