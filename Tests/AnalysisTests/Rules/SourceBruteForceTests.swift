@testable import Analysis
import Messages
import Model
import Testing

@Suite struct `A02, source brute force` {
  @Test(arguments: [(19, 0), (20, 1), (21, 1)]) func `fires at twenty failures`(_ count: Int, _ findings: Int) throws {
    var trial = RuleTrial()
    for index in 0..<count { trial.addFailures(1, "u\(index % 7)", from: "10:0\(index % 10)", every: 1) }
    let result = try trial.run(SourceBruteForce.self)
    #expect(result.findings.count == findings && result.outcome.status == .evaluated)
    #expect(result.findings.allSatisfy { $0.evidence.count == count && $0.severity == .medium })
  }

  @Test(arguments: [("10:10", 1), ("10:10:00.000001", 0)])
  func `takes a window with both its ends`(_ last: String, _ findings: Int) throws {
    var trial = RuleTrial()
    trial.addFailures(19, "ali", from: "10:00", every: 1)
    trial.addFailures(1, "ali", from: last, every: 1)
    #expect(try trial.run(SourceBruteForce.self).findings.count == findings)
  }

  @Test func `takes rows of one moment in the order of their identifiers`() throws {
    var trial = RuleTrial()
    trial.settings.values["A02"] = ["count": 3]
    for id in ["c", "a", "d", "b"] as [Identifier] { trial.add(.loginFailed, "ali", "10:00", id: id) }
    #expect(try trial.run(SourceBruteForce.self).findings.map(\.evidence.sha256) == ["a b c d"])
  }

  @Test func `counts addresses apart, rows without a user, and rows without an address not at all`() throws {
    var trial = RuleTrial()
    trial.addFailures(19, "ali", from: "10:00", every: 1)
    trial.addFailures(19, "ali", from: "10:00", every: 1, ip: "10.0.0.2")
    trial.addFailures(19, "ali", from: "10:00", every: 1, ip: nil)
    trial.addFailures(30, "ali", from: "10:00", every: 1, reason: .configuration)
    let outcome = try trial.run(SourceBruteForce.self).outcome
    #expect(outcome.findings == 0 && outcome.excluded == [.nullKey: 19, .excludedReason: 30])
    #expect(outcome.status == .partly && outcome.reason == RuleReason(.inputExcluded, "56"))
    trial.addFailures(1, nil, from: "10:05", every: 1, reason: nil)
    #expect(try trial.run(SourceBruteForce.self).lines == ["10.0.0.1 10:00:00–10:05:00 20 medium"])
  }

  @Test func `merges windows that touch and parts those that do not`() throws {
    var trial = RuleTrial()
    for start in ["10:00", "10:10", "10:20:00.000001"] { trial.addFailures(20, "ali", from: start, every: 0) }
    #expect(
      try trial.run(SourceBruteForce.self).lines == [
        "10.0.0.1 10:00:00–10:10:00 40 medium", "10.0.0.1 10:20:00–10:20:00 20 medium",
      ])
  }

  @Test func `belongs to the period its last trigger lies in`() throws {
    var trial = RuleTrial()
    trial.addFailures(20, "ali", from: "2026-03-01 12:00", every: 1)
    trial.addFailures(20, "ali", from: "2026-03-01 23:59:41", every: 1, ip: "10.0.0.2")
    trial.addFailures(21, "ali", from: "23:59:40", every: 1, ip: "10.0.0.3")
    trial.addFailures(20, "ali", from: "23:59:41", every: 1, ip: "10.0.0.4")
    let result = try trial.run(SourceBruteForce.self)
    #expect(
      result.lines == ["10.0.0.2 23:59:41–00:00:00 20 medium", "10.0.0.3 23:59:40–23:59:59 20 medium"])
    #expect(result.findings.map(\.continues) == [false, true])
  }

  @Test func `is low from a trusted way out, and not taken out`() throws {
    var trial = RuleTrial()
    trial.addFailures(20, "ali", from: "10:00", every: 1)
    trial.settings.lists.trustedEgress = [try #require(AddressRange("10.0.0.0/24"))]
    let result = try trial.run(SourceBruteForce.self)
    #expect(result.lines == ["10.0.0.1 10:00:00–10:00:19 20 low"] && result.outcome.suppressed.isEmpty)
    #expect(result.findings.map(\.mitigations) == [["trusted_egress"]])
  }

  @Test func `says what it could not look at`() throws {
    var trial = RuleTrial()
    #expect(try trial.run(SourceBruteForce.self).outcome.reason == RuleReason(.eventTypeAbsent, "login_failed"))
    trial.addFailures(20, "ali", from: "2026-02-01 10:00", every: 1)
    #expect(try trial.run(SourceBruteForce.self).outcome.status == .evaluated)
    trial.missing = ["events.reason"]
    let partly = try trial.run(SourceBruteForce.self).outcome
    #expect(partly.status == .partly && partly.reason == RuleReason(.columnMissing, "events.reason"))
    trial.missing = ["events.ip"]
    let none = try trial.run(SourceBruteForce.self).outcome
    #expect(none.status == .notEvaluated && none.reason == RuleReason(.columnMissing, "events.ip"))
  }

  @Test func `names what it measured`() throws {
    var trial = RuleTrial()
    trial.addFailures(17, "ali", from: "10:00", every: 1)
    trial.addFailures(2, "can", from: "10:00", every: 1)
    trial.addFailures(2, "ayşe", from: "10:00", every: 1)
    trial.addFailures(3, nil, from: "10:01", every: 1)
    let finding = try #require(try trial.run(SourceBruteForce.self).findings.first)
    #expect(finding.text[.tr] == "bir adresten 24 başarısız giriş, 10:00:00–10:01:02, 3 kullanıcı")
    #expect(finding.text[.en] == "24 failed sign-ins from one address, 10:00:00–10:01:02, 3 users")
    #expect(
      finding.measured == [
        .init("failures", 24), .init("users", 3), .init("without_user", 3),
        .init("top_users", .users([.init("ali", 17), .init("ayşe", 2), .init("can", 2)])), .init("addresses", 1),
        .init("named_addresses", .addresses([NetworkAddress("10.0.0.1")].compactMap { $0 })), .init("successes", 0),
        .init("succeeding_users", 0),
      ])
  }

  /// Where and when somebody gets in, and what that makes of failures from 10:00:00 to 10:00:19.
  @Test(
    arguments: [
      ("10.0.0.1", "10:00", "21 high"), ("10.0.0.1", "10:30:19", "21 high"),
      ("10.0.0.1", "10:30:19.000001", "20 medium"), ("10.0.0.1", "09:59:59.999999", "20 medium"),
      ("10.0.0.2", "10:05", "20 medium"),
    ])
  func `is high when anybody gets in until half an hour after`(_ ip: String, _ at: String, _ told: String) throws {
    for id in ["000000", "999999"] as [Identifier] {
      var trial = RuleTrial()
      trial.addFailures(20, "ali", from: "10:00", every: 1)
      trial.add(.loginSuccess, "veli", at, ip: ip, id: id)
      let result = try trial.run(SourceBruteForce.self)
      #expect(result.lines == ["10.0.0.1 10:00:00–10:00:19 \(told)"])
      #expect(result.findings.first?.successes.isEmpty == told.hasSuffix("medium"))
    }
  }

  @Test func `says that somebody got in, and stays low for an address users go out by`() throws {
    var trial = RuleTrial()
    trial.addFailures(20, "ali", from: "10:00", every: 1)
    trial.add(.loginSuccess, "veli", "10:05")
    trial.add(.loginSuccess, nil, "10:06")
    let finding = try #require(try trial.run(SourceBruteForce.self).findings.first)
    #expect(
      finding.text[.tr]
        == "bir adresten 20 başarısız giriş, 10:00:00–10:00:19, 1 kullanıcı; ilkinden başlayarak, sonuncusundan 30 dk"
        + " sonrasına kadar aynı adresten 2 başarılı giriş")
    #expect(finding.measured.contains(.init("successes", 2)) && finding.measured.contains(.init("succeeding_users", 1)))
    trial.settings.lists.trustedEgress = [AddressRange("10.0.0.0/24")].compactMap { $0 }
    #expect(try trial.run(SourceBruteForce.self).findings.map(\.severity) == [.low])
  }

  @Test(arguments: 1...300) func `agrees with the plainest counting on random logs`(_ seed: Int) throws {
    var random = SeededGenerator(seed)
    var trial = RuleTrial()
    trial.settings.values["A02"] = ["count": 3, "window": 5_000_000]
    let addresses = ["10.0.0.1", "10.0.0.2", "2001:db8::1"]
    for _ in 0..<random.next(in: 3...50) {
      trial.add(
        .loginFailed, ["a", "b", nil][random.next(in: 0...2)], after: Int64(random.next(in: 0...60)) * 1_000_000,
        ip: addresses[random.next(in: 0...2)])
    }
    let aftermath = Int64(random.next(in: 0...12)) * 1_000_000
    trial.settings.values["A02"]?["aftermath"] = aftermath
    for _ in 0..<random.next(in: 0...12) {
      trial.add(
        .loginSuccess, ["a", "b", nil][random.next(in: 0...2)], after: Int64(random.next(in: 0...60)) * 1_000_000,
        ip: addresses[random.next(in: 0...2)])
    }
    let expected = addresses.flatMap { address in
      let own = trial.events.filter { $0.address == NetworkAddress(address) }
      return NaiveEpisodes.counting(3, within: 5_000_000, in: own.filter { $0.type == .loginFailed }).map { ids in
        let rows = own.filter { ids.split(separator: " ").map(String.init).contains($0.id.text) }
        let (first, last) = (rows.map(\.at).min() ?? 0, rows.map(\.at).max() ?? 0)
        let successes = own.filter { $0.type == .loginSuccess && first <= $0.at && $0.at <= last + aftermath }
        let all = (rows + successes).sorted(by: NaiveEpisodes.precedes).map(\.id).joined(separator: " ")
        return "\(address) \(successes.isEmpty ? "medium" : "high") \(all)"
      }
    }
    trial.events.shuffle(using: &random)
    let found = try trial.run(SourceBruteForce.self).findings.map {
      "\($0.key.value) \($0.severity.key) \($0.evidence.sha256)"
    }
    #expect(found.sorted() == expected.sorted())
  }
}
