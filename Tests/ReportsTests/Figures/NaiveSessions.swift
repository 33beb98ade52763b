import Analysis
import Model

/// What sessions come to, counted step by step, with none of the program's own code.
struct NaiveSessions {
  /// A row that lies in the period.
  struct Row {
    let row: LoggedSession
    let start: Int64
    let end: Int64
    let basis: EndBasis
    let earliest: Int64
    let latest: Int64
  }

  /// A user's rows, and the user's open sessions at each step.
  struct User {
    let key: String?
    let rows: [Row]
    let open: [Int]
    let recorded: [Int]
    let earliest: [Int]
    let latest: [Int]
  }

  let period: SteppedPeriod
  /// The identifiers of all rows.
  let read: [String]
  private(set) var rows: [Row] = []
  private(set) var outside = 0
  private(set) var copies = 0
  private(set) var quarantined: [(row: LoggedSession, reason: QuarantineReason)] = []
  private(set) var users: [User] = []

  init(_ log: [LoggedSession], in period: SteppedPeriod) {
    self.period = period
    read = log.map(\.id)
    for row in log { judge(row) }
    var keys: [String?] = []
    for row in rows where !keys.contains(row.row.user) { keys.append(row.row.user) }
    for key in keys { users.append(user(key, rows.filter { $0.row.user == key })) }
  }

  private mutating func judge(_ row: LoggedSession) {
    if case .exactCopy = row.identity {
      copies += 1
      return
    }
    func refuse(_ reason: QuarantineReason) { quarantined.append((row, reason)) }
    if case .differs = row.identity { return refuse(.differingDuplicate) }
    if row.id.isEmpty { return refuse(.identifierMissing) }
    // 1 January 1900.
    guard let start = row.start, start >= -2_208_988_800_000_000 else { return refuse(.timeMissing) }
    if start > period.asOf + 300_000_000 { return refuse(.future) }
    guard let counted = resolve(row, start) else { return refuse(.endBeforeStart) }
    let last = period.moment(period.counted)
    let isInPeriod =
      counted.start == counted.end
      ? period.from <= start && start < last : start < last && counted.end > period.from
    if isInPeriod { rows.append(counted) } else { outside += 1 }
  }

  /// The first that applies of: recorded end, skew, expiry, still running, last sign of life, nothing.
  private func resolve(_ row: LoggedSession, _ start: Int64) -> Row? {
    let asOf = period.asOf
    func result(_ end: Int64, _ basis: EndBasis, _ earliest: Int64, _ latest: Int64) -> Row {
      Row(row: row, start: start, end: end, basis: basis, earliest: earliest, latest: latest)
    }
    let seen = row.seen.map { max(start, min($0, asOf)) }
    if let end = row.end, end != .max {
      if end >= start { return result(end, .end, end, end) }
      return start - end <= 300_000_000 ? result(start, .skew, start, start) : nil
    }
    if let expiry = row.expiry, expiry <= asOf {
      let end = max(start, expiry)
      return result(end, .expiry, min(end, seen ?? start), end)
    }
    let latest = max(start, asOf)
    if row.status == .active { return result(latest, .asOf, seen ?? start, latest) }
    if let seen { return result(seen, .lastActivity, seen, latest) }
    return result(start, .none, start, latest)
  }

  private func user(_ key: String?, _ rows: [Row]) -> User {
    func open(_ rows: [Row], _ end: (Row) -> Int64) -> [Int] {
      var result = Array(repeating: 0, count: period.counted)
      for row in rows {
        let (first, last) = (index(row.start), index(end(row)))
        if first < last { for step in first..<last { result[step] += 1 } }
      }
      return result
    }
    return User(
      key: key, rows: rows, open: open(rows, \.end), recorded: open(rows.filter(\.isRecorded), \.end),
      earliest: open(rows, \.earliest), latest: open(rows, \.latest))
  }

  /// The step a moment begins, cut to the period.
  func index(_ moment: Int64) -> Int {
    moment <= period.from ? 0 : Int(min(Int64(period.counted), (moment - period.from) / period.step))
  }

  /// A length of that many steps.
  func length(_ steps: Int) -> Int64 { Int64(steps) * period.step }
  func sum(_ open: [Int]) -> Int64 { length(open.reduce(0, +)) }
  func union(_ open: [Int]) -> Int64 { length(open.count { $0 > 0 }) }
  /// Over all users: the sum of each one's.
  func total(_ count: (User) -> Int64) -> Int64 { users.reduce(0) { $0 + count($1) } }

  /// The whole lengths of recorded sessions, shortest first.
  var recordedLengths: [Int64] { rows.filter(\.isRecorded).map { $0.end - $0.start }.sorted() }
  /// The rows that began in the period.
  var begun: [Row] { rows.filter { period.from <= $0.start && $0.start < period.moment(period.counted) } }
}

extension NaiveSessions.Row {
  var isRecorded: Bool { basis == .end || basis == .skew }
}

extension NaiveSessions.User {
  /// Steps and their open sessions by local day, where there is any.
  func days(_ period: SteppedPeriod) -> [(day: Int, sum: Int, union: Int)] {
    var result: [Int: (sum: Int, union: Int)] = [:]
    for (step, count) in open.enumerated() where count > 0 {
      result[period.day(period.moment(step)), default: (0, 0)].sum += count
      result[period.day(period.moment(step)), default: (0, 0)].union += 1
    }
    return result.sorted { $0.key < $1.key }.map { ($0.key, $0.value.sum, $0.value.union) }
  }
}
