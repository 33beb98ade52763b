import Documents
import Messages
import Model

/// How a test expects numbers and times to be written, in the plainest way.
enum PrintedText {
  /// `hh:mm:ss`, without what is left of a second.
  static func duration(_ microseconds: Int64) -> String {
    let seconds = microseconds / 1_000_000
    return [seconds / 3600, seconds % 3600 / 60, seconds % 60].map { two($0) }.joined(separator: ":")
  }

  /// `07.10.2026` or `2026-10-07`.
  static func date(_ day: Int, _ language: Language) -> String {
    let (year, month, date) = calendar(day)
    let parts = [String(repeating: "0", count: 4 - String(year).count) + String(year), two(month), two(date)]
    return language == .tr ? parts.reversed().joined(separator: ".") : parts.joined(separator: "-")
  }

  /// Date, time and offset of a moment, on the wall of the period's zone.
  static func moment(_ moment: Int64, _ period: SteppedPeriod, _ language: Language) -> String {
    let offset = period.offset(moment)
    let seconds = (moment + offset - Int64(period.day(moment)) * 86_400_000_000) / 1_000_000
    let minutes = abs(offset) / 60_000_000
    let sign = offset > -60_000_000 ? "+" : "-"
    return "\(date(period.day(moment), language)) \(duration(seconds * 1_000_000)) "
      + "UTC\(sign)\(two(minutes / 60)):\(two(minutes % 60))"
  }

  /// Year, month and day, counted day by day from 1970.
  static func calendar(_ day: Int) -> (year: Int, month: Int, day: Int) {
    var (year, rest) = (1970, day)
    while rest < 0 {
      year -= 1
      rest += months(year).reduce(0, +)
    }
    while rest >= months(year).reduce(0, +) {
      rest -= months(year).reduce(0, +)
      year += 1
    }
    var month = 0
    while rest >= months(year)[month] {
      rest -= months(year)[month]
      month += 1
    }
    return (year, month + 1, rest + 1)
  }

  private static func months(_ year: Int) -> [Int] {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  }

  private static func two(_ number: some BinaryInteger) -> String { (number < 10 ? "0" : "") + String(number) }
}
