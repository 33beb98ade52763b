package import Model

/// A moment at which a schedule runs.
package struct ScheduledInstant: Sendable, Equatable {
  /// When.
  package let instant: Instant
  /// What its expression says the clock shows then.
  package let wanted: LocalTime
  /// Whether the clock of the zone never shows that on this day, so that it runs at the first moment after.
  package let isShifted: Bool
}

extension CalendarExpression {
  /// The next moment after another; nil where none comes within nine years.
  ///
  /// A time of day is the first moment at which the clock shows it or a later one: one that the clock skips is the moment
  /// it goes forward, one that it shows twice is the first of the two, and no other.
  package func next(after moment: Instant, in zone: Zone) -> ScheduledInstant? {
    let now = zone.localTime(at: moment)
    // 29 February may be eight years away.
    for day in 0..<9 * 366 {
      let date = now.date.advanced(by: day)
      guard holds(date) else { continue }
      for time in times(of: date) where time > now {
        let (instant, isShown) = zone.first(showing: time)
        if instant > moment { return ScheduledInstant(instant: instant, wanted: time, isShifted: !isShown) }
      }
    }
    return nil
  }

  /// So many of the next moments, none of them twice.
  package func next(_ count: Int, after moment: Instant, in zone: Zone) -> [ScheduledInstant] {
    var found: [ScheduledInstant] = []
    while found.count < count, let next = next(after: found.last?.instant ?? moment, in: zone) { found.append(next) }
    return found
  }

  /// The times of a year that the clock of the zone skips, where they are among the expression's.
  package func skipped(after moment: Instant, in zone: Zone) -> [LocalTime] {
    let end = moment.advanced(by: 366 * microsecondsPerDay)
    var (cursor, skipped) = (moment, [LocalTime]())
    while let transition = zone.nextTransition(after: cursor), transition <= end {
      cursor = transition
      let last = zone.localTime(at: transition.advanced(by: -1)).wallClock + 1
      let first = zone.localTime(at: transition)
      var date = LocalTime(wallClock: last).date
      while date <= first.date {
        if holds(date) { skipped += times(of: date).filter { $0.wallClock >= last && $0 < first } }
        date = date.advanced(by: 1)
      }
    }
    return skipped
  }

  /// Whether it runs on a date.
  private func holds(_ date: CivilDate) -> Bool {
    let parts = date.parts
    return months.values.contains(parts.month) && days.values.contains(parts.day)
      && weekdays.values.contains((date.weekday + 1) % 7)
  }

  private func times(of date: CivilDate) -> [LocalTime] {
    hours.values.flatMap { hour in
      minutes.values.map { minute in
        LocalTime(date: date, microsecondOfDay: Int64(hour * 3600 + minute * 60) * microsecondsPerSecond)
      }
    }
  }
}

extension Zone {
  /// The first moment at which the wall clock shows a time or a later one, and whether it shows the time itself.
  fileprivate func first(showing time: LocalTime) -> (Instant, isShown: Bool) {
    if let instant = instants(showing: time).first { return (instant, true) }
    // No offset is larger than a day; the clock skips the time in the change that leads beyond it.
    var cursor = Instant(microseconds: time.wallClock - 2 * microsecondsPerDay)
    while let transition = nextTransition(after: cursor) {
      if localTime(at: transition) > time { return (transition, false) }
      cursor = transition
    }
    return (Instant(microseconds: time.wallClock), false)
  }
}
