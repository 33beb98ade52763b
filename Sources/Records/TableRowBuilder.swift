import Files
import Messages
public import Model

/// Builds the bytes of one row, cell by cell; ``TableRow`` reads them.
///
/// A tag, then eight bytes of a number, sixteen of a moment or a share, or a text with its length before and a zero behind it.
public struct TableRowBuilder: ~Copyable {
  private(set) var record = RecordBuffer()
  /// Which of the first 64 cells hold something, one bit each; all of them where cells were taken over.
  private(set) var filled: UInt64 = 0
  private var count = 0
  private var moments = MomentWriter()

  init() {}

  /// Forgets the cells, keeping the memory.
  mutating func clear() {
    record.clear()
    (filled, count) = (0, 0)
  }

  /// Begins a record that is sorted by its first bytes, a number and identifiers; the cells come behind them.
  mutating func begin(orderedBy number: Int64, _ order: [Identifier]) {
    clear()
    record.append(ascending: number)
    for part in order { record.append(ascending: part.utf8.span) }
  }

  /// Adds a cell.
  public mutating func append(_ cell: Cell) {
    switch cell {
    case .empty: append(TableRow.Tag.empty)
    case .text(let text): append(text)
    case .integer(let value): append(.integer, value)
    case .moment(let instant, let zoneOffset):
      append(.moment, instant.microseconds)
      record.append(number: zoneOffset)
    case .date(let date): append(.date, Int64(date.dayNumber))
    case .duration(let microseconds): append(.duration, microseconds)
    case .severity(let severity): append(.severity, Int64(severity.rawValue))
    case .json(let text): append(.json, text)
    case .share(let part, let whole):
      append(.share, part)
      record.append(number: whole)
    }
  }

  /// Adds a text, invisible characters made visible; nil adds an empty cell.
  public mutating func append(_ text: String?) {
    guard let text else { return append(TableRow.Tag.empty) }
    append(.text, VisibleText.of(text))
  }

  /// Adds the text of a moment, as ``Instant/iso8601`` has it; nil adds an empty cell.
  public mutating func append(iso8601 instant: Instant?) {
    guard let instant, MomentWriter.isUsual(instant) else { return append(instant?.iso8601) }
    append(TableRow.Tag.text)
    record.append(length: MomentWriter.usualLength)
    moments.append(instant, to: &record)
    record.append(byte: 0)
  }

  /// Adds a cell that was prepared before; nil adds an empty one.
  public mutating func append(_ cell: PreparedCell?) {
    guard let cell else { return append(TableRow.Tag.empty) }
    note(cell.bytes.first != TableRow.Tag.empty.rawValue)
    record.append(bytes: cell.bytes)
  }

  /// Adds cells that another builder encoded.
  mutating func append(encoded cells: ArraySlice<UInt8>) {
    filled = .max
    record.append(bytes: cells)
  }

  private mutating func append(_ tag: TableRow.Tag, _ text: String) {
    append(tag)
    record.append(length: text.utf8.count)
    record.append(text: text)
    record.append(byte: 0)
  }

  private mutating func append(_ tag: TableRow.Tag, _ value: Int64) {
    append(tag)
    record.append(number: value)
  }

  private mutating func append(_ tag: TableRow.Tag) {
    note(tag != .empty)
    record.append(byte: tag.rawValue)
  }

  private mutating func note(_ holdsSomething: Bool) {
    if holdsSomething, count < UInt64.bitWidth { filled |= 1 << UInt64(count) }
    count += 1
  }
}

/// A cell that stands in many rows, encoded once.
public struct PreparedCell: Sendable {
  let bytes: [UInt8]

  /// The encoded form of a cell.
  public init(_ cell: Cell) {
    var builder = TableRowBuilder()
    builder.append(cell)
    bytes = builder.record.bytes
  }
}
