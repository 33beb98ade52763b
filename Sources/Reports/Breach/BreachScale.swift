import Documents
import Model

/// Steps of equal length on the clock of Turkey, into which the records of a breach are counted for figures.
struct BreachScale {
  /// The length of a step in minutes.
  let step: Int64
  /// How many steps there are.
  let count: Int
  private let start: Int64
  private let zone: Zone

  /// Lengths that read well, in minutes: up to a day they divide it.
  private static let lengths: [Int64] = [1, 5, 10, 15, 30, 60, 120, 180, 360, 720, day, 7 * day, 30 * day]
  private static let day: Int64 = 1440
  private static let minute = 60 * microsecondsPerSecond
  /// The most steps a figure has room for.
  private static let limit: Int64 = 24

  /// The steps that hold two moments and everything between them, none shorter than so many minutes.
  init(from first: Instant, to last: Instant, least: Int64, in zone: Zone) {
    let offset = zone.offset(at: first) / Self.minute
    let (begin, end) = (Self.minutes(first) + offset, Self.minutes(last) + offset)
    func floored(_ step: Int64) -> Int64 {
      let unit = min(step, Self.day)
      return floorDivide(begin, unit) * unit
    }
    func count(_ step: Int64) -> Int64 { (end - floored(step)) / step + 1 }
    var step = Self.lengths.first { $0 >= least && count($0) <= Self.limit } ?? Self.lengths.last ?? Self.day
    while count(step) > Self.limit { step *= 2 }
    (self.step, self.zone) = (step, zone)
    (start, self.count) = (floored(step) - offset, Int(count(step)))
  }

  /// The step that a moment lies in; nil where it lies before the first or after the last.
  func place(of moment: Instant) -> Int? {
    let place = floorDivide(Self.minutes(moment) - start, step)
    return (0..<Int64(count)).contains(place) ? Int(place) : nil
  }

  /// Whether any moment of a step lies in a stretch of time.
  func touches(_ place: Int, from: Instant, until: Instant) -> Bool {
    let begin = start + Int64(place) * step
    return Self.instant(begin) < until && Self.instant(begin + step) > from
  }

  /// What is written below each step: its begin, with the day where there are several.
  func labels(_ context: SectionContext) -> [String] {
    let moments = (0..<Int64(count)).map { zone.localTime(at: Self.instant(start + $0 * step)) }
    let isOneDay = Set(moments.map(\.date)).count == 1
    return moments.map { local in
      let day = context.formats.dayAndMonth(local.date)
      if step >= Self.day { return day }
      let time = "\(padded(local.time.hour, 2)):\(padded(local.time.minute, 2))"
      return isOneDay ? time : day + " " + time
    }
  }

  /// How long a length of minutes is, in words.
  static func text(_ minutes: Int64, _ words: TextCatalog) -> String {
    if minutes % day == 0 { return words(.breachStepDays, ["count": String(minutes / day)]) }
    let hours = minutes < 60 ? nil : words(.breachStepHours, ["count": String(minutes / 60)])
    let rest = minutes % 60 == 0 ? nil : words(.breachStepMinutes, ["count": String(minutes % 60)])
    return [hours, rest].compactMap { $0 }.joined(separator: " ")
  }

  /// The steps of equal length on both sides of a moment; nil where one side is shorter than the shortest of them.
  static func around(_ moment: Instant, from: Instant, to: Instant, least: Int64) -> (step: Int64, count: Int64)? {
    let room = min(minutes(moment) - minutes(from), minutes(to) - minutes(moment))
    var step = lengths.first { $0 >= least && room / $0 <= limit / 2 } ?? 30 * day
    while room / step > limit / 2 { step *= 2 }
    return room / step > 0 ? (step, room / step) : nil
  }

  /// Whole minutes since 1970.
  static func minutes(_ moment: Instant) -> Int64 { floorDivide(moment.microseconds, minute) }

  /// The begin of a minute since 1970.
  static func instant(_ minutes: Int64) -> Instant { Instant(microseconds: minutes * minute) }
}
