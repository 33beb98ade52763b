internal import Documents
internal import Model
internal import Records

/// Rows as lines of JSON: one array each, a value for every column.
///
/// A text is a string, a whole number or a duration in microseconds a number, a date its days since 1970, a severity its
/// rank, and a moment `[microseconds since 1970 in UTC, seconds the zone is ahead]`. Whatever a double cannot hold, and
/// whatever is of another kind than its column, is `{"t": what is shown, "s": what it is sorted by, "c": its CSV text}`.
struct RowLine {
  private(set) var bytes: [UInt8] = []
  private let columns: [(index: Int, column: Column)]
  private let text: CellText

  /// The whole numbers a double holds exactly.
  private static let exact: ClosedRange<Int64> = -9_007_199_254_740_991...9_007_199_254_740_991
  /// The days of the years 1 to 9999.
  private static let days: ClosedRange<Int64> = -719_162...2_932_896

  init(_ columns: [(index: Int, column: Column)], _ text: CellText) {
    (self.columns, self.text) = (columns, text)
  }

  /// Forgets the lines, keeping the memory.
  mutating func clear() { bytes.removeAll(keepingCapacity: true) }

  /// Adds a row.
  mutating func append(_ row: borrowing TableRow) {
    bytes.append(UInt8(ascii: "["))
    for (place, entry) in columns.enumerated() {
      if place > 0 { bytes.append(UInt8(ascii: ",")) }
      append(row, entry.index, entry.column.kind)
    }
    bytes += "]\n".utf8
  }

  private mutating func append(_ row: borrowing TableRow, _ index: Int, _ kind: Column.Kind) {
    let tag = row.tag(at: index)
    switch (tag, kind) {
    case (.empty, _): bytes += "null".utf8
    case (.text, _), (.json, _): append(text: row.bytes, row.textRange(at: index))
    case (.integer, .integer), (.duration, .duration), (.severity, .severity):
      let number = row.integer(at: index)
      if Self.exact.contains(number) { bytes += String(number).utf8 } else { appendWhole(row, index) }
    case (.date, .date):
      let day = row.integer(at: index)
      if Self.days.contains(day) { bytes += String(day).utf8 } else { appendWhole(row, index) }
    case (.moment, .moment):
      let (moment, offset) = (row.integer(at: index), row.zoneOffset(at: index))
      guard Self.exact.contains(moment), offset % microsecondsPerSecond == 0 else { return appendWhole(row, index) }
      bytes += "[\(moment),\(offset / microsecondsPerSecond)]".utf8
    default: appendWhole(row, index)
    }
  }

  /// A value with its texts.
  private mutating func appendWhole(_ row: borrowing TableRow, _ index: Int) {
    let cell = row.cell(at: index)
    let (sorted, csv) = Self.orderAndCSV(cell)
    let value = JSONValue.object([
      .init("t", .string(text.text(of: cell))), .init("s", .string(sorted)), .init("c", .string(csv)),
    ])
    bytes += value.line.utf8
  }

  /// The number that a value is sorted by, and its text in CSV files.
  private static func orderAndCSV(_ cell: Cell) -> (String, String) {
    switch cell {
    case .empty: ("", "")
    case .text(let text), .json(let text): (text, text)
    case .integer(let number), .duration(let number): (String(number), String(number))
    case .moment(let instant, _): (String(instant.microseconds), instant.iso8601)
    case .date(let date): (String(date.dayNumber), date.iso8601)
    case .severity(let severity): (String(severity.rawValue), severity.key)
    case .share(let part, let whole): (String(whole == 0 ? 0 : Double(part) / Double(whole)), "\(part)/\(whole)")
    }
  }

  /// A text in quotes, taken as it lies in the row.
  private mutating func append(text source: [UInt8], _ range: Range<Int>) {
    bytes.append(UInt8(ascii: "\""))
    for byte in source[range] {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0..<0x20:
        bytes += (byte < 16 ? "\\u000" : "\\u00").utf8
        bytes += String(byte, radix: 16).utf8
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
