package import Model

/// The events of the time before a report's period, as long as the period is, for comparison.
package struct PreviousEvents: Sendable {
  /// From a period's length before its begin to its begin.
  package let period: Period
  /// Events by canonical type.
  package private(set) var types: [EventType: Int64] = [:]
  /// The first of them; nil when there is none.
  package private(set) var first: Instant?

  /// Nothing counted yet of the time before a period.
  package init(before period: Period) {
    self.period = Period(from: period.from.advanced(by: -period.length), to: period.from)
  }

  /// Counts an event, in order of time, if it lies there.
  mutating func add(_ event: borrowing SecurityEvent) {
    guard let instant = event.occurredAt, period.contains(instant) else { return }
    types[event.type, default: 0] += 1
    if first == nil { first = instant }
  }
}
