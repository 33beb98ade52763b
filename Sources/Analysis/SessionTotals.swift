public import Model

/// What all sessions of a report come to; every duration in microseconds.
public struct SessionTotals: Sendable {
  /// One local day over all users.
  public struct Day: Sendable, Equatable {
    /// Sessions that began on it.
    public var sessions: Int64 = 0
    /// Session time; parallel sessions count twice.
    public var sum: Int64 = 0
    /// The sum of the users' unions.
    public var union: Int64 = 0
    /// Users with a session.
    public var users: Int64 = 0
  }

  /// One of the users with the longest recorded time.
  public struct LongUser: Sendable, Equatable {
    /// The user; nil collects sessions of unknown users.
    public let userKey: Identifier?
    /// The name the sessions show.
    public let userName: String?
    /// The recorded union.
    public let recordedUnion: Int64
  }

  /// Upper edges of the classes of the length histogram, in minutes; the last class is open.
  public static let histogramEdgesMinutes: [Int64] = [1, 5, 15, 30, 60, 120, 240, 480]

  /// How long a slice of the load curve is.
  public static let loadSliceMinutes: Int64 = 15
  /// Periods up to this many slices have a load curve: two days.
  private static let loadSliceLimit: Int64 = 2 * 25 * 4

  /// Rows the source sent.
  public var read = 0
  /// Sessions in the period.
  public private(set) var counted = 0
  /// Rows that lie outside the period.
  public var outside = 0
  /// Exact copies of counted rows.
  public var copies = 0
  /// Rows in no total, by reason.
  public var quarantined: [QuarantineReason: Int] = [:]
  /// Users the source names who have a session in the period.
  public private(set) var users = 0
  /// Sessions of users the source does not name.
  public private(set) var unknownUserSessions = 0
  /// Users with time that was recorded; those the source does not name are one.
  public private(set) var recordedUsers = 0
  /// Users with time that was estimated; those the source does not name are one.
  public private(set) var estimatedUsers = 0
  /// Counted sessions by what their end rests on.
  public var bases: [EndBasis: Int] {
    Dictionary(uniqueKeysWithValues: baseCounts.all.filter { $0.value > 0 }.map { ($0.key, $0.value) })
  }
  /// Counted sessions by why they ended; nil where the source does not say.
  public var endReasons: [EndReason?: Int] {
    let known = endReasonCounts.all.map { (EndReason?.some($0.key), $0.value) } + [(nil, withoutEndReason)]
    return Dictionary(uniqueKeysWithValues: known.filter { $0.1 > 0 })
  }
  /// Counted sessions that were cut to the period.
  public private(set) var clipped = 0
  /// Total over all users, with the same parts as a user's own.
  public private(set) var durations = UserDurations(userKey: nil)
  /// Different addresses, at most ``addressLimit``.
  public private(set) var addresses: Set<NetworkAddress> = []
  /// Above so many different addresses only "at least so many" is known.
  public static let addressLimit = 500_000
  /// The days of the period.
  public private(set) var days: [CivilDate: Day] = [:]
  /// Session begins by weekday (0 is Monday) and local hour.
  public private(set) var heat = Array(repeating: Array(repeating: Int64(0), count: 24), count: 7)
  /// Sessions open in each slice of ``loadSliceMinutes``, for periods of up to two days.
  public private(set) var load: [Int64]
  /// Recorded lengths by class of ``histogramEdgesMinutes``.
  public private(set) var histogram = Array(repeating: Int64(0), count: histogramEdgesMinutes.count + 1)
  /// Sessions with a recorded end.
  public var recordedCount: Int64 = 0
  /// The mean of their whole lengths.
  public var meanLength: Int64 = 0
  /// The median of their whole lengths.
  public var medianLength: Int64 = 0
  /// The longest of them.
  public var longestLength: Int64 = 0
  /// The ten users with the longest recorded time, longest first.
  public private(set) var longestUsers: [LongUser] = []
  /// The identifiers of all rows that were read, and which of them are the period's.
  public var identifiers = IdentifierGaps()
  /// The latest moment any row of the period carries.
  public private(set) var newest: Instant?
  private var baseCounts = EnumTable<EndBasis, Int> { _ in 0 }
  private var endReasonCounts = EnumTable<EndReason, Int> { _ in 0 }
  private var withoutEndReason = 0
  private let scope: Scope

  init(scope: Scope) {
    self.scope = scope
    let slice = Self.loadSliceMinutes * 60 * microsecondsPerSecond
    let count = (scope.to.microseconds - scope.from.microseconds + slice - 1) / slice
    load = count <= Self.loadSliceLimit ? Array(repeating: 0, count: Int(max(0, count))) : []
  }

  /// Rows in no total because they cannot be trusted.
  public var quarantinedCount: Int { quarantined.values.reduce(0, +) }

  mutating func add(_ session: borrowing Session, _ counted: CountedSession) {
    let (resolved, interval) = (counted.resolved, counted.interval)
    self.counted += 1
    baseCounts[resolved.basis] += 1
    if let reason = session.endReason { endReasonCounts[reason] += 1 } else { withoutEndReason += 1 }
    if session.userKey == nil { unknownUserSessions += 1 }
    if counted.isCutAtStart || counted.isCutAtEnd { clipped += 1 }
    if let address = session.address, addresses.count < Self.addressLimit { addresses.insert(address) }
    newest = max(newest ?? .minusInfinity, Instant(microseconds: interval.end))
    if scope.from <= resolved.start, resolved.start < scope.to {
      let local = scope.zone.localTime(at: resolved.start)
      heat[local.date.weekday][local.time.hour] += 1
      days[local.date, default: Day()].sessions += 1
      identifiers.insert(session.id, .examined)
    } else {
      identifiers.insert(session.id, .listed)
    }
    if resolved.basis.isRecorded {
      let minutes = resolved.length / (60 * microsecondsPerSecond)
      histogram[Self.histogramEdgesMinutes.firstIndex { minutes < $0 } ?? Self.histogramEdgesMinutes.count] += 1
    }
    addLoad(interval)
  }

  private mutating func addLoad(_ interval: Interval) {
    if load.isEmpty || interval.length == 0 { return }
    let slice = Self.loadSliceMinutes * 60 * microsecondsPerSecond
    let first = Int((interval.start - scope.from.microseconds) / slice)
    let last = Int((interval.end - 1 - scope.from.microseconds) / slice)
    for index in first...last { load[index] += 1 }
  }

  mutating func add(_ user: UserDurations) throws(DurationOverflow) {
    if user.userKey != nil { users += 1 }
    if user.recordedSum > 0 { recordedUsers += 1 }
    if user.maximumSum > user.recordedSum { estimatedUsers += 1 }
    durations.sessions += user.sessions
    durations.openSessions += user.openSessions
    durations.sum = try checkedSum(durations.sum, user.sum)
    durations.union = try checkedSum(durations.union, user.union)
    durations.recordedSum = try checkedSum(durations.recordedSum, user.recordedSum)
    durations.recordedUnion = try checkedSum(durations.recordedUnion, user.recordedUnion)
    durations.minimumSum = try checkedSum(durations.minimumSum, user.minimumSum)
    durations.maximumSum = try checkedSum(durations.maximumSum, user.maximumSum)
    durations.minimumUnion = try checkedSum(durations.minimumUnion, user.minimumUnion)
    durations.maximumUnion = try checkedSum(durations.maximumUnion, user.maximumUnion)
    for day in user.days {
      days[day.date, default: Day()].sum += day.sum
      days[day.date, default: Day()].union += day.union
      if user.userKey != nil { days[day.date, default: Day()].users += 1 }
    }
    addLongest(user)
  }

  private mutating func addLongest(_ user: UserDurations) {
    let place = longestUsers.firstIndex { $0.recordedUnion < user.recordedUnion } ?? longestUsers.count
    if place >= 10 || user.recordedUnion == 0 { return }
    longestUsers.insert(
      LongUser(userKey: user.userKey, userName: user.userName, recordedUnion: user.recordedUnion), at: place)
    if longestUsers.count > 10 { longestUsers.removeLast() }
  }
}
