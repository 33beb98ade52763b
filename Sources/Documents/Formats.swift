public import Model

/// How a document writes numbers, dates and durations; no locale of the system is ever asked.
public struct Formats: Sendable, Equatable {
  /// The order in which a date is written.
  public enum DateOrder: String, Sendable, CaseIterable {
    /// `07.10.2026`, as Turkish documents have it.
    case dayMonthYear = "dd.MM.yyyy"
    /// `2026-10-07`.
    case yearMonthDay = "yyyy-MM-dd"
  }

  /// How dates are written.
  public var dateOrder: DateOrder
  /// Between groups of three digits.
  public var groupSeparator: String
  /// Before the decimals.
  public var decimalSeparator: String
  /// Whether the percent sign stands before the number, as in Turkish.
  public var isPercentFirst: Bool

  /// Formats from their parts.
  public init(dateOrder: DateOrder, groupSeparator: String, decimalSeparator: String, isPercentFirst: Bool) {
    self.dateOrder = dateOrder
    self.groupSeparator = groupSeparator
    self.decimalSeparator = decimalSeparator
    self.isPercentFirst = isPercentFirst
  }

  /// `12.345`.
  public func integer(_ value: Int64) -> String {
    let digits = Array(String(value.magnitude).utf8)
    var result = value < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result += groupSeparator }
      result.unicodeScalars.append(Unicode.Scalar(digit))
    }
    return result
  }

  /// `%12,3`, `-%0,4`: a share in tenths of a percent, halves rounded away from zero.
  public func percent(_ part: Int64, of whole: Int64) -> String {
    guard whole > 0 else { return "–" }
    let tenths = (abs(part) * 2000 + whole) / (2 * whole)
    let number = integer(tenths / 10) + decimalSeparator + String(tenths % 10)
    return (part < 0 && tenths > 0 ? "-" : "") + (isPercentFirst ? "%" + number : number + "%")
  }

  /// `07.10.2026`.
  public func date(_ date: CivilDate) -> String {
    let parts = date.parts
    return switch dateOrder {
    case .dayMonthYear: "\(padded(parts.day, 2)).\(padded(parts.month, 2)).\(padded(parts.year, 4))"
    case .yearMonthDay: date.iso8601
    }
  }

  /// `07.10` or `10-07`: day and month, where the year is known.
  public func dayAndMonth(_ date: CivilDate) -> String {
    let parts = date.parts
    return switch dateOrder {
    case .dayMonthYear: "\(padded(parts.day, 2)).\(padded(parts.month, 2))"
    case .yearMonthDay: "\(padded(parts.month, 2))-\(padded(parts.day, 2))"
    }
  }

  /// `07.10.2026 08:23:17`, truncated to the second.
  public func moment(_ local: LocalTime) -> String {
    date(local.date) + " " + timeOfDay(local)
  }

  /// `08:23:17`, truncated to the second.
  public func timeOfDay(_ local: LocalTime) -> String {
    let time = local.time
    return "\(padded(time.hour, 2)):\(padded(time.minute, 2)):\(padded(time.second, 2))"
  }

  /// `11:29:24`, truncated to the second; hours may pass 24 (docs/domain/durations.md, 9).
  public func duration(_ microseconds: Int64) -> String {
    let seconds = Int((microseconds / microsecondsPerSecond).magnitude)
    let sign = microseconds <= -microsecondsPerSecond ? "-" : ""
    return sign + "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
  }
}
