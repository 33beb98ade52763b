extension Instant {
  /// A moment as a person writes it, `2026-10-08T02:15:00+03:00`; without an offset it is read in `zone`.
  public init(_ text: String, in zone: Zone) throws(PeriodError) {
    guard let moment = PeriodMoment(text[...]) else { throw .unreadableMoment(text) }
    self = try moment.instant(in: zone, text: text)
  }
}

/// One end of a period written as a date and a time: `2026-10-01T08:00`, with seconds, a fraction and a zone if wished.
struct PeriodMoment: Sendable {
  private let local: LocalTime
  /// The offset from UTC in microseconds, when the text carries one.
  private let offset: Int64?

  /// Parses the text; nil when it is not a date and a time.
  init?(_ text: Substring) {
    let halves = text.split(separator: "T", omittingEmptySubsequences: false)
    guard halves.count == 2,
      let date = PeriodExpression.date(halves[0].split(separator: "-", omittingEmptySubsequences: false))
    else { return nil }
    let zoneStart = halves[1].firstIndex { "Z+-".contains($0) } ?? halves[1].endIndex
    guard let time = Self.time(halves[1][..<zoneStart]) else { return nil }
    local = LocalTime(date: date, microsecondOfDay: time)
    let zone = halves[1][zoneStart...]
    if zone.isEmpty {
      offset = nil
    } else {
      guard let read = Self.offset(zone) else { return nil }
      offset = read
    }
  }

  /// The moment in UTC.
  ///
  /// A wall-clock time that the zone skips or repeats is refused, since it names no one moment.
  func instant(in zone: Zone, text: String) throws(PeriodError) -> Instant {
    if let offset { return Instant(microseconds: local.wallClock - offset) }
    let instants = zone.instants(showing: local)
    guard let only = instants.first else { throw .skippedHour(text, zone: zone.name) }
    guard instants.count == 1 else { throw .repeatedHour(text, zone: zone.name) }
    return only
  }

  /// `hh:mm[:ss[.ffffff]]` in microseconds; 24:00 is the end of the day.
  private static func time(_ text: Substring) -> Int64? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), parts[0].utf8.count == 2, parts[1].utf8.count == 2,
      let hour = Int64(parts[0]), let minute = Int64(parts[1]), (0...24).contains(hour), (0...59).contains(minute)
    else { return nil }
    var result = (hour * 3600 + minute * 60) * microsecondsPerSecond
    if parts.count == 3 {
      let seconds = parts[2].split(separator: ".", omittingEmptySubsequences: false)
      guard (1...2).contains(seconds.count), seconds[0].utf8.count == 2, let second = Int64(seconds[0]),
        (0...59).contains(second)
      else { return nil }
      result += second * microsecondsPerSecond
      if seconds.count == 2 {
        let digits = seconds[1]
        guard (1...6).contains(digits.utf8.count), digits.utf8.allSatisfy({ (48...57).contains($0) }),
          let fraction = Int64(digits + String(repeating: "0", count: 6 - digits.utf8.count))
        else { return nil }
        result += fraction
      }
    }
    return result <= microsecondsPerDay ? result : nil
  }

  /// `Z`, `+03`, `+0300` or `+03:00` in microseconds.
  private static func offset(_ text: Substring) -> Int64? {
    if text == "Z" { return 0 }
    let digits = text.dropFirst().filter { $0 != ":" }
    guard digits.utf8.count == 2 || digits.utf8.count == 4, let number = Int64(digits), number >= 0 else { return nil }
    let minutes = digits.utf8.count == 2 ? number * 60 : number / 100 * 60 + number % 100
    guard minutes <= 18 * 60 else { return nil }
    return (text.first == "-" ? -minutes : minutes) * 60 * microsecondsPerSecond
  }
}
