@testable import Analysis
import Files
import Model
import Testing

/// A small log, and one rule that looks at it: what a night does, without a server.
struct RuleTrial {
  var events: [SecurityEvent] = []
  var sessions: [Session] = []
  var users: [Identifier: User] = [:]
  var settings = RuleSettings()
  var locations: [NetworkAddress: GeoLocation] = [:]
  /// How many rows arrive at once; nil for all.
  var pageSize: Int?
  /// How many rows of one user are held.
  var rowLimit = UserHistory.rowLimit
  /// Columns the source has not.
  var missing: Set<String> = []
  var zone = "UTC"
  var period = Period(from: time("2026-03-02 00:00"), to: time("2026-03-03 00:00"))
  var asOf = time("2026-03-10 00:00")
  /// What is known of a live store.
  var live = LiveState.absent
  /// What rules note for each other.
  var suspicions = Suspicions()

  /// What came of it.
  struct Result {
    let findings: [Finding]
    let outcome: RuleOutcome

    /// Each finding as `key first–last evidence severity`, in order of time and key, for comparing at a glance.
    var lines: [String] {
      findings.map { finding in
        let span = "\(finding.first.iso8601.dropFirst(11).prefix(8))–\(finding.last.iso8601.dropFirst(11).prefix(8))"
        let branch = finding.branch.isEmpty ? "" : finding.branch + " "
        return "\(branch)\(finding.key.value) \(span) \(finding.evidence.count) \(finding.severity.key)"
      }
    }
  }

  /// A moment of 2026-03-02 (`10:00`, `10:00:00.5`), or of a date (`2026-03-01 10:00`); UTC.
  static func time(_ text: String) -> Instant {
    let words = text.split(separator: " ")
    let date = words.count == 2 ? String(words[0]) : "2026-03-02"
    guard let instant = try? Instant("\(date)T\(words[words.count - 1])Z", in: .utc) else {
      preconditionFailure("\(text) is no time")
    }
    return instant
  }

  /// Adds an event; identifiers ascend in the order of the calls unless one is given.
  @discardableResult
  mutating func add(
    _ type: EventType, _ user: Identifier?, _ at: String, ip: String? = "10.0.0.1", reason: FailureReason? = nil,
    id: Identifier? = nil, _ change: (inout SecurityEvent) -> Void = { _ in }
  ) -> Identifier {
    let number = String(events.count + 1)
    let identifier = id ?? Identifier(String(repeating: "0", count: max(0, 6 - number.count)) + number)
    var event = SecurityEvent(id: identifier, occurredAt: Self.time(at), type: type)
    event.userKey = user
    event.userName = user?.text
    event.address = ip.flatMap { NetworkAddress($0) }
    event.failureReason = reason
    event.reason = reason?.rawValue
    change(&event)
    events.append(event)
    return identifier
  }

  /// Adds failed sign-ins, one every `seconds`.
  mutating func addFailures(
    _ count: Int, _ user: Identifier?, from start: String, every seconds: Double, ip: String? = "10.0.0.1",
    reason: FailureReason? = .badPassword
  ) {
    for index in 0..<count {
      add(.loginFailed, user, start, ip: ip, reason: reason) { event in
        event.occurredAt = event.occurredAt?.advanced(by: Int64(Double(index) * seconds * 1_000_000))
      }
    }
  }

  /// Adds a session; without an end it is open.
  mutating func addSession(
    _ user: Identifier?, _ start: String, _ end: String?, ip: String? = "10.0.0.1", id: Identifier? = nil,
    _ change: (inout Session) -> Void = { _ in }
  ) {
    var session = Session(
      id: id ?? "s\(sessions.count + 1)", userKey: user, startedAt: Self.time(start), endedAt: end.map { Self.time($0) }
    )
    session.address = ip.flatMap { NetworkAddress($0) }
    session.status = end == nil ? .active : .closed
    change(&session)
    sessions.append(session)
  }

  /// Lets a rule look at the log, in the order the server would send it, and others before it.
  func run(_ rule: any Rule.Type, after others: [any Rule.Type] = []) throws -> Result {
    let rules = try #require(try ZoneFiles.compiled(zone))
    let zone = try Zone(name: zone, compiled: rules)
    let context = RuleContext(
      period: period, asOf: asOf, lookback: settings.lookback, zone: zone, values: [:], lists: settings.lists,
      locate: { [locations] in locations[$0] }, users: users,
      columns: Set(SourceColumn.all.filter { !missing.contains($0.text) }),
      suspicions: suspicions, live: live, makeDigest: { IdentifierList() }, makeSorter: { RecordList() })
    var findings: [Finding] = []
    let runner = RuleRunner(others + [rule], settings: settings, context: context) { definition, _, finding in
      if definition.id == rule.definition.id { findings.append(finding) }
    }
    var histories = try observeSessions(runner, zone)
    try observeEvents(runner, zone, &histories)
    for key in histories.keys.sorted() { if let history = histories[key] { try runner.observe(history) } }
    let outcomes = try runner.finish()
    findings.sort { ($0.first, $0.key.value, $0.branch) < ($1.first, $1.key.value, $1.branch) }
    return Result(findings: findings, outcome: try #require(outcomes.first { $0.definition.id == rule.definition.id }))
  }

  private func observeSessions(_ runner: RuleRunner, _ zone: Zone) throws -> [Identifier: UserHistory] {
    var histories: [Identifier: UserHistory] = [:]
    var analysis = SessionAnalysis(period: period, asOf: asOf, zone: zone, lengths: NumberList())
    let ordered = sessions.sorted {
      // Unknown users come last, as the server sends them.
      (($0.userKey == nil ? 1 : 0), $0.userKey ?? "", $0.startedAt ?? .infinity, $0.id)
        < (($1.userKey == nil ? 1 : 0), $1.userKey ?? "", $1.startedAt ?? .infinity, $1.id)
    }
    for session in ordered {
      let verdict = try analysis.observe(session) { _ in }
      try runner.observe(session, verdict)
      if let key = session.userKey, let resolved = verdict.resolved {
        history(of: key, in: &histories).append(session, resolved)
      } else if let key = session.userKey, let begin = session.startedAt, verdict.hasBeginOnly {
        history(of: key, in: &histories).noteBegin(begin)
      }
    }
    return histories
  }

  private func observeEvents(
    _ runner: RuleRunner, _ zone: Zone, _ histories: inout [Identifier: UserHistory]
  ) throws {
    var analysis = try EventAnalysis(period: period, asOf: asOf, zone: zone) { RecordList() }
    let ordered = events.sorted { ($0.occurredAt ?? .infinity, $0.id) < ($1.occurredAt ?? .infinity, $1.id) }
    for event in pages(of: ordered).joined() {
      let verdict = try analysis.observe(event)
      try runner.observe(event, verdict)
      if let key = event.userKey, let instant = verdict.countableAt(event), instant < min(period.to, asOf) {
        history(of: key, in: &histories).append(event, at: instant)
      }
    }
  }

  /// The rows as they would arrive page by page.
  private func pages(of rows: [SecurityEvent]) -> [ArraySlice<SecurityEvent>] {
    guard let pageSize else { return [rows[...]] }
    return stride(from: 0, to: rows.count, by: pageSize).map { rows[$0..<min($0 + pageSize, rows.count)] }
  }

  private func history(of key: Identifier, in histories: inout [Identifier: UserHistory]) -> UserHistory {
    let history = histories[key] ?? UserHistory(key: key, rowLimit: rowLimit)
    histories[key] = history
    return history
  }
}

/// The identifiers themselves instead of a digest, so that a test can read them.
final class IdentifierList: IdentifierDigest {
  private var identifiers: [String] = []
  func add(_ identifier: Identifier) { identifiers.append(identifier.text) }
  func hexadecimal() -> String { identifiers.joined(separator: " ") }
}
