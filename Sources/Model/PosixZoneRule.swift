/// The rule in the footer of a compiled zone file, such as `CET-1CEST,M3.5.0,M10.5.0/3` (POSIX TZ, RFC 8536 §3.3).
struct PosixZoneRule {
  /// Seconds ahead of UTC when daylight saving time does not hold.
  let standardOffset: Int
  private let daylight: (offset: Int, begin: Change, end: Change)?

  /// A yearly change: a day and the second of that local day.
  private struct Change {
    enum Day {
      case julian(Int)
      case zeroBased(Int)
      case weekday(month: Int, week: Int, weekday: Int)
    }
    var day: Day
    var second: Int

    func date(in year: Int) -> CivilDate {
      switch day {
      case .julian(let number):
        // 29 February is never counted, so day 60 is always 1 March.
        let leap = CivilDate(validYear: year, month: 2, day: 29) != nil
        return CivilDate(year: year, month: 1, day: 1).advanced(by: number - 1 + (leap && number >= 60 ? 1 : 0))
      case .zeroBased(let number):
        return CivilDate(year: year, month: 1, day: 1).advanced(by: number)
      case .weekday(let month, let week, let weekday):
        let first = CivilDate(year: year, month: month, day: 1)
        let mondayBased = (weekday + 6) % 7
        var date = first.advanced(by: (mondayBased - first.weekday + 7) % 7 + (week - 1) * 7)
        while date.parts.month != month { date = date.advanced(by: -7) }
        return date
      }
    }
  }

  /// Parses the footer; nil when it is empty or not a rule.
  init?(_ text: String) {
    var scanner = Scanner(text)
    guard scanner.skipName(), let standard = scanner.offset() else { return nil }
    standardOffset = -standard
    guard scanner.skipName() else {
      daylight = nil
      return
    }
    let saving = scanner.offset().map { -$0 } ?? standardOffset + 3600
    guard scanner.take(","), let begin = scanner.change(), scanner.take(","), let end = scanner.change() else {
      return nil
    }
    daylight = (saving, begin, end)
  }

  /// The changes of every year in the range, ascending: seconds since the epoch and the offset from then on.
  func transitions(fromYear: Int, toYear: Int) -> [(moment: Int64, offset: Int)] {
    guard let daylight else { return [] }
    var result: [(moment: Int64, offset: Int)] = []
    for year in fromYear...toYear {
      let begin =
        Int64(daylight.begin.date(in: year).dayNumber) * 86_400
        + Int64(daylight.begin.second - standardOffset)
      let end = Int64(daylight.end.date(in: year).dayNumber) * 86_400 + Int64(daylight.end.second - daylight.offset)
      result.append((begin, daylight.offset))
      result.append((end, standardOffset))
    }
    return result.sorted { $0.moment < $1.moment }
  }

  private struct Scanner {
    private var rest: Substring

    init(_ text: String) { rest = text[...] }

    mutating func take(_ character: Character) -> Bool {
      guard rest.first == character else { return false }
      rest.removeFirst()
      return true
    }

    mutating func skipName() -> Bool {
      if take("<") {
        guard let end = rest.firstIndex(of: ">") else { return false }
        rest = rest[rest.index(after: end)...]
        return true
      }
      let name = rest.prefix { $0.isLetter }
      rest = rest.dropFirst(name.count)
      return name.count >= 3
    }

    mutating func number() -> Int? {
      let digits = rest.prefix { $0.isNumber }
      rest = rest.dropFirst(digits.count)
      return Int(digits)
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    mutating func offset() -> Int? {
      let sign = take("-") ? -1 : 1
      if sign == 1 { _ = take("+") }
      guard let hours = number() else { return nil }
      let minutes = take(":") ? number() ?? 0 : 0
      let seconds = take(":") ? number() ?? 0 : 0
      return sign * (hours * 3600 + minutes * 60 + seconds)
    }

    mutating func change() -> Change? {
      let day: Change.Day
      if take("M") {
        guard let month = number(), take("."), let week = number(), take("."), let weekday = number() else {
          return nil
        }
        day = .weekday(month: month, week: week, weekday: weekday)
      } else if take("J") {
        guard let number = number() else { return nil }
        day = .julian(number)
      } else {
        guard let number = number() else { return nil }
        day = .zeroBased(number)
      }
      return Change(day: day, second: take("/") ? offset() ?? 7200 : 7200)
    }
  }
}
