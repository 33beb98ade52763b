@testable import Analysis
import Messages
import Model
import Testing

@Suite struct `A05, distributed guessing` {
  /// Fails for one user, or for a user each, from addresses in turn.
  private func guess(
    _ trial: inout RuleTrial, _ rows: Int, users: Int = 1, addresses: Int, from start: String,
    every seconds: Double = 0,
    net: String = "10.0.0."
  ) {
    for index in 0..<rows {
      let user: Identifier = users == 1 ? "ali" : "u\(index % users)"
      trial.add(.loginFailed, user, start, ip: net + String(index % addresses + 1), reason: .badPassword) { event in
        event.occurredAt = event.occurredAt?.advanced(by: Int64(Double(index) * seconds * 1e6))
      }
    }
  }

  @Test(arguments: [(9, 5, 0), (9, 9, 0), (10, 4, 0), (10, 5, 1), (11, 5, 1), (30, 4, 0)])
  func `fires for a user at ten failures from five addresses`(_ rows: Int, _ addresses: Int, _ findings: Int) throws {
    var trial = RuleTrial()
    guess(&trial, rows, addresses: addresses, from: "10:00", every: 10)
    let result = try trial.run(DistributedGuessing.self)
    #expect(result.findings.count == findings)
    #expect(result.findings.allSatisfy { $0.branch == "a" && $0.severity == .high && $0.evidence.count == rows })
  }

  @Test(arguments: [(19, 20, 0), (20, 19, 0), (20, 20, 1), (21, 21, 1)])
  func `fires for the source at twenty users and addresses`(_ users: Int, _ addresses: Int, _ findings: Int) throws {
    var trial = RuleTrial()
    guess(&trial, max(users, addresses), users: users, addresses: addresses, from: "10:00", every: 1)
    let result = try trial.run(DistributedGuessing.self)
    #expect(result.findings.count == findings)
    #expect(result.findings.allSatisfy { $0.branch == "b" && $0.key == .tenant && $0.severity == .high })
  }

  @Test(arguments: [("11:00", 1), ("11:00:00.000001", 0)])
  func `takes a user's window with both its ends`(_ last: String, _ findings: Int) throws {
    var trial = RuleTrial()
    guess(&trial, 9, addresses: 5, from: "10:00")
    guess(&trial, 1, addresses: 1, from: last)
    #expect(try trial.run(DistributedGuessing.self).findings.count == findings)
  }

  @Test(arguments: [("10:05", 1), ("10:05:00.000001", 0)])
  func `takes the source's window with both its ends`(_ last: String, _ findings: Int) throws {
    var trial = RuleTrial()
    guess(&trial, 19, users: 19, addresses: 19, from: "10:00")
    trial.add(.loginFailed, "x", last, ip: "10.9.9.9")
    #expect(try trial.run(DistributedGuessing.self).findings.count == findings)
  }

  @Test func `counts IPv6 addresses of one network once`() throws {
    var trial = RuleTrial()
    guess(&trial, 20, addresses: 20, from: "10:00", net: "2001:db8:0:1::")
    guess(&trial, 4, addresses: 3, from: "10:00", every: 1)
    guess(&trial, 40, users: 40, addresses: 40, from: "12:00", net: "2001:db8:0:1::")
    #expect(try trial.run(DistributedGuessing.self).findings.isEmpty)
    guess(&trial, 1, addresses: 1, from: "10:01", net: "2001:db8:0:2::")
    #expect(try trial.run(DistributedGuessing.self).lines == ["a ali 10:00:00–10:01:00 25 high"])
  }

  @Test func `takes rows without an address or a user as rows only`() throws {
    var trial = RuleTrial()
    guess(&trial, 5, addresses: 5, from: "10:00")
    trial.addFailures(4, "ali", from: "10:00", every: 0, ip: nil)
    trial.addFailures(9, "ali", from: "10:00", every: 0, reason: .consent)
    for index in 0..<30 { trial.add(.loginFailed, nil, "10:00", ip: "10.0.1.\(index)") }
    let quiet = try trial.run(DistributedGuessing.self)
    #expect(quiet.findings.isEmpty && quiet.outcome.excludedNull == 30)
    #expect(quiet.outcome.reason == RuleReason(.inputExcluded, "81"))
    trial.addFailures(1, "ali", from: "10:00", every: 0, ip: nil)
    #expect(try trial.run(DistributedGuessing.self).lines == ["a ali 10:00:00–10:00:00 10 high"])
  }

  @Test func `merges windows that touch and parts those that do not`() throws {
    var trial = RuleTrial()
    guess(&trial, 10, addresses: 5, from: "10:00")
    guess(&trial, 10, addresses: 5, from: "11:00")
    guess(&trial, 10, addresses: 5, from: "12:00:00.000001")
    guess(&trial, 20, users: 20, addresses: 20, from: "15:00")
    guess(&trial, 20, users: 20, addresses: 20, from: "15:05")
    guess(&trial, 20, users: 20, addresses: 20, from: "15:10:00.000001")
    #expect(
      try trial.run(DistributedGuessing.self).lines == [
        "a ali 10:00:00–11:00:00 20 high", "a ali 12:00:00–12:00:00 10 high", "b  15:00:00–15:05:00 40 high",
        "b  15:10:00–15:10:00 20 high",
      ])
  }

  @Test func `says what it could not look at`() throws {
    var trial = RuleTrial()
    guess(&trial, 10, addresses: 5, from: "10:00")
    #expect(try trial.run(DistributedGuessing.self).outcome.status == .evaluated)
    trial.missing = ["events.reason"]
    var outcome = try trial.run(DistributedGuessing.self).outcome
    #expect(outcome.status == .partly && outcome.branches.map(\.status) == [.partly, .partly])
    for column in ["events.ip", "events.user_id"] {
      trial.missing = [column]
      outcome = try trial.run(DistributedGuessing.self).outcome
      #expect(outcome.status == .notEvaluated && outcome.reason == RuleReason(.columnMissing, column))
      #expect(outcome.branches.map(\.status) == [.notEvaluated, .notEvaluated])
    }
    outcome = try RuleTrial().run(DistributedGuessing.self).outcome
    #expect(outcome.status == .notEvaluated && outcome.reason == RuleReason(.eventTypeAbsent, "login_failed"))
  }

  @Test func `belongs to the period its last trigger lies in, and notes whom it concerns`() throws {
    var trial = RuleTrial()
    guess(&trial, 20, addresses: 5, from: "2026-03-01 23:59:50", every: 1)
    guess(&trial, 20, users: 20, addresses: 20, from: "2026-03-01 12:00")
    guess(&trial, 20, users: 20, addresses: 20, from: "23:59:40", every: 1)
    guess(&trial, 20, users: 20, addresses: 20, from: "23:59:41", every: 1)
    let result = try trial.run(DistributedGuessing.self)
    #expect(result.lines == ["a ali 23:59:50–00:00:09 20 high", "b  23:59:40–23:59:59 39 high"])
    #expect(result.findings.map(\.continues) == [false, true])
    #expect(trial.suspicions.hasTarget("u7", within: 0, before: RuleTrial.time("2026-03-01 12:00")))
    #expect(trial.suspicions.hasTarget("ali", within: 0, before: RuleTrial.time("00:00:09")))
  }

  @Test func `names what it measured for a user`() throws {
    var trial = RuleTrial()
    guess(&trial, 10, addresses: 5, from: "10:00", every: 1)
    trial.events[3].country = "TR"
    trial.locations[try #require(NetworkAddress("10.0.0.2"))] = GeoLocation(country: "DE", place: nil)
    let finding = try #require(try trial.run(DistributedGuessing.self).findings.first)
    #expect(finding.text[.tr] == "5 adresten 10 başarısız giriş, 10:00:00–10:00:09")
    #expect(finding.text[.en] == "10 failed sign-ins from 5 addresses, 10:00:00–10:00:09")
    #expect(
      finding.measured == [
        .init("failures", 10), .init("addresses", 5),
        .init("named_addresses", .addresses((1...5).compactMap { NetworkAddress("10.0.0.\($0)") })),
        .init("reasons", .text("bad_password")),
        .init("countries", .text("DE, TR")),
      ])
  }

  @Test func `names what it measured for the source`() throws {
    var trial = RuleTrial()
    guess(&trial, 20, users: 20, addresses: 20, from: "10:00")
    trial.add(.loginFailed, nil, "10:00", ip: nil) { $0.country = "NL" }
    trial.locations[try #require(NetworkAddress("10.0.0.2"))] = GeoLocation(country: "DE", place: nil)
    let finding = try #require(try trial.run(DistributedGuessing.self).findings.first)
    #expect(finding.text[.tr] == "20 adresten 20 kullanıcıyla 21 başarısız giriş, 10:00:00")
    #expect(finding.text[.en] == "21 failed sign-ins of 20 users from 20 addresses, 10:00:00")
    let users = (0..<20).map { "u\($0)" }.sorted().map { Finding.Measure.UserCount($0, 1) }
    #expect(
      finding.measured == [
        .init("failures", 21), .init("users", 20), .init("without_user", 1), .init("addresses", 20),
        .init("named_addresses", .addresses((1...20).compactMap { NetworkAddress("10.0.0.\($0)") })),
        .init("top_users", .users(users)), .init("countries", .text("DE, NL")),
      ])
  }

  @Test(arguments: 1...300) func `agrees with the plainest counting on random logs`(_ seed: Int) throws {
    var random = SeededGenerator(seed)
    var trial = RuleTrial()
    trial.settings.values["A05"] = [
      "count": 4, "addresses": 3, "window": 8_000_000, "tenant_users": 3, "tenant_addresses": random.next(in: 2...4),
      "tenant_window": 4_000_000,
    ].mapValues { Int64($0) }
    for _ in 0..<random.next(in: 3...50) {
      let second = random.next(in: 0...80)
      let ip = ["10.0.0.1", "10.0.0.2", "10.0.0.3", "2001:db8::1", "2001:db8::2", nil][random.next(in: 0...5)]
      trial.add(.loginFailed, ["a", "b", "c", nil][random.next(in: 0...3)], "10:00", ip: ip) { event in
        event.occurredAt = event.occurredAt?.advanced(by: Int64(second) * 1_000_000)
      }
    }
    func sources(_ rows: [SecurityEvent]) -> Int {
      Set(rows.compactMap { $0.address?.description }.map { $0.hasPrefix("2001") ? "v6" : $0 }).count
    }
    var expected: [String] = []
    for user in ["a", "b", "c"] as [Identifier] {
      let own = trial.events.filter { $0.userKey == user }
      expected += NaiveEpisodes.windows(within: 8_000_000, in: own) { $0.count >= 4 && sources($0) >= 3 }
        .map { "a \(user) \($0.map(\.id).joined(separator: " "))" }
    }
    let enough = try #require(trial.settings.values["A05"]?["tenant_addresses"])
    expected += NaiveEpisodes.windows(within: 4_000_000, in: trial.events) {
      Set($0.compactMap(\.userKey)).count >= 3 && sources($0) >= enough
    }.map { "b  \($0.map(\.id).joined(separator: " "))" }
    let found = try trial.run(DistributedGuessing.self).findings
    #expect(found.map { "\($0.branch) \($0.key.value) \($0.evidence.sha256)" }.sorted() == expected.sorted())
  }
}
