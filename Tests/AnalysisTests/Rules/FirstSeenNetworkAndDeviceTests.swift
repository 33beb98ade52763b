import Messages
@testable import Analysis
import Model
import Testing

@Suite struct `S03, first-seen network and device` {
  /// A user who signed in so many times from one place, and once from another with another device.
  private func trial(
    _ count: Int = 10, from start: String = "2026-02-01 10:00", ip: String? = "81.0.0.1", device: String? = "new"
  ) -> RuleTrial {
    var trial = RuleTrial()
    trial.addSignIns(count, "ali", from: start, every: 60) { $0.device = "old" }
    trial.add(.loginSuccess, "ali", "10:00", ip: ip) { $0.device = device }
    return trial
  }

  @Test(arguments: [(9, 0), (10, 1), (11, 1)])
  func `needs ten earlier sign-ins`(_ count: Int, _ findings: Int) throws {
    let result = try trial(count).run(FirstSeenNetworkAndDevice.self)
    #expect(result.findings.count == findings)
    #expect(result.outcome.remarks == (findings == 0 ? [.historyTooShort: 1] : [:]))
    let outcome = RuleReason(.historyTooShort, "2026-02-01")
    #expect(result.outcome.reason == (findings == 0 ? outcome : nil))
  }

  @Test(
    arguments: [("81.0.0.1", "old", 0), ("10.0.0.77", "new", 0), ("10.0.1.1", "new", 1), (nil, "new", 0)]
      as [(String?, String, Int)])
  func `needs both to be new`(_ ip: String?, _ device: String, _ findings: Int) throws {
    #expect(try trial(ip: ip, device: device).run(FirstSeenNetworkAndDevice.self).findings.count == findings)
  }

  @Test(arguments: [("2025-12-02 10:00", 0), ("2025-12-02 09:59:59.999999", 1)])
  func `looks back ninety days, the limit included`(_ earlier: String, _ findings: Int) throws {
    var trial = trial(30)
    trial.add(.loginSuccess, "ali", earlier, ip: "81.0.0.9") { $0.device = "other" }
    #expect(try trial.run(FirstSeenNetworkAndDevice.self).findings.count == findings)
  }

  @Test(arguments: [(19, 0), (20, 1)])
  func `looks at the last twenty sign-ins however old they are`(_ since: Int, _ findings: Int) throws {
    var trial = trial(since)
    trial.add(.loginSuccess, "ali", "2025-11-01 10:00", ip: "1.2.3.4") { $0.device = "new" }
    #expect(try trial.run(FirstSeenNetworkAndDevice.self).findings.count == findings)
  }

  @Test func `knows a browser by family and system, and none that is unknown to it`() throws {
    var trial = RuleTrial()
    for (user, agent) in [("ali", "Mozilla/5.0 (Windows NT 10.0) Firefox/"), ("veli", "?")] as [(Identifier, String)] {
      trial.addSignIns(10, user, from: "2026-02-01 10:00", every: 60) { $0.userAgent = agent + "128.0" }
      trial.add(.loginSuccess, user, "10:00", ip: "81.0.0.1") { $0.userAgent = agent + "129.0" }
    }
    trial.add(.loginSuccess, "ali", "11:00", ip: "82.0.0.1") { $0.userAgent = "curl/8.0" }
    let result = try trial.run(FirstSeenNetworkAndDevice.self)
    #expect(result.lines == ["veli 10:00:00–10:00:00 1 low", "ali 11:00:00–11:00:00 1 low"])
    #expect(result.findings.map { $0.measured[1] } == [.init("device_known", 0), .init("device_known", 1)])
  }

  @Test func `looks at the network alone where no device is known`() throws {
    var trial = trial(device: nil)
    #expect(try trial.run(FirstSeenNetworkAndDevice.self).findings.isEmpty)
    for index in trial.events.indices { trial.events[index].device = nil }
    trial.addSession("ali", "09:00", "09:30") { $0.userAgent = "curl/8.0" }
    let empty = try trial.run(FirstSeenNetworkAndDevice.self)
    #expect(empty.lines == ["ali 10:00:00–10:00:00 1 low"])
    #expect(empty.outcome.status == .partly)
    #expect(empty.outcome.reason == RuleReason(.columnEmpty, "events.device / events.user_agent"))
    trial.missing = ["events.device", "events.user_agent"]
    let missing = try trial.run(FirstSeenNetworkAndDevice.self)
    #expect(missing.findings.count == 1)
    #expect(missing.outcome.reason == RuleReason(.columnMissing, "events.device / events.user_agent"))
    #expect(
      missing.findings.first?.text[.tr]
        == "ilk kez görülen ağdan başarılı giriş, 10:00:00; önceki giriş: 10, cihaz bilinmiyor")
  }

  @Test func `takes sign-ins of one moment in the order of their identifiers`() throws {
    var trial = trial()
    trial.add(.loginSuccess, "ali", "10:00", ip: "81.0.0.2", id: "0") { $0.device = "new" }
    #expect(try trial.run(FirstSeenNetworkAndDevice.self).findings.map(\.evidence.sha256) == ["0"])
  }

  @Test(arguments: [("2026-03-01 10:00", Severity.medium), ("2026-03-01 09:59:59.999999", .low), ("10:01", .low)])
  func `is medium within a day after guessing`(_ moment: String, _ severity: Severity) throws {
    let trial = trial()
    trial.suspicions.add("ali", at: RuleTrial.time(moment))
    #expect(try trial.run(FirstSeenNetworkAndDevice.self).findings.map(\.severity) == [severity])
  }

  @Test func `counts what a trusted way out takes out`() throws {
    var trial = trial()
    trial.settings.lists.trustedEgress = [try #require(AddressRange("81.0.0.0/8"))]
    let result = try trial.run(FirstSeenNetworkAndDevice.self)
    #expect(result.findings.isEmpty && result.outcome.suppressed == ["trusted_egress": 1])
  }

  @Test func `belongs to the period the sign-in lies in, and is known afterwards`() throws {
    var trial = trial()
    trial.add(.loginSuccess, "ali", "2026-03-01 23:59:59.999999", ip: "82.0.0.1") { $0.device = "a" }
    trial.add(.loginSuccess, "ali", "00:00", ip: "82.0.0.9") { $0.device = "b" }
    trial.add(.loginSuccess, "ali", "2026-03-03 00:00", ip: "83.0.0.9") { $0.device = "c" }
    #expect(try trial.run(FirstSeenNetworkAndDevice.self).lines == ["ali 10:00:00–10:00:00 1 low"])
  }

  @Test func `is not evaluated without users, addresses or sign-ins, and counts rows without a user`() throws {
    var trial = trial()
    trial.addSignIns(1, nil, from: "10:00", every: 60, ip: "99.0.0.1")
    let outcome = try trial.run(FirstSeenNetworkAndDevice.self).outcome
    #expect(outcome.excludedNull == 1 && outcome.reason == RuleReason(.inputExcluded, "50"))
    for column in ["events.user_id", "events.ip"] {
      trial.missing = [column]
      let outcome = try trial.run(FirstSeenNetworkAndDevice.self).outcome
      #expect(outcome.status == .notEvaluated && outcome.reason == RuleReason(.columnMissing, column))
    }
    let empty = try RuleTrial().run(FirstSeenNetworkAndDevice.self).outcome
    #expect(empty.reason == RuleReason(.eventTypeAbsent, "login_success"))
    var past = RuleTrial()
    past.addSignIns(12, "ali", from: "2026-02-01 10:00", every: 60)
    let before = try past.run(FirstSeenNetworkAndDevice.self).outcome
    #expect(before.status == .partly && before.reason?.code == .columnEmpty)
    past.events[0].device = "a"
    #expect(try past.run(FirstSeenNetworkAndDevice.self).outcome.status == .evaluated)
  }

  @Test func `names what it measured`() throws {
    let finding = try #require(try trial().run(FirstSeenNetworkAndDevice.self).findings.first)
    #expect(finding.text[.tr] == "ilk kez görülen ağ ve cihazla başarılı giriş, 10:00:00; önceki giriş: 10")
    #expect(
      finding.text[.en]
        == "sign-in from a network and with a device not seen before, 10:00:00; earlier sign-ins: 10")
    let address = try #require(NetworkAddress("81.0.0.1"))
    #expect(
      finding.measured == [
        .init("earlier_successes", 10), .init("device_known", 1), .init("after_guessing", 0),
        .init("address", .address(address)),
      ])
  }

  @Test(arguments: 1...300) func `agrees with looking at every earlier row on random logs`(_ seed: Int) throws {
    var random = SeededGenerator(seed)
    var trial = RuleTrial()
    trial.settings.values["S03"] = ["recent": 2, "baseline": 20_000_000, "successes": 2]
    for _ in 0..<random.next(in: 3...40) {
      let (second, network) = (random.next(in: -60...100), random.next(in: 0...4))
      let device = ["x", "y", "z", nil][random.next(in: 0...3)]
      let ip = network == 4 ? nil : "10.0.\(network).\(random.next(in: 1...3))"
      trial.add(.loginSuccess, ["a", "b"][random.next(in: 0...1)], "00:00", ip: ip) { event in
        event.occurredAt = RuleTrial.second(second)
        event.device = device
      }
    }
    let found = try trial.run(FirstSeenNetworkAndDevice.self).findings.map(\.evidence.sha256)
    #expect(found.sorted() == ["a", "b"].flatMap { reference($0, trial) }.sorted())
  }

  private func reference(_ user: Identifier, _ trial: RuleTrial) -> [String] {
    let rows = trial.rows(of: user, [.loginSuccess])
    let namesDevices = rows.contains { $0.device != nil }
    return rows.indices.compactMap { index in
      let row = rows[index]
      let at = row.occurredAt?.microseconds ?? 0
      guard at >= trial.period.from.microseconds, index >= 2, let network = row.address.flatMap({ Network($0) }),
        row.device != nil || !namesDevices
      else { return nil }
      let lately = rows[..<index].indices.filter { earlier in
        earlier >= index - 2 || at - (rows[earlier].occurredAt?.microseconds ?? 0) <= 20_000_000
      }
      let isKnown = lately.contains { earlier in
        rows[earlier].address.flatMap { Network($0) } == network
          || row.device != nil && rows[earlier].device == row.device
      }
      return isKnown ? nil : row.id.text
    }
  }
}
