@testable import Analysis
import Messages
import Model
import Testing

@Suite struct `A03 b, success after failures under other names` {
  /// Failures of so many names from one address, one a second, and a success of somebody else.
  private func trial(
    _ names: Int, rows: Int? = nil, from start: String = "10:00", success: String? = "10:01", ip: String? = "10.0.0.1"
  ) -> RuleTrial {
    var trial = RuleTrial()
    // The network is known to the one who signs in.
    trial.add(.loginSuccess, "root", "2026-03-01 09:00", ip: "10.0.0.9")
    for index in 0..<(rows ?? names) {
      trial.add(.loginFailed, Identifier("u\(index % names)"), start, ip: ip, reason: .unknownUser) { event in
        event.occurredAt = event.occurredAt?.advanced(by: Int64(index) * 1_000_000)
      }
    }
    if let success { trial.add(.loginSuccess, "root", success, ip: ip) }
    return trial
  }

  private func lines(_ trial: RuleTrial) throws -> [String] {
    try trial.run(SuccessAfterFailures.self).lines.filter { $0.hasPrefix("b ") }
  }

  @Test(
    arguments: [
      (4, 4, []), (5, 5, ["medium"]), (1, 5, ["medium"]), (9, 30, ["medium"]), (10, 10, ["high"]), (154, 154, ["high"]),
    ] as [(Int, Int, [String])])
  func `fires at five failures, high from ten names on`(_ names: Int, _ rows: Int, _ severities: [String]) throws {
    let found = try trial(names, rows: rows, success: "10:05").run(SuccessAfterFailures.self).findings
    #expect(found.map(\.severity.key) == severities && found.allSatisfy { $0.branch == "b" })
    #expect(found.first.map(\.evidence.count) ?? rows + 1 == rows + 1)
  }

  @Test(arguments: [("10:30", 1), ("10:30:00.000001", 0)])
  func `takes a window with both its ends`(_ success: String, _ findings: Int) throws {
    var trial = trial(1, rows: 1, success: success)
    for _ in 0..<4 { trial.add(.loginFailed, "u1", "10:10") }
    #expect(try lines(trial).count == findings)
  }

  @Test func `counts neither the user's own failures nor those without a name, nor those of other reasons`() throws {
    var trial = trial(4)
    trial.addFailures(4, "root", from: "10:00", every: 1)
    trial.addFailures(9, nil, from: "10:00", every: 1)
    trial.addFailures(9, "x", from: "10:00", every: 1, reason: .consent)
    trial.addFailures(9, "x", from: "10:00", every: 1, ip: "10.0.0.2")
    #expect(try lines(trial) == [])
    trial.addFailures(1, "x", from: "10:00:30", every: 1)
    #expect(try lines(trial) == ["b 10.0.0.1 10:00:00–10:01:00 6 medium"])
  }

  @Test func `takes rows of one moment in the order of their identifiers`() throws {
    var trial = trial(4, success: nil)
    trial.add(.loginSuccess, "root", "10:01", id: "b")
    trial.add(.loginFailed, "x", "10:01", id: "c")
    #expect(try lines(trial) == [])
    trial.add(.loginFailed, "x", "10:01", id: "a")
    #expect(try lines(trial).count == 1)
  }

  @Test(arguments: [("10:31", 1), ("10:31:00.000001", 2)])
  func `merges successes whose windows touch`(_ second: String, _ findings: Int) throws {
    var trial = trial(5, success: "10:01")
    trial.addFailures(5, "y", from: "10:01:00.5", every: 1)
    trial.add(.loginSuccess, "root", second)
    #expect(try lines(trial).count == findings)
  }

  /// The failures of one who signs in count before another's success.
  @Test func `two users who get in are one finding`() throws {
    var trial = trial(5)
    trial.addFailures(2, "veli", from: "10:00:10", every: 1)
    trial.add(.loginSuccess, "veli", "10:00:30")
    let finding = try #require(
      try trial.run(SuccessAfterFailures.self).findings.first { $0.branch == "b" })
    #expect(finding.evidence.count == 5 + 2 + 2 && finding.severity == .high)
    #expect(finding.measured.first { $0.name == "succeeding_users" } == .init("succeeding_users", 2))
    #expect(finding.measured.first { $0.name == "new_network" } == .init("new_network", 1))
    #expect(
      finding.text[.tr]
        == "az önce başka 6 adla 7 başarısız girişin yapıldığı adresten 2 kullanıcının 2 başarılı girişi, 10:00:00–10:01:00"
    )
    #expect(
      finding.text[.en]
        == "2 successful sign-ins of 2 users from an address that had just failed 7 times under 6 other names, 10:00:00–10:01:00"
    )
  }

  @Test func `takes out and counts an address users are known to go out by`() throws {
    var trial = trial(12)
    trial.settings.lists.trustedEgress = [AddressRange("10.0.0.0/24")].compactMap { $0 }
    let result = try trial.run(SuccessAfterFailures.self)
    #expect(result.findings.isEmpty && result.outcome.suppressed == ["trusted_egress": 1])
  }

  @Test func `is not evaluated without addresses, and belongs to the period of its last success`() throws {
    var blind = trial(5)
    blind.missing = ["events.ip"]
    let outcome = try blind.run(SuccessAfterFailures.self).outcome
    #expect(RuleTrial.status(outcome, "b") == .notEvaluated)
    #expect(try lines(trial(5, from: "2026-03-01 23:59:50", success: "2026-03-01 23:59:59")) == [])
    #expect(try lines(trial(5, from: "2026-03-01 23:59:50", success: "00:00")).count == 1)
    #expect(try lines(trial(5, from: "23:59:50", success: "2026-03-03 00:00")) == [])
    let late = try trial(5, from: "23:59:50", success: "23:59:59").run(SuccessAfterFailures.self).findings
    #expect(late.map(\.continues) == [true])
  }

  @Test(arguments: 1...300) func `agrees with looking at every success on random logs`(_ seed: Int) throws {
    var random = SeededGenerator(seed)
    var trial = RuleTrial()
    trial.settings.values["A03"] = [
      "count": 1000, "address_count": 3, "address_window": 6_000_000, "address_names": 3,
    ]
    for _ in 0..<random.next(in: 3...60) {
      trial.add(
        random.next(in: 0...3) == 0 ? .loginSuccess : .loginFailed, ["a", "b", "c", "d", nil][random.next(in: 0...4)],
        after: Int64(random.next(in: 0...60)) * 1_000_000,
        ip: ["10.0.0.1", "10.0.0.2", "10.0.1.1"][random.next(in: 0...2)])
    }
    var expected: [String] = []
    for ip in ["10.0.0.1", "10.0.0.2", "10.0.1.1"] { expected += Self.episodes(of: ip, trial.events) }
    trial.events.shuffle(using: &random)
    let found = try trial.run(SuccessAfterFailures.self).findings
      .map { "\($0.key.value) \($0.severity.key) \($0.evidence.sha256)" }
    #expect(found.sorted() == expected.sorted())
  }

  private static func episodes(of ip: String, _ events: [SecurityEvent]) -> [String] {
    let rows = events.sorted(by: NaiveEpisodes.precedes)
    var result: [(last: Int64, isHigh: Bool, rows: [SecurityEvent])] = []
    for success in rows where success.type == .loginSuccess && success.address?.description == ip {
      guard let user = success.userKey else { continue }
      let before = rows.filter { NaiveEpisodes.precedes($0, success) }
      let failures = before.filter { row in
        row.type == .loginFailed && row.address == success.address && row.userKey != nil && row.userKey != user
          && success.at - row.at <= 6_000_000
      }
      guard failures.count >= 3 else { continue }
      let isKnown = before.contains { row in
        row.type == .loginSuccess && row.userKey == user
          && row.address.flatMap { Network($0) } == success.address.flatMap { Network($0) }
      }
      let isHigh = !isKnown || Set(failures.compactMap(\.userKey)).count >= 3
      if let last = result.last, success.at - 6_000_000 <= last.last {
        let all = last.rows + failures.filter { row in !last.rows.contains { $0.id == row.id } } + [success]
        result[result.count - 1] = (success.at, isHigh || last.isHigh, all)
      } else {
        result.append((success.at, isHigh, failures + [success]))
      }
    }
    return result.map { episode in
      let ids = episode.rows.sorted(by: NaiveEpisodes.precedes).map(\.id).joined(separator: " ")
      return "\(ip) \(episode.isHigh ? "high" : "medium") \(ids)"
    }
  }
}
