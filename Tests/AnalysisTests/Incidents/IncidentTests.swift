import Files
import Model
import Support
import Testing

@testable import Analysis

@Suite struct IncidentTests {
  private static let period = RuleTrial.time("00:00")..<RuleTrial.time("2026-03-03 00:00")
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func event(
    _ type: EventType, _ id: Identifier, _ user: Identifier?, _ minute: Int, ip: String? = nil,
    session: Identifier? = nil, actor: Identifier? = nil
  ) -> SecurityEvent {
    var event = SecurityEvent(id: id, occurredAt: TriedFinding.minute(minute), type: type)
    event.userKey = user
    event.address = ip.flatMap { NetworkAddress($0) }
    event.sessionID = session
    event.actorID = actor
    return event
  }

  private func incidents(
    _ findings: [TriedFinding], _ events: [SecurityEvent] = [], _ sessions: [Session] = [], trusted: String? = nil
  ) throws -> [Incident] {
    let trusted = trusted.flatMap { NetworkAddress($0) }
    let collector = IncidentCollector(folder: folder.path, judged: Self.period) { $0 == trusted }
    for tried in findings { try collector.add(tried.rule, tried.finding, id: tried.id, observation: "") }
    for event in events { try collector.observe(event, at: event.occurredAt ?? .infinity) }
    let history = try SessionHistory(folder: folder.path, BrowserFamilies())
    let zone = try Zone(name: "UTC", compiled: try #require(try ZoneFiles.compiled("UTC")))
    var analysis = SessionAnalysis(
      period: Period(from: Self.period.lowerBound, to: Self.period.upperBound), asOf: Self.period.upperBound,
      zone: zone, lengths: NumberList())
    for session in sessions { try history.append(session, try analysis.observe(session) { _ in }) }
    var result: [Incident] = []
    try collector.conclude(sessions: history, users: [:], digest: { $0 }).forEach { result.append($0) }
    return result.sorted { $0.first < $1.first }
  }

  private func ids(_ incidents: [Incident]) -> Set<Set<String>> { Set(incidents.map { Set($0.members.map(\.id)) }) }

  @Test(arguments: Fuzzing.seeds(60))
  func `incidents are those of the plainest reference, in whatever order findings come`(
    _ seed: Int
  ) throws {
    var random = SeededGenerator(seed)
    let rules = ["A01", "A02", "A03", "C05", "S01", "S06", "S03", "S04", "S07", "S08", "B01", "D01"]
    let busy = "10.0.0.9"
    var findings: [TriedFinding] = []
    for number in 0..<Int.random(in: 1...60, using: &random) {
      let first = Int.random(in: 0..<1400, using: &random)
      let length =
        Bool.random(using: &random) ? Int.random(in: 0..<20, using: &random) : Int.random(in: 0..<400, using: &random)
      func some(_ names: [String]) -> [String] {
        (0..<Int.random(in: 0...2, using: &random)).compactMap { _ in names.randomElement(using: &random) }
      }
      let kinds: [Finding.Key] = [
        .user(Identifier("u\(Int.random(in: 0..<12, using: &random))")), .tenant,
        Finding.Key(kind: .address, value: Identifier("10.0.0.\(Int.random(in: 1..<10, using: &random))")),
        Finding.Key(kind: .session, value: Identifier("s\(Int.random(in: 0..<12, using: &random))")),
      ]
      findings.append(
        TriedFinding(
          rules.randomElement(using: &random) ?? "A01", "f\(number)",
          severity: Severity.allCases.randomElement(using: &random) ?? .low,
          key: kinds.randomElement(using: &random) ?? .tenant, from: first, to: first + length,
          users: some((0..<12).map { "u\($0)" }).map { Identifier($0) },
          addresses: some([busy, "10.0.0.1", "10.0.0.2"]),
          // The same texts as users: a session is no user.
          sessions: some((0..<12).map { "u\($0)" }).map { Identifier($0) }))
    }
    let successes = (0..<10).map { event(.loginSuccess, "e\($0)", Identifier("v\($0)"), $0, ip: busy) }
    let expected = naiveIncidents(findings, busy: [Identifier(busy)])
    let found = try incidents(findings, successes)
    #expect(ids(found) == expected)
    #expect(found.reduce(0) { $0 + $1.members.count } == Set(found.flatMap { $0.members.map(\.id) }).count)
    findings.shuffle(using: &random)
    let again = try incidents(findings, successes.shuffled(using: &random))
    func told(_ incidents: [Incident]) -> [String] {
      incidents.map { "\($0.id) \($0.severity) \($0.first) \($0.last) \($0.keys) \($0.timeline.map(\.at))" }.sorted()
    }
    #expect(told(again) == told(found))
  }

  /// Half an hour is added at both ends, and the ends belong to it.
  @Test(arguments: [(60, 1), (61, 2)]) func `findings an hour apart touch`(_ gap: Int, _ count: Int) throws {
    let first = TriedFinding("A01", "a", severity: .medium, key: .user("u"), from: 0, to: 10)
    let second = TriedFinding("A02", "b", severity: .medium, key: .tenant, from: 10 + gap, to: 100, users: ["u"])
    #expect(try incidents([first, second]).count == count)
  }

  @Test(arguments: [(9, false, 1), (10, false, 2), (9, true, 2)])
  func `an address links unless it is a way out of many`(_ users: Int, _ isTrusted: Bool, _ count: Int) throws {
    let findings = ["a", "b"].map {
      TriedFinding("A01", $0, severity: .medium, key: .user(Identifier($0)), from: 0, to: 9, addresses: ["10.0.0.1"])
    }
    let events = (0..<users).flatMap { number in
      (0..<2).map { event(.loginSuccess, "e\(number)\($0)", Identifier("u\(number)"), number, ip: "10.0.0.1") }
    }
    #expect(try incidents(findings, events, trusted: isTrusted ? "10.0.0.1" : nil).count == count)
  }

  @Test func `what is low, or a state, makes no incident alone`() throws {
    let low = TriedFinding("A07", "a", severity: .low, key: .user("u"), from: 0, to: 1)
    let state = TriedFinding("S07", "b", severity: .medium, key: .user("u"), from: 0, to: 900)
    #expect(try incidents([low, state]).isEmpty)
    let medium = TriedFinding("A01", "c", severity: .medium, key: .user("u"), from: 500, to: 510)
    #expect(try ids(incidents([low, state, medium])) == [["a", "b", "c"]])
  }

  private static let signIn = Finding.SignIn(
    at: TriedFinding.minute(10), EvidenceRow("ok", user: "u", address: NetworkAddress("10.0.0.1"), session: "s"))

  private static func breakIn(_ severity: Severity = .high) -> TriedFinding {
    TriedFinding(
      "A03", "f", severity: severity, key: .user("u"), from: 0, to: 10, users: ["u"], sessions: ["s"],
      successes: [signIn])
  }

  private static func session(end minute: Int?) -> Session {
    var session = Session(
      id: "s", userKey: "u", startedAt: TriedFinding.minute(10), endedAt: minute.map { TriedFinding.minute($0) })
    session.status = minute == nil ? .active : .closed
    return session
  }

  @Test func `an act after the success raises the severity, and stands in the timeline`() throws {
    let act = event(.roleGranted, "act", "v", 20, actor: "u")
    let found = try #require(try incidents([Self.breakIn()], [act], [Self.session(end: 50)]).first)
    #expect(found.severity == .critical && found.isRaised)
    #expect(
      found.timeline.map { "\($0.what.rawValue) \($0.event ?? $0.session ?? "")" } == [
        "finding_first ", "first_success ok", "session_start s", "finding_last ", "act act", "session_end s",
      ])
    #expect(try incidents([Self.breakIn(.critical)], [act]).first?.severity == .critical)
  }

  @Test func `what came before, of others or after the session's end raises nothing`() throws {
    let acts: [SecurityEvent] = [
      event(.roleGranted, "before", "u", 9), event(.bulkExport, "other", "v", 20),
      event(.privilegeUse, "later", "u", 51), event(.passwordChange, "none", "u", 20),
      event(.roleGranted, "to", "u", 20, actor: "admin"),
    ]
    let found = try #require(try incidents([Self.breakIn()], acts, [Self.session(end: 50)]).first)
    #expect(found.severity == .high && !found.isRaised && found.acts.isEmpty)
    let inSession = event(.privilegeUse, "late", nil, 51, session: "s")
    #expect(try incidents([Self.breakIn()], [inSession], [Self.session(end: 50)]).first?.isRaised == true)
  }

  @Test func `a finding of family C after the success raises the severity, one that ends with it does not`() throws {
    func found(_ last: Int) throws -> Bool? {
      let grant = TriedFinding("C05", "g", severity: .critical, key: .user("v"), from: 5, to: last, users: ["u"])
      return try incidents([Self.breakIn(), grant]).first?.isRaised
    }
    #expect(try found(11) == true)
    #expect(try found(10) == false)
  }
}
