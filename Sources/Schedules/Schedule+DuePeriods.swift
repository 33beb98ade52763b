package import Model

extension Schedule {
  /// The periods of a task that are due, oldest first: every one since the task began that it is not done with.
  ///
  /// `since` is where the task began, nil for one that never was tried: then only the newest is due. `settled` are the
  /// periods it is done with. The newest must be among them as it is; one that was missed is due unless settled periods
  /// cover it, so that a change of the zone, or of days to weeks, does not have the past issued again.
  package func duePeriods(
    since: Instant?, settled: [Period], in zone: Zone, asOf: Instant
  ) throws(PeriodError) -> [Period] {
    let newest = try period.resolve(in: zone, asOf: asOf)
    let all = try since.map { since throws(PeriodError) in
      try period.recurrences(since: since, in: zone, asOf: asOf)
    }
    let done = Set(settled)
    let joined = Self.joined(settled)
    return (all ?? [newest]).filter { candidate in
      if done.contains(candidate) { return false }
      return candidate == newest || !joined.contains { $0.from <= candidate.from && candidate.to <= $0.to }
    }
  }

  /// Periods that touch or overlap made into one.
  private static func joined(_ periods: [Period]) -> [Period] {
    var joined: [Period] = []
    for period in periods.sorted(by: { $0.from < $1.from }) {
      if let last = joined.last, period.from <= last.to {
        joined[joined.count - 1] = Period(from: last.from, to: max(last.to, period.to))
      } else {
        joined.append(period)
      }
    }
    return joined
  }
}
