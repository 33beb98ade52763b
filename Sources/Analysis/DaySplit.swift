package import Model

/// Cuts intervals at every local midnight and every change of the zone's offset (docs/domain/durations.md, 6).
package enum DaySplit {
  /// Calls `body` with every piece of the interval and the local date it belongs to.
  package static func forEachPiece(of interval: Interval, in zone: Zone, _ body: (CivilDate, Int64) -> Void) {
    var start = interval.start
    while start < interval.end {
      let instant = Instant(microseconds: start)
      let local = zone.localTime(at: instant)
      // Until midnight on the wall clock, unless the clock itself jumps before.
      var end = min(interval.end, start + microsecondsPerDay - local.microsecondOfDay)
      if let transition = zone.nextTransition(after: instant) { end = min(end, transition.microseconds) }
      body(local.date, end - start)
      start = end
    }
  }
}
