/// A date of the proleptic Gregorian calendar, without a time and without a zone.
public struct CivilDate: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01.
  public let dayNumber: Int32

  /// The date that lies `dayNumber` days after 1970-01-01.
  public init(dayNumber: Int32) {
    self.dayNumber = dayNumber
  }

  /// A date from its parts, which must exist (see ``init(validYear:month:day:)``).
  ///
  /// The day count is Howard Hinnant's `days_from_civil` ("chrono-Compatible Low-Level Date Algorithms").
  public init(year: Int, month: Int, day: Int) {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    self.init(dayNumber: Int32(era * 146_097 + dayOfEra - 719_468))
  }

  /// A date from its parts, or nil when the calendar has no such day; years 1 to 9999.
  public init?(validYear year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
    self.init(year: year, month: month, day: day)
    let parts = self.parts
    guard parts.month == month, parts.day == day else { return nil }
  }

  /// Year, month and day (Hinnant's `civil_from_days`).
  public var parts: (year: Int, month: Int, day: Int) {
    let shifted = Int(dayNumber) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// 0 is Monday, 6 is Sunday, as ISO 8601 orders them.
  public var weekday: Int {
    let remainder = (Int(dayNumber) + 3) % 7
    return remainder >= 0 ? remainder : remainder + 7
  }

  /// The date `days` later, or earlier when negative.
  public func advanced(by days: Int) -> CivilDate { CivilDate(dayNumber: dayNumber + Int32(days)) }

  /// The date so many months later; a day the month has not becomes its last.
  public func advanced(byMonths count: Int) -> CivilDate {
    let parts = self.parts
    let months = parts.year * 12 + parts.month - 1 + count
    var day = parts.day
    while day > 28 {
      if let date = CivilDate(validYear: months / 12, month: months % 12 + 1, day: day) { return date }
      day -= 1
    }
    return CivilDate(year: months / 12, month: months % 12 + 1, day: day)
  }

  /// The date that a text like `2026-10-08` names; nil where it names none.
  public init?(iso8601 text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2] else { return nil }
    self.init(validYear: year, month: month, day: day)
  }

  /// `2026-10-07`.
  public var iso8601: String {
    let parts = self.parts
    return "\(padded(parts.year, 4))-\(padded(parts.month, 2))-\(padded(parts.day, 2))"
  }

  public static func < (first: CivilDate, second: CivilDate) -> Bool { first.dayNumber < second.dayNumber }

  /// The Monday of an ISO week (ISO 8601: week 1 holds 4 January), or nil when the year has no such week.
  public init?(isoYear year: Int, week: Int) {
    guard (1...9999).contains(year), week >= 1 else { return nil }
    let fourth = CivilDate(year: year, month: 1, day: 4)
    let monday = fourth.advanced(by: -fourth.weekday + (week - 1) * 7)
    // The week belongs to the year its Thursday lies in.
    guard monday.advanced(by: 3).parts.year == year else { return nil }
    self = monday
  }
}

/// A number with leading zeros up to `width` digits; the sign of a negative number stands before them.
public func padded(_ number: Int, _ width: Int) -> String {
  if width == 2, (0..<100).contains(number) { return twoDigits[number] }
  let digits = String(number.magnitude)
  let zeros = String(repeating: "0", count: max(0, width - digits.utf8.count))
  return (number < 0 ? "-" : "") + zeros + digits
}

private let twoDigits = (0..<100).map { ($0 < 10 ? "0" : "") + String($0) }
