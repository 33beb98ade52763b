import Messages
@testable import Analysis
import Model
import Testing

@Suite struct `S06, session id used from another network or device` {
  @Test(
    arguments: [
      ("10.0.0.9", "b", nil), ("10.0.1.1", "a", Severity.low), ("10.0.1.1", nil, .low), ("10.0.1.1", "b", .high),
      ("host:gate", "b", nil), (nil, "b", nil),
    ] as [(String?, String?, Severity?)])
  func `compares network and device with the first event`(
    _ ip: String?, _ device: String?, _ severity: Severity?
  ) throws {
    var trial = RuleTrial()
    trial.addUse(.sessionStart, of: "s", "10:00", device: "a")
    trial.addUse(of: "s", "10:10", ip: ip, device: device)
    #expect(try trial.run(SessionElsewhere.self).findings.map(\.severity) == [severity].compactMap { $0 })
  }

  @Test func `reports a session once, with the first event of each kind`() throws {
    var trial = RuleTrial()
    trial.addUse(of: "s", "10:00", device: "a")
    trial.addUse(of: "s", "10:10", ip: "10.0.1.1")
    trial.addUse(of: "s", "10:20", ip: "10.0.2.1", device: "a")
    trial.addUse(of: "s", "10:30", ip: "10.0.3.1", device: "b")
    trial.addUse(of: "s", "10:40", ip: "10.0.3.1", device: "c")
    trial.addUse(of: "t", "10:40", ip: "10.0.4.1", device: "c")
    let result = try trial.run(SessionElsewhere.self)
    #expect(result.lines == ["ali 10:00:00–10:30:00 4 high"])
    #expect(result.findings.map(\.evidence.sha256) == ["session:s 000001 000002 000004"])
  }

  @Test func `shows again what becomes high in a later period`() throws {
    var trial = RuleTrial()
    trial.addUse(of: "s", "2026-03-01 10:00", device: "a")
    trial.addUse(of: "s", "2026-03-01 10:10", ip: "10.0.1.1", device: "a")
    #expect(try trial.run(SessionElsewhere.self).findings.isEmpty)
    trial.addUse(of: "s", "10:30", ip: "10.0.3.1", device: "b")
    #expect(try trial.run(SessionElsewhere.self).lines == ["ali 10:00:00–10:30:00 4 high"])
    trial.events[2].occurredAt = RuleTrial.time("2026-03-03 00:00")
    #expect(try trial.run(SessionElsewhere.self).findings.isEmpty)
  }

  @Test func `takes events of one moment in the order of their identifiers`() throws {
    var trial = RuleTrial()
    trial.addUse(of: "s", "10:00", ip: "10.0.1.1") { $0.id = "b" }
    trial.addUse(of: "s", "10:00", ip: "10.0.0.1") { $0.id = "a" }
    #expect(try trial.run(SessionElsewhere.self).findings.map(\.evidence.sha256) == ["session:s a b"])
  }

  @Test func `takes neither an end by the server nor somebody else's act for a use`() throws {
    var trial = RuleTrial()
    trial.addUse(.sessionRevoked, of: "s", "09:00", ip: "10.0.9.1")
    trial.addUse(of: "s", "10:00", device: "a")
    trial.addUse(.sessionRevoked, of: "s", "10:10", ip: "10.0.1.1", device: "b")
    trial.addUse(.sessionEnd, of: "s", "10:10", ip: "10.0.1.1", device: "b")
    trial.addUse(.passwordReset, of: "s", "10:10", ip: "10.0.1.1", device: "b") { $0.actorID = "admin" }
    #expect(try trial.run(SessionElsewhere.self).findings.isEmpty)
    trial.addUse(.passwordChange, of: "s", "10:20", ip: "10.0.1.1", device: "b") { $0.actorID = "ali" }
    #expect(try trial.run(SessionElsewhere.self).lines == ["ali 10:00:00–10:20:00 3 high"])
  }

  @Test func `lets a trusted way out make no difference, and counts what it takes out`() throws {
    var trial = RuleTrial()
    trial.settings.lists.trustedEgress = [try #require(AddressRange("192.0.0.0/16"))]
    trial.addUse(of: "in", "10:00")
    trial.addUse(of: "in", "10:10", ip: "192.0.2.1")
    trial.addUse(of: "out", "10:00", ip: "192.0.2.1")
    trial.addUse(of: "out", "10:10")
    trial.addUse(of: "past", "2026-03-01 10:00")
    trial.addUse(of: "past", "2026-03-01 10:10", ip: "192.0.2.1")
    trial.addUse(of: "same", "10:00", ip: "192.0.2.1")
    trial.addUse(of: "same", "10:10", ip: "192.0.2.2")
    let result = try trial.run(SessionElsewhere.self)
    #expect(result.findings.isEmpty && result.outcome.suppressed == ["trusted_egress": 2])
    trial.addUse(of: "out", "10:20", ip: "10.0.1.1")
    let more = try trial.run(SessionElsewhere.self)
    #expect(more.findings.map(\.evidence.sha256) == ["session:out 000004 000009"])
    #expect(more.outcome.suppressed == ["trusted_egress": 1])
  }

  @Test func `counts events without user or session`() throws {
    var trial = RuleTrial()
    trial.addUse(of: nil, "10:00")
    trial.addUse(of: nil, "10:00", ip: "10.0.1.1")
    trial.addUse(of: "s", "10:00", by: nil)
    trial.addUse(of: "s", "10:00", by: nil, ip: "10.0.1.1")
    trial.addUse(.loginFailed, of: nil, "10:00")
    trial.addUse(of: "s", "10:00")
    let outcome = try trial.run(SessionElsewhere.self).outcome
    #expect(outcome.findings == 0 && outcome.excludedNull == 4 && outcome.reason == RuleReason(.inputExcluded, "80"))
  }

  @Test func `needs users, sessions and addresses, and wishes devices`() throws {
    var trial = RuleTrial()
    trial.addUse(of: "s", "10:00")
    let outcome = try trial.run(SessionElsewhere.self).outcome
    #expect(outcome.status == .partly)
    #expect(outcome.reason == RuleReason(.columnEmpty, "events.device / events.user_agent"))
    for column in ["events.user_id", "events.session_id", "events.ip"] {
      trial.missing = [column]
      let outcome = try trial.run(SessionElsewhere.self).outcome
      #expect(outcome.status == .notEvaluated && outcome.reason == RuleReason(.columnMissing, column))
    }
    #expect(try RuleTrial().run(SessionElsewhere.self).outcome.status == .evaluated)
  }

  @Test func `names what it measured`() throws {
    var trial = RuleTrial()
    trial.addUse(of: "s", "10:00", device: "a")
    trial.addUse(of: "s", "10:10", ip: "10.0.1.1", device: "b")
    trial.addUse(of: "t", "11:00")
    trial.addUse(of: "t", "11:10", ip: "10.0.1.1")
    let findings = try trial.run(SessionElsewhere.self).findings
    let (first, second) = (try #require(NetworkAddress("10.0.0.1")), try #require(NetworkAddress("10.0.1.1")))
    #expect(
      findings.first?.measured == [
        .init("after_us", 600_000_000), .init("other_device", 1), .init("first_address", .address(first)),
        .init("address", .address(second)),
      ])
    #expect(
      findings.map { $0.text[.tr] } == [
        "bir oturum başka bir ağdan ve cihazla kullanıldı, 10:10:00, ilk olaydan 00:10:00 sonra",
        "bir oturum başka bir ağdan kullanıldı, 11:10:00, ilk olaydan 00:10:00 sonra",
      ])
    #expect(findings.last?.text[.en] == "a session used from another network, 11:10:00, 00:10:00 after its first event")
  }

  @Test(arguments: 1...300) func `agrees with looking at every session by itself on random logs`(_ seed: Int) throws {
    var random = SeededGenerator(seed)
    var trial = RuleTrial()
    for _ in 0..<random.next(in: 3...40) {
      let second = random.next(in: -60...60)
      let ip = ["10.0.0.1", "10.0.0.2", "10.0.1.1", nil][random.next(in: 0...3)]
      let device = ["x", "y", nil][random.next(in: 0...2)]
      let type: EventType = random.next(in: 0...5) == 0 ? .sessionRevoked : .activity
      trial.addUse(type, of: ["s", "t", "u"][random.next(in: 0...2)], "00:00", ip: ip, device: device) { event in
        event.occurredAt = RuleTrial.second(second)
      }
    }
    let found = try trial.run(SessionElsewhere.self).findings.map { "\($0.severity) \($0.evidence.sha256)" }
    let rows = trial.rows(of: "ali", [.activity])
    #expect(found.sorted() == ["s", "t", "u"].flatMap { reference($0, rows, trial.period) }.sorted())
  }

  private func reference(_ session: Identifier, _ rows: [SecurityEvent], _ period: Period) -> [String] {
    let uses = rows.filter { $0.sessionID == session && $0.address != nil }
    guard let first = uses.first else { return [] }
    let elsewhere = uses.filter { $0.address.flatMap { Network($0) } != first.address.flatMap { Network($0) } }
    let other = elsewhere.first { $0.device != nil && first.device != nil && $0.device != first.device }
    guard let trigger = other ?? elsewhere.first, trigger.occurredAt ?? .infinity >= period.from else { return [] }
    var rows = [first.id] + elsewhere.prefix(1).map(\.id)
    if let other, other.id != rows.last { rows.append(other.id) }
    return ["\(other == nil ? Severity.low : .high) session:\(session) \(rows.joined(separator: " "))"]
  }
}
