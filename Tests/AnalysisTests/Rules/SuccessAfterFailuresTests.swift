@testable import Analysis
import Messages
import Model
import Testing

@Suite struct `A03, success after repeated failures` {
  @Test(arguments: [(4, 0), (5, 1), (6, 1)]) func `fires at five failures`(_ count: Int, _ findings: Int) throws {
    var trial = RuleTrial()
    trial.addFailures(count, "ali", from: "10:00", every: 60)
    trial.add(.loginSuccess, "ali", "10:10")
    let result = try trial.run(SuccessAfterFailures.self)
    #expect(result.findings.count == findings)
    #expect(result.findings.first?.evidence.count ?? count + 1 == count + 1)
  }

  @Test(arguments: [("10:15", 1), ("10:15:00.000001", 0)])
  func `takes a window with both its ends`(_ success: String, _ findings: Int) throws {
    var trial = RuleTrial()
    trial.addFailures(5, "ali", from: "10:00", every: 1)
    trial.add(.loginSuccess, "ali", success)
    #expect(try trial.run(SuccessAfterFailures.self).findings.count == findings)
  }

  @Test func `counts failures of the success's moment only when they come before it`() throws {
    var trial = RuleTrial()
    trial.addFailures(5, "ali", from: "10:00", every: 0)
    trial.add(.loginSuccess, "ali", "10:00", id: "000004x")
    #expect(try trial.run(SuccessAfterFailures.self).findings.isEmpty)
    trial.add(.loginSuccess, "ali", "10:00", id: "000005x")
    #expect(try trial.run(SuccessAfterFailures.self).findings.isEmpty)
    trial.events.removeAll { $0.id == "000004x" }
    #expect(try trial.run(SuccessAfterFailures.self).lines == ["a ali 10:00:00–10:00:00 6 high"])
  }

  @Test func `begins anew at every success`() throws {
    var trial = RuleTrial()
    trial.addFailures(3, "ali", from: "10:00", every: 1)
    trial.add(.loginSuccess, "ali", "10:00:10")
    trial.addFailures(4, "ali", from: "10:00:20", every: 1)
    trial.add(.loginSuccess, "ali", "10:00:30")
    #expect(try trial.run(SuccessAfterFailures.self).findings.isEmpty)
    trial.addFailures(5, "ali", from: "10:00:40", every: 1)
    trial.add(.loginSuccess, "ali", "10:01")
    trial.addFailures(6, "ali", from: "10:01", every: 1)
    trial.add(.loginSuccess, "ali", "10:02")
    #expect(
      try trial.run(SuccessAfterFailures.self).lines == [
        "a ali 10:00:40–10:01:00 6 high", "a ali 10:01:00–10:02:00 7 high",
      ])
  }

  @Test func `is medium when no failure came from the address of the success`() throws {
    var trial = RuleTrial()
    trial.addFailures(5, "ali", from: "10:00", every: 1, ip: "10.0.0.1")
    trial.add(.loginSuccess, "ali", "10:01", ip: "10.0.0.2")
    trial.addFailures(4, "veli", from: "10:00", every: 1, ip: "10.0.0.1")
    trial.addFailures(1, "veli", from: "10:00:09", every: 1, ip: "10.0.0.2")
    trial.add(.loginSuccess, "veli", "10:01", ip: "10.0.0.2")
    trial.addFailures(5, "can", from: "10:00", every: 1, ip: nil)
    trial.add(.loginSuccess, "can", "10:01", ip: nil)
    #expect(
      try trial.run(SuccessAfterFailures.self).lines == [
        "a ali 10:00:00–10:01:00 6 medium", "a can 10:00:00–10:01:00 6 medium", "a veli 10:00:00–10:01:00 6 high",
      ])
  }

  @Test func `leaves out failures that say nothing of a credential, and rows without a user`() throws {
    var trial = RuleTrial()
    trial.addFailures(4, "ali", from: "10:00", every: 1)
    trial.addFailures(9, "ali", from: "10:00", every: 1, reason: .interrupt)
    trial.addFailures(9, nil, from: "10:00", every: 1)
    trial.add(.loginSuccess, nil, "10:01")
    trial.add(.loginSuccess, "ali", "10:01")
    let result = try trial.run(SuccessAfterFailures.self)
    #expect(result.findings.isEmpty)
    #expect(result.outcome.excludedNull == 10)
    #expect(result.outcome.reason == RuleReason(.inputExcluded, "79"))
  }

  @Test func `says what it could not look at`() throws {
    var trial = RuleTrial()
    trial.addFailures(5, "ali", from: "10:00", every: 1, reason: nil)
    var outcome = try trial.run(SuccessAfterFailures.self).outcome
    #expect(outcome.status == .notEvaluated && outcome.reason == RuleReason(.eventTypeAbsent, "login_success"))
    trial.add(.loginSuccess, "ali", "10:01")
    trial.missing = ["events.reason"]
    outcome = try trial.run(SuccessAfterFailures.self).outcome
    #expect(outcome.status == .partly && outcome.reason == RuleReason(.columnMissing, "events.reason"))
    trial.missing = ["events.user_id"]
    outcome = try trial.run(SuccessAfterFailures.self).outcome
    #expect(outcome.status == .notEvaluated && outcome.reason == RuleReason(.columnMissing, "events.user_id"))
    trial.missing = ["events.ip"]
    outcome = try trial.run(SuccessAfterFailures.self).outcome
    #expect(RuleTrial.status(outcome, "a") == .partly && RuleTrial.status(outcome, "b") == .notEvaluated)
    var quiet = RuleTrial()
    quiet.add(.loginSuccess, "ali", "2026-03-01 10:00")
    quiet.addFailures(1, "ali", from: "2026-03-01 10:00", every: 1)
    outcome = try quiet.run(SuccessAfterFailures.self).outcome
    #expect(outcome.status == .evaluated && outcome.findings == 0)
  }

  @Test func `belongs to the period of the success, and is over with it`() throws {
    var trial = RuleTrial()
    trial.settings.values["A03"] = ["address_count": 1000]
    trial.addFailures(5, "ali", from: "2026-03-01 23:59:50", every: 1)
    trial.add(.loginSuccess, "ali", "00:00")
    trial.addFailures(5, "can", from: "2026-03-01 23:59:50", every: 1)
    trial.add(.loginSuccess, "can", "2026-03-01 23:59:59")
    trial.addFailures(5, "veli", from: "23:59:50", every: 1)
    trial.add(.loginSuccess, "veli", "23:59:59.999999")
    trial.addFailures(5, "zeki", from: "23:59:50", every: 1)
    trial.add(.loginSuccess, "zeki", "2026-03-03 00:00")
    let result = try trial.run(SuccessAfterFailures.self)
    #expect(result.lines == ["a ali 23:59:50–00:00:00 6 high", "a veli 23:59:50–23:59:59 6 high"])
    #expect(result.findings.allSatisfy { !$0.continues })
    // Rules that follow want to know of those before the period, too.
    #expect(trial.suspicions.hasTarget("can", within: 1_000_000, before: RuleTrial.time("00:00")))
    #expect(!trial.suspicions.hasTarget("zeki", within: .max, before: trial.asOf))
  }

  @Test func `names what it measured`() throws {
    var trial = RuleTrial()
    trial.add(.loginSuccess, "ali", "2026-02-20 10:00", ip: "10.0.9.1")
    trial.addFailures(5, "ali", from: "10:00", every: 1, ip: "10.0.0.1")
    trial.addFailures(1, "ali", from: "10:01", every: 1, ip: "10.0.9.7", reason: .unknownUser)
    let success = trial.add(.loginSuccess, "ali", "10:02", ip: "10.0.9.7")
    let finding = try #require(try trial.run(SuccessAfterFailures.self).findings.first)
    #expect(
      finding.text[.tr]
        == "önceki 15 dk içindeki 6 başarısız girişin (aynı adresten 1, başka adreslerden 5) ardından başarılı giriş, 10:00:00–10:02:00"
    )
    #expect(
      finding.text[.en]
        == "a successful sign-in after 6 failed ones in the 15 min before it, 1 from its address and 5 from others, 10:00:00–10:02:00"
    )
    #expect(
      finding.measured == [
        .init("failures", 6), .init("addresses", 2),
        .init("named_addresses", .addresses(["10.0.0.1", "10.0.9.7"].compactMap { NetworkAddress($0) })),
        .init("failures_from_its_address", 1), .init("failures_from_other_addresses", 5),
        .init("reasons", .text("bad_password, unknown_user")), .init("success", .event(success)),
        .init("earlier_successes", 1), .init("new_network", 0),
      ])
    #expect(finding.evidence.identifiers.last == success)
  }

  @Test func `says where addresses are missing`() throws {
    var trial = RuleTrial()
    trial.addFailures(3, "ali", from: "10:00", every: 1)
    trial.addFailures(2, "ali", from: "10:00:05", every: 1, ip: nil)
    trial.addFailures(1, "ali", from: "10:00:08", every: 1, ip: "10.0.9.7")
    trial.add(.loginSuccess, "ali", "10:02")
    let finding = try #require(try trial.run(SuccessAfterFailures.self).findings.first)
    #expect(finding.text[.en].contains("3 from its address, 1 from others and 2 where an address is missing"))
    #expect(finding.text[.tr].contains("6 başarısız girişin (aynı adresten 3, başka adreslerden 1, adresi eksik 2)"))
    trial.events[6].address = nil
    let blind = try #require(try trial.run(SuccessAfterFailures.self).findings.first)
    #expect(blind.severity == .medium && blind.text[.en].contains("0 from its address, 0 from others and 6 where"))
  }

  /// The network of the success against one earlier success, and what follows from it.
  @Test(
    arguments: [
      ("10.0.0.1", "2026-03-01 10:00", 0, false, 0), ("10.0.0.200", "2026-03-01 10:00", 0, false, 0),
      ("10.0.1.1", "2026-03-01 10:00", 0, false, 1), ("10.0.1.1", "2026-03-01 10:00", 0, true, 0),
      ("10.0.0.1", "2025-12-02 10:00:01", 20, false, 0), ("10.0.0.1", "2025-12-02 10:00:00", 20, false, 1),
      ("10.0.0.1", "2025-12-02 10:00:00", 19, false, 0),
    ])
  func `tells a new network`(_ ip: String, _ at: String, _ others: Int, _ isTrusted: Bool, _ isNew: Int) throws {
    var trial = RuleTrial()
    if isTrusted { trial.settings.lists.trustedEgress = [AddressRange("10.0.0.0/24")].compactMap { $0 } }
    trial.settings.lookback = 200 * microsecondsPerDay
    trial.add(.loginSuccess, "ali", at, ip: ip)
    for index in 0..<others { trial.add(.loginSuccess, "ali", "2026-02-01 10:00", ip: "10.1.\(index).1") }
    trial.addFailures(5, "ali", from: "10:00", every: 0)
    trial.add(.loginSuccess, "ali", "10:00:01", ip: "10.0.0.1")
    let finding = try #require(try trial.run(SuccessAfterFailures.self).findings.first)
    #expect(finding.measured.last == .init("new_network", isNew))
  }

  @Test(arguments: 1...300) func `agrees with the plainest counting on random logs`(_ seed: Int) throws {
    var random = SeededGenerator(seed)
    var trial = RuleTrial()
    trial.settings.values["A03"] = ["count": 3, "window": 8_000_000, "address_count": 1000]
    for _ in 0..<random.next(in: 3...40) {
      let second = random.next(in: 0...40)
      let type: EventType = random.next(in: 0...4) == 0 ? .loginSuccess : .loginFailed
      trial.add(
        type, ["a", "b"][random.next(in: 0...1)], "10:00",
        reason: type == .loginSuccess ? nil : [.badPassword, .configuration, nil][random.next(in: 0...2)]
      ) { $0.occurredAt = $0.occurredAt?.advanced(by: Int64(second) * 1_000_000) }
    }
    let found = try trial.run(SuccessAfterFailures.self).findings.map { "\($0.key.value) \($0.evidence.sha256)" }
    #expect(found.sorted() == expected(trial.events).sorted())
  }

  /// For every success, the failures that are in its window and have no success between.
  private func expected(_ events: [SecurityEvent]) -> [String] {
    events.filter { $0.type == .loginSuccess }.compactMap { success in
      let own = events.filter { $0.userKey == success.userKey && NaiveEpisodes.precedes($0, success) }
      let previous = own.filter { $0.type == .loginSuccess }.max(by: NaiveEpisodes.precedes)
      let failures = own.filter { failure in
        failure.type == .loginFailed && failure.failureReason != .configuration
          && success.at - failure.at <= 8_000_000
          && (previous.map { NaiveEpisodes.precedes($0, failure) } ?? true)
      }
      guard failures.count >= 3 else { return nil }
      let ids = failures.sorted(by: NaiveEpisodes.precedes).map(\.id) + [success.id]
      return "\(success.userKey ?? "") \(ids.joined(separator: " "))"
    }
  }
}
