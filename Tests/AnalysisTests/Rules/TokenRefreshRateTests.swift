@testable import Analysis
import Messages
import Model
import Testing

@Suite struct `C06, token refresh anomaly` {
  /// Adds refreshes of a session, one every `seconds`.
  private func refresh(
    _ trial: inout RuleTrial, _ count: Int, of session: Identifier? = "s", from start: String,
    every seconds: Double = 1,
    by user: Identifier? = "ali", ip: String? = "10.0.0.1"
  ) {
    for index in 0..<count {
      trial.addUse(.tokenRefresh, of: session, start, by: user, ip: ip) { event in
        event.occurredAt = event.occurredAt?.advanced(by: Int64(Double(index) * seconds * 1_000_000))
      }
    }
  }

  @Test(arguments: [(59, 0), (60, 1), (61, 1)]) func `fires at sixty refreshes`(_ count: Int, _ findings: Int) throws {
    var trial = RuleTrial()
    refresh(&trial, count, from: "10:00")
    let result = try trial.run(TokenRefreshRate.self)
    #expect(result.findings.count == findings && result.outcome.status == .evaluated)
    #expect(result.findings.allSatisfy { $0.evidence.count == count && $0.severity == .medium })
  }

  @Test(arguments: [("10:10", 1), ("10:10:00.000001", 0)])
  func `takes a window with both its ends`(_ last: String, _ findings: Int) throws {
    var trial = RuleTrial()
    refresh(&trial, 59, from: "10:00")
    refresh(&trial, 1, from: last)
    #expect(try trial.run(TokenRefreshRate.self).findings.count == findings)
  }

  @Test func `takes rows of one moment in the order of their identifiers`() throws {
    var trial = RuleTrial()
    trial.settings.values["C06"] = ["count": 3]
    for id in ["c", "a", "d", "b"] as [Identifier] {
      trial.add(.tokenRefresh, "ali", "10:00", id: id) { $0.sessionID = "s" }
    }
    #expect(try trial.run(TokenRefreshRate.self).findings.map(\.evidence.sha256) == ["a b c d"])
  }

  @Test func `counts sessions apart, and refreshes without one not at all`() throws {
    var trial = RuleTrial()
    refresh(&trial, 59, of: "s", from: "10:00")
    refresh(&trial, 59, of: "t", from: "10:00")
    refresh(&trial, 20, of: nil, from: "10:00")
    refresh(&trial, 10, of: "s", from: "10:00", by: nil)
    let outcome = try trial.run(TokenRefreshRate.self).outcome
    #expect(outcome.findings == 0 && outcome.excludedNull == 30)
    #expect(outcome.status == .partly && outcome.reason == RuleReason(.inputExcluded, "20"))
  }

  @Test func `merges windows that touch and parts those that do not`() throws {
    var trial = RuleTrial()
    refresh(&trial, 60, from: "10:00", every: 0)
    refresh(&trial, 60, from: "10:10", every: 0)
    refresh(&trial, 60, from: "10:20:00.000001", every: 0)
    #expect(
      try trial.run(TokenRefreshRate.self).lines == ["s 10:00:00–10:10:00 120 medium", "s 10:20:00–10:20:00 60 medium"])
  }

  @Test func `belongs to the period its last trigger lies in`() throws {
    var trial = RuleTrial()
    refresh(&trial, 60, of: "a", from: "2026-03-01 12:00")
    refresh(&trial, 60, of: "b", from: "2026-03-01 23:59:01")
    refresh(&trial, 61, of: "c", from: "23:59:00")
    refresh(&trial, 60, of: "d", from: "23:59:01")
    let result = try trial.run(TokenRefreshRate.self)
    #expect(result.lines == ["b 23:59:01–00:00:00 60 medium", "c 23:59:00–23:59:59 60 medium"])
    #expect(result.findings.map(\.continues) == [false, true])
  }

  @Test func `says what it could not look at`() throws {
    var trial = RuleTrial()
    #expect(try trial.run(TokenRefreshRate.self).outcome.reason == RuleReason(.eventTypeAbsent, "token_refresh"))
    refresh(&trial, 60, from: "2026-02-01 10:00")
    var outcome = try trial.run(TokenRefreshRate.self).outcome
    #expect(outcome.status == .evaluated && outcome.findings == 0)
    for column in ["events.user_id", "events.session_id"] {
      trial.missing = [column]
      outcome = try trial.run(TokenRefreshRate.self).outcome
      #expect(outcome.status == .notEvaluated && outcome.reason == RuleReason(.columnMissing, column))
    }
    var without = RuleTrial()
    refresh(&without, 1, of: nil, from: "10:00")
    #expect(try without.run(TokenRefreshRate.self).outcome.reason == RuleReason(.columnEmpty, "events.session_id"))
  }

  @Test func `names what it measured`() throws {
    var trial = RuleTrial()
    refresh(&trial, 59, from: "10:00")
    refresh(&trial, 1, from: "10:01:40", ip: "10.0.0.2")
    refresh(&trial, 1, from: "10:01:41", ip: nil)
    let finding = try #require(try trial.run(TokenRefreshRate.self).findings.first)
    #expect(finding.key == Finding.Key(kind: .session, value: "s"))
    #expect(finding.text[.tr] == "bir oturumda 61 belirteç yenileme, 10:00:00–10:01:41, 2 adres")
    #expect(finding.text[.en] == "61 token refreshes in one session, 10:00:00–10:01:41, 2 addresses")
    #expect(finding.measured == [.init("refreshes", 61), .init("addresses", 2), .init("user", .user("ali"))])
  }

  @Test(arguments: 1...300) func `agrees with the plainest counting on random logs`(_ seed: Int) throws {
    var random = SeededGenerator(seed)
    var trial = RuleTrial()
    trial.settings.values["C06"] = ["count": 3, "window": 5_000_000]
    for _ in 0..<random.next(in: 3...50) {
      let session: Identifier? = ["s", "t", nil][random.next(in: 0...2)]
      trial.add(
        [.tokenRefresh, .tokenRefresh, .activity][random.next(in: 0...2)], ["a", "b"][random.next(in: 0...1)],
        after: Int64(random.next(in: 0...60)) * 1_000_000
      ) { $0.sessionID = session }
    }
    var expected: [String] = []
    for (user, session) in [("a", "s"), ("a", "t"), ("b", "s"), ("b", "t")] as [(Identifier, Identifier)] {
      let rows = trial.events.filter {
        $0.type == .tokenRefresh && $0.userKey == user && $0.sessionID == session
      }
      expected += NaiveEpisodes.counting(3, within: 5_000_000, in: rows).map { "\(session) \($0)" }
    }
    trial.events.shuffle(using: &random)
    let found = try trial.run(TokenRefreshRate.self).findings.map { "\($0.key.value) \($0.evidence.sha256)" }
    #expect(found.sorted() == expected.sorted())
  }
}
