public import Model

/// The events of the time before a report's period, for comparison.
public struct PreviousEvents: Sendable {
  /// As long as the report's period and before it; of a period that is not over as much as has passed of that.
  public let period: Period
  /// Events by type.
  public private(set) var types: [EventKind: Int64] = [:]
  /// The first of them; nil when there is none.
  public private(set) var first: Instant?

  /// Nothing counted yet of the time before a period that has passed until `asOf`.
  public init(before period: Period, asOf: Instant) {
    let from = period.from.advanced(by: -period.length)
    let passed = min(period.to, asOf).microseconds - period.from.microseconds
    self.period = Period(from: from, to: from.advanced(by: max(0, passed)))
  }

  /// Counts an event, in order of time, if it lies there.
  mutating func add(_ event: borrowing SecurityEvent) {
    guard let instant = event.occurredAt, period.contains(instant) else { return }
    types[event.kind, default: 0] += 1
    if first == nil { first = instant }
  }
}
