@testable import Analysis
import Messages
import Model
import Testing

@Suite struct `D01, invalid, duplicate or skewed record` {
  /// So many sessions and sign-ins that nothing is wrong with, each pair of one moment.
  private func trial(_ count: Int = 500) -> RuleTrial {
    var trial = RuleTrial()
    for index in 0..<count {
      trial.addSession("ali", "09:00", "09:30", id: "ok\(index)")
      trial.add(.loginSuccess, "ali", "09:00")
    }
    return trial
  }

  /// Each finding as `branch count severity`.
  private func found(_ trial: RuleTrial) throws -> [String] {
    try trial.run(InvalidRecord.self).findings.map { "\($0.branch) \($0.evidence.count) \($0.severity.key)" }.sorted()
  }

  @Test(arguments: [
    ("09:30", []), ("09:29:59.999999", ["b 1 low"]), ("09:25", ["b 1 low"]), ("09:24:59.999999", ["a 1 low"]),
  ]) func `parts skew from ends that cannot be, the limit being skew`(_ end: String, _ lines: [String]) throws {
    var trial = trial()
    trial.addSession("ali", "09:30", end, id: "odd")
    trial.add(.loginSuccess, "ali", "09:30")
    let findings = try trial.run(InvalidRecord.self).findings
    #expect(findings.map { "\($0.branch) \($0.evidence.count) \($0.severity.key)" } == lines)
    #expect(findings.allSatisfy { $0.evidence.identifiers == ["session:odd"] && $0.first == RuleTrial.time("09:30") })
  }

  @Test(
    arguments: [
      ("09:30", 1_800_000_000, []), ("09:30", 1_801_000_000, []), ("09:30", 1_801_000_001, ["j 1 low"]),
      ("09:30", -1, ["j 1 low"]), ("09:30", Int64.min, ["j 1 low"]), (nil, 0, ["j 1 low"]), (nil, nil, []),
    ] as [(String?, Int64?, [String])])
  func `holds a length that the source wrote against begin and end`(
    _ end: String?, _ stored: Int64?, _ lines: [String]
  ) throws {
    var trial = trial()
    trial.addSession("ali", "09:00", end) { $0.storedDuration = stored }
    trial.add(.loginSuccess, "ali", "09:00")
    #expect(try found(trial) == lines)
  }

  @Test func `counts rows without a time for the period`() throws {
    var trial = trial()
    trial.addSession("ali", "09:30", "10:00") { $0.startedAt = nil }
    trial.addSession("ali", "09:30", "10:00") { $0.startedAt = .minusInfinity }
    trial.add(.activity, "ali", "09:30") { $0.occurredAt = nil }
    #expect(try found(trial) == ["c 3 low"])
    let finding = try #require(try trial.run(InvalidRecord.self).findings.first)
    #expect(finding.first == RuleTrial.time("10:00") && finding.last == RuleTrial.time("10:00"))
    var timeless = RuleTrial()
    timeless.add(.activity, "ali", "09:30") { $0.occurredAt = nil }
    let only = try #require(try timeless.run(InvalidRecord.self).findings.first)
    #expect(!only.first.isMeaningful && !only.last.isMeaningful)
  }

  @Test(arguments: [("2026-03-10 00:05", []), ("2026-03-10 00:05:00.000001", ["d 2 low"])])
  func `knows rows of the future, with the clock's tolerance`(_ moment: String, _ lines: [String]) throws {
    var trial = trial()
    trial.addSession("ali", moment, nil)
    trial.add(.activity, "ali", moment)
    #expect(try found(trial) == lines)
  }

  @Test func `counts copies and rows that differ under one identifier`() throws {
    var trial = trial()
    for identity in [RowIdentity.first, .exactCopy, .exactCopy, .differs] {
      trial.add(.activity, "ali", "10:00", id: "x") { $0.identity = identity }
      trial.addSession("ali", "09:00", "09:30", id: "y") { $0.identity = identity }
    }
    #expect(try found(trial) == ["e 2 low", "f 4 low"])
    #expect(
      try trial.run(InvalidRecord.self).findings.first { $0.branch == "f" }?.evidence.sha256
        == "session:y session:y x x")
  }

  @Test(arguments: [
    ("2026-03-01 23:59:59.999999", []), ("00:00", ["a 1 low", "e 1 low", "f 2 low"]),
    ("23:59:59.999999", ["a 1 low", "e 1 low", "f 2 low"]), ("2026-03-03 00:00", []),
  ]) func `looks at the rows of the period`(_ moment: String, _ lines: [String]) throws {
    var trial = trial()
    trial.add(.activity, "ali", moment) { $0.identity = .exactCopy }
    trial.add(.activity, "ali", moment) { $0.identity = .differs }
    trial.addSession("ali", moment, "2026-03-01 00:00")
    trial.addSession("ali", moment, moment) { $0.identity = .exactCopy }
    #expect(try found(trial) == lines)
  }

  @Test func `counts addresses that are none`() throws {
    var trial = trial()
    trial.add(.activity, "ali", "10:00") { $0.address = .host("n219.example.com") }
    trial.addSession("ali", "09:01", "09:30") { $0.address = .host("n219.example.com") }
    trial.add(.activity, "ali", "2026-03-01 10:00") { $0.address = .host("n219.example.com") }
    trial.add(.activity, "ali", "10:00", ip: nil)
    #expect(try found(trial) == ["i 2 low"])
  }

  @Test(arguments: [(99, "medium"), (100, "low"), (101, "low")])
  func `is medium above one percent of the rows`(_ rows: Int, _ severity: String) throws {
    var trial = RuleTrial()
    for _ in 0..<(rows - 1) { trial.add(.activity, "ali", "10:00") }
    trial.add(.activity, "ali", "10:00") { $0.identity = .exactCopy }
    trial.add(.activity, "ali", "2026-03-01 10:00")
    #expect(try found(trial) == ["f 1 \(severity)"])
    #expect(
      try trial.run(InvalidRecord.self).findings.first?.measured == [.init("rows", 1), .init("rows_looked_at", rows)])
  }

  @Test func `takes skewed sessions as a share of the sessions`() throws {
    var trial = RuleTrial()
    for _ in 0..<500 { trial.add(.activity, "ali", "10:00") }
    for _ in 0..<98 { trial.addSession(nil, "10:00", "11:00") }
    trial.addSession("ali", "10:00", "09:59")
    #expect(try found(trial) == ["b 1 medium"])
    trial.addSession("ali", "10:00", "11:00")
    #expect(try found(trial) == ["b 1 low"])
  }

  @Test(arguments: [
    ("09:55", 0), ("09:54:59.999999", 2), ("10:05", 0), ("10:05:00.000001", 2),
  ]) func `pairs sign-ins and sessions five minutes apart, both ends included`(
    _ start: String, _ rows: Int
  ) throws {
    var trial = trial()
    trial.add(.loginSuccess, "ali", "10:00", id: "in")
    trial.addSession("ali", start, "11:00", id: "on")
    #expect(try found(trial) == (rows == 0 ? [] : ["g 2 low"]))
    trial.sessions.removeLast()
    trial.addSession("veli", "10:00", "11:00", id: "on")
    let finding = try #require(try trial.run(InvalidRecord.self).findings.first)
    #expect(Set(finding.evidence.identifiers) == ["in", "session:on"])
    #expect(
      finding.measured == [
        .init("rows", 2), .init("rows_looked_at", 1002), .init("sign_ins_without_session", 1),
        .init("sessions_without_sign_in", 1),
      ])
  }

  @Test func `says of sign-ins and sessions without each other only what there is`() throws {
    var signIns = trial()
    signIns.add(.loginSuccess, "ali", "10:00", id: "in")
    let alone = try #require(try signIns.run(InvalidRecord.self).findings.first)
    #expect(alone.text[.tr] == "oturumu olmayan 1 başarılı giriş")
    #expect(alone.text[.en] == "1 successful sign-in without a session")
    var sessions = trial()
    sessions.addSession("veli", "10:00", "11:00", id: "on")
    let open = try #require(try sessions.run(InvalidRecord.self).findings.first)
    #expect(open.text[.tr] == "başarılı girişi olmayan 1 oturum")
    #expect(open.text[.en] == "1 session without a sign-in")
  }

  /// A sign-in an hour before or after its session belongs to it all the same, and no other near it does.
  @Test func `pairs by the session a sign-in names, however many name it and whoever's it is`() throws {
    func lonely(_ change: (inout RuleTrial) -> Void) throws -> [Identifier] {
      var trial = trial()
      trial.addSession("ali", "10:00", "11:00", id: "s")
      change(&trial)
      let finding = try trial.run(InvalidRecord.self).findings.first { $0.branch == "g" }
      return (finding?.evidence.identifiers ?? []).sorted()
    }
    func signIn(
      _ trial: inout RuleTrial, _ at: String, to session: Identifier?, by user: Identifier? = "ali",
      ip: String = "10.0.0.1"
    ) {
      trial.add(.loginSuccess, user, at, ip: ip, id: Identifier("in-" + at)) { $0.sessionID = session }
    }
    #expect(try lonely { signIn(&$0, "10:00", to: "s") } == [])
    #expect(
      try lonely {
        signIn(&$0, "09:00", to: "s"); signIn(&$0, "10:30", to: "s", ip: "10.9.9.9")
      } == [])
    #expect(try lonely { signIn(&$0, "10:00", to: "other") } == ["in-10:00", "session:s"])
    #expect(try lonely { signIn(&$0, "10:00", to: nil) } == [])
    #expect(try lonely { signIn(&$0, "10:00", to: nil, ip: "10.9.9.9") } == ["in-10:00", "session:s"])
    #expect(
      try lonely {
        signIn(&$0, "10:00", to: "s"); signIn(&$0, "10:01", to: nil)
      } == [])
    #expect(try lonely { signIn(&$0, "10:00", to: "s", by: "veli") } == [])
    #expect(
      try lonely {
        signIn(&$0, "10:00", to: "s"); signIn(&$0, "12:00", to: "s2")
      } == ["in-12:00"])
    // A row that cannot be counted is a session all the same.
    #expect(
      try lonely {
        signIn(&$0, "10:00", to: "s")
        $0.addSession("ali", "12:00", "10:00", id: "s2")
        signIn(&$0, "13:00", to: "s2")
      } == [])
  }

  @Test func `judges a pair once its time is up`() throws {
    var trial = RuleTrial()
    trial.addSession("veli", "2026-03-01 12:00", "2026-03-01 13:00")
    for moment in ["2026-03-01 23:54:59.999999", "2026-03-01 23:55", "23:54:59.999999", "23:55"] {
      trial.add(.loginSuccess, "ali", moment)
    }
    let finding = try #require(try trial.run(InvalidRecord.self).findings.first)
    #expect(finding.evidence.sha256 == "000002 000003")
  }

  @Test func `pairs nothing where one of the sources is missing or names nobody`() throws {
    var trial = RuleTrial()
    trial.add(.loginSuccess, "ali", "10:00")
    #expect(try found(trial) == [])
    trial.addSession(nil, "12:00", "13:00")
    #expect(try found(trial) == [])
    // The period's sessions name nobody, those before it did.
    trial.addSession("ali", "2026-03-01 12:00", "2026-03-01 13:00")
    #expect(try found(trial) == [])
    #expect(RuleTrial.status(try trial.run(InvalidRecord.self).outcome, "g") == .notEvaluated)
    trial.addSession("ali", "10:00", "13:00")
    trial.events[0].userKey = nil
    trial.add(.loginSuccess, "ali", "2026-03-01 12:00")
    #expect(try found(trial) == [])
    #expect(RuleTrial.status(try trial.run(InvalidRecord.self).outcome, "g") == .notEvaluated)
  }

  @Test func `compares names by what a reader sees`() throws {
    func spell(_ names: [String], at moment: String = "10:00") throws -> [String] {
      var trial = RuleTrial()
      for name in names { trial.add(.activity, "ali", moment) { $0.userName = name } }
      for _ in 0..<900 { trial.add(.activity, "veli", "10:00") }
      return try trial.run(InvalidRecord.self).findings.map { $0.branch + " " + $0.evidence.sha256 }
    }
    #expect(try spell(["Ali", "Ali", "ali"]) == ["h 000002 000003"])
    #expect(try spell(["ali", "ali\t\t", "\u{A0}ALİ"]) == ["h 000001 000002"])
    #expect(try spell(["caf\u{E9}", "cafe\u{301}"]) == ["h 000001 000002"])
    #expect(try spell(["straße", "STRASSE"]) == ["h 000001 000002"])
    #expect(try spell(["info", "ınfo", "ali", "ali@example.com"]) == [])
    #expect(try spell(["Ali", "ali"], at: "2026-03-01 10:00") == [])
    #expect(try spell(["Ali", "ali"], at: "2026-03-03 00:00") == [])
  }

  @Test func `counts users whose names differ`() throws {
    var trial = trial()
    for (user, name) in [("a", "A"), ("a", "a"), ("a", "a "), ("b", "b"), ("b", "B"), ("c", "c")]
      as [(Identifier, String)]
    {
      trial.add(.activity, user, "10:00") { $0.userName = name }
    }
    trial.addSession("c", "10:00", "11:00") { $0.userName = "C" }
    trial.add(.loginSuccess, "c", "10:00")
    let finding = try #require(try trial.run(InvalidRecord.self).findings.first)
    #expect(finding.branch == "h" && finding.evidence.count == 7)
    #expect(finding.measured.last == .init("users", 3))
    #expect(finding.text[.tr] == "3 kullanıcının adı, baytları farklı 7 biçimde yazılmış")
    #expect(finding.text[.en] == "the names of 3 users written in 7 ways that differ in bytes")
  }

  @Test func `evaluates its branches each by itself, an empty period, too`() throws {
    let empty = try RuleTrial().run(InvalidRecord.self)
    #expect(empty.findings.isEmpty && empty.outcome.status == .partly)
    #expect(empty.outcome.reason == RuleReason(.noRows, "sessions"))
    var trial = trial(1)
    #expect(try trial.run(InvalidRecord.self).outcome.status == .evaluated)
    trial.missing = ["sessions.ended_at", "events.ip", "sessions.ip", "sessions.user_id"]
    let outcome = try trial.run(InvalidRecord.self).outcome
    #expect(
      outcome.branches.filter { $0.status == .notEvaluated }.map { "\($0.id) \($0.reason?.detail ?? "")" } == [
        "a sessions.ended_at", "b sessions.ended_at", "g sessions.user_id", "i events.ip / sessions.ip",
      ])
    #expect(outcome.excludedNull == 0)
  }

  @Test func `says what was counted`() throws {
    var trial = RuleTrial()
    trial.addSession("ali", "09:30", "09:00")
    trial.addSession("ali", "09:30", "09:29")
    trial.addSession("ali", "09:30", "09:31") { $0.identity = .exactCopy }
    trial.addSession("ali", "09:30", "09:31") { $0.identity = .differs }
    trial.addSession("ali", "09:30", "09:31") { $0.startedAt = nil }
    trial.addSession("ali", "09:30", "09:31") { $0.address = .host("x") }
    trial.addSession("ali", "2026-04-01 09:30", nil)
    trial.add(.loginSuccess, "ali", "12:00")
    let findings = try trial.run(InvalidRecord.self).findings.sorted { $0.branch < $1.branch }
    #expect(
      findings.map { $0.text[.tr] } == [
        "bitişi başlangıcından 300 sn'den fazla önce olan 1 oturum",
        "bitişi başlangıcından en çok 300 sn önce olan 1 oturum",
        "zamanı olmayan 1 kayıt", "rapor anından 300 sn'den fazla sonraki 1 kayıt",
        "kimliği başka bir kayıtla aynı, içeriği farklı 1 kayıt", "1 birebir kopya kayıt",
        "oturumu olmayan 1 başarılı giriş, başarılı girişi olmayan 2 oturum", "adresi çözümlenemeyen 1 kayıt",
      ])
    #expect(
      findings.map { $0.text[.en] } == [
        "1 session with an end more than 300 s before the begin",
        "1 session with an end up to 300 s before the begin", "1 row without a time",
        "1 row more than 300 s after the report's moment", "1 row with the identifier of another and other content",
        "exact copies of rows: 1", "1 successful sign-in without a session, 2 sessions without a sign-in",
        "1 row whose address cannot be parsed",
      ])
    #expect(findings.allSatisfy { $0.key == .tenant && !$0.continues })
  }

  @Test func `a session with a wrong end is one fault, and the sign-in before it none`() throws {
    var trial = trial()
    trial.add(.loginSuccess, "ali", "10:00")
    trial.addSession("ali", "10:01", "09:30", id: "odd")
    #expect(try found(trial) == ["a 1 low"])
    trial.add(.loginSuccess, "ali", "10:30", id: "alone")
    #expect(try found(trial).contains("g 1 low"))
  }

  @Test(arguments: 1...300) func `agrees with looking at every pair on random logs`(_ seed: Int) throws {
    var random = SeededGenerator(seed)
    var trial = RuleTrial()
    trial.period = Period(from: RuleTrial.second(20), to: RuleTrial.second(80))
    trial.settings.values["D01"] = ["tolerance": 3_000_000]
    for user in ["a", "b"] as [Identifier] {
      for _ in 0..<random.next(in: 1...12) {
        let (first, second) = (random.next(in: 0...100), random.next(in: 0...100))
        trial.add(.loginSuccess, user, "00:00") { $0.occurredAt = RuleTrial.second(first) }
        trial.addSession(user, "00:00", "01:00") { $0.startedAt = RuleTrial.second(second) }
      }
    }
    // The user's rows up to the end of the period are known.
    typealias Row = (user: Identifier?, at: Int64, id: Identifier, isSignIn: Bool)
    let signIns = trial.events.filter { $0.at < RuleTrial.second(80).microseconds }
      .map { event -> Row in (event.userKey, event.at, event.id, true) }
    let rows =
      signIns
      + trial.sessions.map { session -> Row in
        (session.userKey, session.startedAt?.microseconds ?? 0, "session:\(session.id)", false)
      }
    let lonely = rows.filter { row in
      let due = row.at + 3_000_000
      return due >= RuleTrial.second(20).microseconds && due < RuleTrial.second(80).microseconds
        && !rows.contains { $0.user == row.user && $0.isSignIn != row.isSignIn && abs($0.at - row.at) <= 3_000_000 }
    }
    let expected = lonely.sorted { ($0.at, $0.id) < ($1.at, $1.id) }.map(\.id)
    trial.events.shuffle(using: &random)
    trial.sessions.shuffle(using: &random)
    let finding = try trial.run(InvalidRecord.self).findings.first
    #expect((finding?.evidence.sha256 ?? "") == expected.joined(separator: " "))
    #expect((finding?.measured[2].value ?? .integer(0)) == .integer(Int64(lonely.count { $0.isSignIn })))
  }
}
