public import Model

/// Counts one user's sessions, which arrive in order of their begin.
struct UserTally {
  private var result: UserDurations
  /// The user whose sessions are counted.
  var userKey: Identifier? { result.userKey }
  private let scope: Scope
  private var union = UnionLength()
  private var recordedUnion = UnionLength()
  private var minimumUnion = UnionLength()
  private var maximumUnion = UnionLength()
  private var halves: Halves
  private var concurrency = ConcurrencySweep()
  private var addresses: Set<NetworkAddress> = []
  private var days: [CivilDate: (sum: Int64, union: Int64)] = [:]

  init(userKey: Identifier?, scope: Scope) {
    self.scope = scope
    result = UserDurations(userKey: userKey)
    halves = Halves(scope: scope)
  }

  /// Adds a session that lies in the scope.
  mutating func add(_ session: borrowing Session, _ counted: CountedSession) throws(DurationOverflow) {
    let interval = counted.interval
    result.sessions += 1
    if counted.isCutAtStart || counted.isCutAtEnd { result.clippedSessions += 1 }
    if counted.resolved.basis == .asOf { result.openSessions += 1 }
    if result.userName == nil { result.userName = session.userName }
    if let address = session.address { addresses.insert(address) }
    try addLengths(counted)
    concurrency.add(interval)
    result.first = min(result.first ?? .infinity, Instant(microseconds: interval.start))
    result.last = max(result.last ?? .minusInfinity, Instant(microseconds: interval.end))
  }

  private mutating func addLengths(_ counted: CountedSession) throws(DurationOverflow) {
    let interval = counted.interval
    result.sum = try checkedSum(result.sum, interval.length)
    result.minimumSum = try checkedSum(result.minimumSum, counted.earliest.length)
    result.maximumSum = try checkedSum(result.maximumSum, counted.latest.length)
    result.longest = max(result.longest, interval.length)
    if counted.resolved.basis.isRecorded {
      result.recordedSum += interval.length
      _ = recordedUnion.add(interval)
    }
    _ = minimumUnion.add(counted.earliest)
    _ = maximumUnion.add(counted.latest)
    halves.add(interval)
    DaySplit.forEachPiece(of: interval, in: scope.zone) { date, length in
      days[date, default: (0, 0)].sum += length
    }
    addToDays(union.add(interval))
  }

  private mutating func addToDays(_ piece: Interval?) {
    guard let piece else { return }
    DaySplit.forEachPiece(of: piece, in: scope.zone) { date, length in
      days[date, default: (0, 0)].union += length
    }
  }

  /// Ends the user and checks the result (docs/domain/durations.md, 10).
  mutating func finish() throws(InvariantViolation) -> UserDurations {
    let (length, last) = union.finish()
    addToDays(last)
    result.union = length
    result.recordedUnion = recordedUnion.finish().length
    result.minimumUnion = minimumUnion.finish().length
    result.maximumUnion = maximumUnion.finish().length
    result.peak = concurrency.finish()
    result.addresses = addresses.count
    result.days = days.sorted { $0.key < $1.key }.map { date, day in
      UserDurations.Day(date: date, sum: day.sum, union: day.union)
    }
    try Invariants.check(result, scope: scope, halves: halves.finish())
    return result
  }
}

/// Cuts intervals at every local midnight and every change of the zone's offset (docs/domain/durations.md, 6).
public enum DaySplit {
  /// Calls `body` with every piece of the interval and the local date it belongs to.
  public static func forEachPiece(of interval: Interval, in zone: Zone, _ body: (CivilDate, Int64) -> Void) {
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
