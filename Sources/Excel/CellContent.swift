import Records
import Messages
internal import Documents
internal import Model

/// A value as a workbook keeps it: a number where Excel shows it truly, a text where it does not.
enum CellContent {
  case blank
  case text(String)
  case integer(Double)
  case moment(Double)
  case date(Double)
  case duration(Double)
  case share(Double)
  /// From info, 0, to critical.
  case severity(Int)

  /// The number a cell holds, and how it is written; nil for what is no number.
  ///
  /// An integer that names something is not grouped.
  func number(_ formats: NumberFormats, isCount: Bool) -> (value: Double, format: String)? {
    switch self {
    case .blank, .text, .severity: nil
    case .integer(let value): (value, isCount ? NumberFormats.count : NumberFormats.plain)
    case .moment(let days): (days, formats.moment)
    case .date(let days): (days, formats.date)
    case .duration(let days): (days, NumberFormats.duration)
    case .share(let share): (share, formats.share)
    }
  }

  /// Excel shows 15 digits; a longer number would be shown wrong, as a text it stays what it is.
  private static let largestInteger: UInt64 = 999_999_999_999_999

  /// Whether Excel shows a whole number truly.
  static func isShown(_ value: Int64) -> Bool { value.magnitude <= largestInteger }

  /// A table's value; texts are not yet fitted to Excel's limits.
  init(_ cell: Cell, formats: Formats) {
    switch cell {
    case .empty: self = .blank
    case .text(let text): self = .text(text)
    case .json(let text): self = .text(VisibleText.of(text))
    case .integer(let value):
      self = Self.isShown(value) ? .integer(Double(value)) : .text(String(value))
    case .moment(let instant, let zoneOffset):
      let local = Cell.localTime(instant, zoneOffset: zoneOffset)
      if instant == .infinity || instant == .minusInfinity {
        self = .text(instant.iso8601)
      } else if let days = SerialTime.moment(wallClock: local.wallClock) {
        self = .moment(days)
      } else {
        self = .text(formats.moment(local))
      }
    case .date(let date):
      if let days = SerialTime.date(dayNumber: Int64(date.dayNumber)) {
        self = .date(days)
      } else {
        self = .text(formats.date(date))
      }
    case .duration(let microseconds):
      if let days = SerialTime.duration(microseconds) {
        self = .duration(days)
      } else {
        let sign = microseconds < 0 ? "-" : ""
        self = .text(sign + formats.duration(Int64(clamping: microseconds.magnitude)))
      }
    case .severity(let severity): self = .severity(severity.rawValue)
    case .share(let part, let whole): self = whole > 0 ? .share(Double(part) / Double(whole)) : .blank
    }
  }
}
