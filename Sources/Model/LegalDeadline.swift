/// The end of a time that a law or an authority gives: what it runs from, by which rule, until when.
///
/// Nothing pauses it, weekends and holidays count, and an end on one of them is not moved: the shown end is the
/// earliest that can be meant. See decision 0056.
public struct LegalDeadline: Sendable, Equatable {
  /// How long it is.
  public enum Rule: Hashable, Sendable {
    /// So many hours from a moment, such as the 72 of a breach notice.
    case hours(Int)
    /// So many calendar days; the day of the event is not counted, the last day is, whole.
    case days(Int)
    /// So many months: the last day bears the number of the event's day, or is the month's last where it has none.
    case months(Int)
    /// Up to and with a day that whoever set it named.
    case lastDay(CivilDate)
  }

  /// When the event happened from which it runs; the first moment of its day where only the day is known.
  public let start: Instant
  /// Whether only the day of the event is known, and not the hour.
  public let startsWithDay: Bool
  /// How long it is.
  public let rule: Rule
  /// The last second that is in time; of days and months the last second of the last day in the zone.
  public let due: Instant
  /// The first moment that is too late.
  public let end: Instant
  /// The last day; of hours the day on which the last of them ends.
  public let lastDay: CivilDate
  /// The zone whose days are counted.
  public let zone: Zone

  /// A time that runs from a moment; its day is the one that the zone's clocks show.
  public init(_ rule: Rule, from start: Instant, in zone: Zone) {
    self.init(rule, start, zone.localTime(at: start).date, startsWithDay: false, zone)
  }

  /// A time that runs from a day whose hour nobody noted; hours are counted from the day's first moment, which is the
  /// earliest that can be meant.
  public init(_ rule: Rule, fromDay day: CivilDate, in zone: Zone) {
    self.init(rule, zone.start(of: day), day, startsWithDay: true, zone)
  }

  private init(_ rule: Rule, _ start: Instant, _ day: CivilDate, startsWithDay: Bool, _ zone: Zone) {
    (self.rule, self.start, self.startsWithDay, self.zone) = (rule, start, startsWithDay, zone)
    let last: CivilDate
    switch rule {
    case .hours(let count):
      due = start.advanced(by: Int64(count) * 3600 * microsecondsPerSecond)
      end = due.advanced(by: 1)
      lastDay = zone.localTime(at: due).date
      return
    case .days(let count): last = day.advanced(by: count)
    case .months(let count): last = day.advanced(byMonths: count)
    case .lastDay(let named): last = named
    }
    lastDay = last
    end = zone.start(of: last.advanced(by: 1))
    due = end.advanced(by: -microsecondsPerSecond)
  }

  /// Where a moment lies to the end.
  public enum Standing: Hashable, Sendable {
    /// So much is left, in microseconds.
    case left(Int64)
    /// It ended so long before, in microseconds.
    case overdue(Int64)
  }

  /// What is left at a moment, or how long it has been over.
  public func standing(asOf moment: Instant) -> Standing {
    let distance = due.microseconds - moment.microseconds
    return moment < end ? .left(max(0, distance)) : .overdue(-distance)
  }

  /// Whether it was over at a moment.
  public func isOver(at moment: Instant) -> Bool { moment >= end }

  /// Whether the last day is a Saturday or a Sunday, so that some would move it; nobody does here.
  public var endsOnWeekend: Bool { lastDay.weekday >= 5 }
}

/// A length of time in the units that people plan with.
public struct TimeLeft: Hashable, Sendable {
  /// Whole days of 24 hours.
  public let days: Int64
  /// Hours beside them, 0 to 23.
  public let hours: Int64
  /// Minutes beside those, 0 to 59; what is less than a minute is left out.
  public let minutes: Int64

  /// The units of a length in microseconds, which is not negative.
  public init(microseconds: Int64) {
    let total = microseconds / (60 * microsecondsPerSecond)
    (days, hours, minutes) = (total / 1440, total / 60 % 24, total % 60)
  }

  /// All hours, those of the days included.
  public var allHours: Int64 { days * 24 + hours }
}
