public import Model

/// Observes a source's security events in order of time and counts them in every way the report shows.
///
/// Memory holds the days of the period, some counters and a bounded number of keys.
public struct EventAnalysis {
  /// What an event is to the report.
  public enum Verdict: Sendable {
    /// It lies in the period.
    case counted(Instant)
    /// It lies outside the period.
    case outside
    /// An exact copy of a row that is counted.
    case copy
    /// It takes part in no total.
    case quarantined(QuarantineReason)
  }

  private let scope: Scope
  private let asOf: Instant
  private var totals = EventTotals()
  private var order = RowOrder()
  private let addressTexts = BoundedCache<NetworkAddress, Identifier>(limit: 12_000)

  /// By user key; the empty key collects events the source names nobody for.
  public var users: GroupedCounts<Identifier>
  /// By address; the empty key collects events without one.
  public var sources: GroupedCounts<Identifier>
  /// Failed sign-ins by user key and address.
  public var failures: GroupedCounts<UserAtAddress>

  /// Nothing observed yet; `makeSorter` lends places for keys that do not fit into memory.
  ///
  /// The rows begin `lookback` microseconds before the period: where that is the period's length, the events before
  /// are counted as well.
  public init(
    period: Period, asOf: Instant, zone: Zone, lookback: Int64 = 0, makeSorter: () throws -> any RecordSorter
  ) throws {
    scope = Scope(period: period, asOf: asOf, zone: zone)
    self.asOf = asOf
    if lookback >= period.length { totals.previous = PreviousEvents(before: period, asOf: asOf) }
    users = GroupedCounts(sorter: try makeSorter())
    sources = GroupedCounts(sorter: try makeSorter())
    failures = GroupedCounts(sorter: try makeSorter())
  }

  /// Observes an event.
  public mutating func observe(_ event: borrowing SecurityEvent) throws -> Verdict {
    totals.read += 1
    try order.check(time: event.occurredAt, id: event.id, event.identity)
    let verdict = judge(event)
    switch verdict {
    case .counted(let instant): try count(event, at: instant)
    case .outside:
      totals.outside += 1
      totals.previous?.add(event)
    case .copy: totals.copies += 1
    case .quarantined(let reason): totals.quarantined[reason, default: 0] += 1
    }
    if case .counted = verdict {} else { totals.identifiers.insert(event.id, .read) }
    return verdict
  }

  /// The totals.
  public func finish() -> EventTotals { totals }

  private func judge(_ event: borrowing SecurityEvent) -> Verdict {
    if case .exactCopy = event.identity { return .copy }
    if case .differs = event.identity { return .quarantined(.differingDuplicate) }
    if case .unreadable = event.identity { return .quarantined(.unreadable) }
    if event.id.isEmpty { return .quarantined(.identifierMissing) }
    guard let instant = event.occurredAt, instant >= .beginningOfTimes else { return .quarantined(.timeMissing) }
    guard instant <= asOf.advanced(by: ResolvedSession.skewTolerance) else { return .quarantined(.future) }
    return scope.from <= instant && instant < scope.to ? .counted(instant) : .outside
  }

  private mutating func count(_ event: borrowing SecurityEvent, at instant: Instant) throws {
    let counts = EventCounts(event, at: instant)
    let local = scope.zone.localTime(at: instant)
    totals.add(event, counts, local)
    let user = event.userKey ?? ""
    let address = event.address.map { addressTexts.result(for: $0) { Identifier($0.description) } } ?? ""
    try users.add(counts, to: user)
    try sources.add(counts, to: address)
    if event.type == .loginFailed { try failures.add(counts, to: UserAtAddress(user: user, address: address)) }
  }
}
