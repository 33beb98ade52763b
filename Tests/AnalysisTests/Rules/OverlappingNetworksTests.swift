import Messages
@testable import Analysis
import Model
import Testing

@Suite struct `S05, overlapping sessions from different networks` {
  private func trial(_ sessions: [(start: String, end: String?, ip: String?)], user: Identifier? = "ali") -> RuleTrial {
    var trial = RuleTrial()
    for session in sessions { trial.addSession(user, session.start, session.end, ip: session.ip) }
    return trial
  }

  @Test(arguments: [("10:59:00.000001", 0), ("10:59", 1), ("10:58:59.999999", 1)])
  func `fires from a minute of overlap on`(_ start: String, _ findings: Int) throws {
    let result = try trial([("10:00", "11:00", "10.0.0.1"), (start, "12:00", "10.0.1.1")]).run(OverlappingNetworks.self)
    #expect(result.findings.count == findings)
  }

  @Test(arguments: [("10.0.0.99", 0), ("10.0.1.1", 1), ("2a02::1", 1), ("host:gate", 0), (nil, 0)] as [(String?, Int)])
  func `compares networks, and counts sessions without one`(_ ip: String?, _ findings: Int) throws {
    let result = try trial([("10:00", "11:00", "10.0.0.1"), ("10:00", "11:00", ip)]).run(OverlappingNetworks.self)
    #expect(result.findings.count == findings)
    #expect(result.outcome.remarks == (ip == nil || ip == "host:gate" ? [.sessionsLeftOut: 1] : [:]))
  }

  @Test func `takes both halves of an IPv6 address for one network only when the first is equal`() throws {
    let addresses = ["2a02:1:2:3::1", "2a02:1:2:3:ffff::1", "2a02:1:2:4::1"]
    let result = try trial(addresses.map { ("10:00", "11:00", $0) }).run(OverlappingNetworks.self)
    #expect(result.findings.first?.measured.first == .init("pairs", 2))
  }

  @Test func `leaves out sessions with neither end nor expiry`() throws {
    var trial = trial([("10:00", "11:00", "10.0.0.1"), ("10:00", nil, "10.0.1.1")])
    #expect(try trial.run(OverlappingNetworks.self).outcome.remarks == [.sessionsLeftOut: 1])
    trial.sessions[1].expiresAt = .infinity
    #expect(try trial.run(OverlappingNetworks.self).findings.isEmpty)
    trial.sessions[1].expiresAt = RuleTrial.time("10:30")
    let result = try trial.run(OverlappingNetworks.self)
    #expect(result.findings.count == 1 && result.outcome.remarks.isEmpty)
  }

  @Test func `makes one finding a user and local day`() throws {
    var trial = trial([
      ("09:00", "10:00", "10.0.0.1"), ("09:30", "10:00", "10.0.1.1"), ("09:40", "10:00", "10.0.2.1"),
      ("20:30", "22:30", "10.0.0.1"), ("20:30", "20:59:59", "10.0.1.1"), ("20:59", "22:00", "10.0.1.1"),
    ])
    trial.zone = "Europe/Istanbul"
    let result = try trial.run(OverlappingNetworks.self)
    #expect(result.lines == ["ali 09:30:00–20:31:00 5 medium", "ali 20:59:00–21:00:00 2 medium"])
    #expect(result.findings.map { $0.measured[0] } == [.init("pairs", 4), .init("pairs", 1)])
    #expect(result.findings.map(\.continues) == [false, true])
  }

  @Test func `is high where countries differ`() throws {
    var trial = trial([("10:00", "11:00", "10.0.0.1"), ("10:00", "11:00", "10.0.1.1")])
    for (ip, country) in [("10.0.0.1", "TR"), ("10.0.1.1", "DE"), ("10.0.2.1", "TR")] {
      trial.locations[try #require(NetworkAddress(ip))] = GeoLocation(country: country, place: nil)
    }
    #expect(try trial.run(OverlappingNetworks.self).findings.map(\.severity) == [.high])
    trial.sessions[1].address = NetworkAddress("10.0.2.1")
    #expect(try trial.run(OverlappingNetworks.self).findings.map(\.severity) == [.medium])
    trial.sessions[1].address = NetworkAddress("10.0.3.1")
    #expect(try trial.run(OverlappingNetworks.self).findings.map(\.severity) == [.medium])
  }

  @Test(arguments: [(4, 5, Severity.medium), (5, 4, .medium), (5, 5, .info)])
  func `is info where both networks were seen in five earlier sessions`(
    _ first: Int, _ second: Int, _ severity: Severity
  ) throws {
    var trial = RuleTrial()
    for (count, ip) in [(first, "10.0.0.1"), (second, "10.0.1.1")] {
      for hour in 0..<count { trial.addSession("ali", "2026-02-0\(hour + 1) 10:00", nil, ip: ip) }
    }
    trial.addSession("ali", "10:00", "11:00", ip: "10.0.0.2")
    trial.addSession("ali", "10:30", "11:00", ip: "10.0.1.2")
    let finding = try #require(try trial.run(OverlappingNetworks.self).findings.first)
    #expect(finding.severity == severity)
    #expect(finding.mitigations == (severity == .info ? ["known_sessions"] : []))
  }

  @Test func `has the highest severity of the day's pairs`() throws {
    var trial = RuleTrial()
    for ip in ["10.0.0.1", "10.0.1.1"] {
      for hour in 1...5 { trial.addSession("ali", "2026-02-0\(hour) 10:00", "2026-02-0\(hour) 10:01", ip: ip) }
    }
    for ip in ["10.0.0.1", "10.0.1.1"] { trial.addSession("ali", "10:00", "11:00", ip: ip) }
    #expect(try trial.run(OverlappingNetworks.self).findings.map(\.severity) == [.info])
    for ip in ["10.0.0.1", "10.0.2.1"] { trial.addSession("ali", "12:00", "13:00", ip: ip) }
    #expect(try trial.run(OverlappingNetworks.self).findings.map(\.severity) == [.medium])
  }

  @Test func `lets a trusted way out make no difference, and counts the days it takes out`() throws {
    var trial = trial([
      ("10:00", "11:00", "10.0.0.1"), ("10:00", "11:00", "192.0.2.1"), ("10:00", "11:00", "192.0.3.1"),
    ])
    trial.settings.lists.trustedEgress = [try #require(AddressRange("192.0.0.0/16"))]
    let result = try trial.run(OverlappingNetworks.self)
    #expect(result.findings.isEmpty && result.outcome.suppressed == ["trusted_egress": 1])
    trial.addSession("ali", "10:50", "11:00", ip: "10.0.1.1")
    let mixed = try trial.run(OverlappingNetworks.self)
    #expect(mixed.findings.map(\.evidence.sha256) == ["s1 s4"] && mixed.outcome.suppressed.isEmpty)
  }

  @Test func `counts every pair and shows the sessions of the first hundred`() throws {
    var trial = RuleTrial()
    for index in 0..<40 {
      trial.addSession("ali", "10:00", "11:00", ip: "10.0.\(index % 2).1", id: "s\(index + 10)")
    }
    let finding = try #require(try trial.run(OverlappingNetworks.self).findings.first)
    #expect(finding.measured[0] == .init("pairs", 400) && finding.measured[1] == .init("pairs_shown", 100))
    // Pairs come with the later session; the twentieth makes the hundredth.
    #expect(finding.evidence.count == 20)
    trial.settings.values["S05"] = ["shown_pairs": 2]
    #expect(try trial.run(OverlappingNetworks.self).findings.first?.evidence.sha256 == "s10 s11 s12")
  }

  @Test func `belongs to the period a pair has overlapped for a minute in`() throws {
    let edge = try trial([("2026-03-01 23:00", "01:00", "10.0.0.1"), ("2026-03-01 23:59", "01:00", "10.0.1.1")])
      .run(OverlappingNetworks.self)
    #expect(edge.lines == ["ali 23:59:00–00:00:00 2 medium"])
    let before = [("2026-03-01 23:00", "01:00", "10.0.0.1"), ("2026-03-01 23:58:59.999999", "01:00", "10.0.1.1")]
    #expect(try trial(before).run(OverlappingNetworks.self).findings.isEmpty)
    let after = [("23:00", "2026-03-03 01:00", "10.0.0.1"), ("23:59", "2026-03-03 01:00", "10.0.1.1")]
    #expect(try trial(after).run(OverlappingNetworks.self).findings.isEmpty)
    let late = [("23:00", "2026-03-03 01:00", "10.0.0.1"), ("23:58", "2026-03-03 01:00", "10.0.1.1")]
    var trial = trial(late)
    #expect(try trial.run(OverlappingNetworks.self).findings.map(\.continues) == [false])
    trial.asOf = RuleTrial.time("23:59:59")
    #expect(try trial.run(OverlappingNetworks.self).findings.map(\.continues) == [true])
  }

  @Test func `needs users, addresses and ends, and counts sessions without a user`() throws {
    var trial = trial([("10:00", "11:00", "10.0.0.1"), ("10:00", "11:00", "10.0.1.1")], user: nil)
    let outcome = try trial.run(OverlappingNetworks.self).outcome
    #expect(outcome.status == .notEvaluated && outcome.reason == RuleReason(.columnEmpty, "sessions.user_id"))
    #expect(outcome.excludedNull == 2)
    trial.addSession("ali", "10:00", "11:00")
    #expect(try trial.run(OverlappingNetworks.self).outcome.reason == RuleReason(.inputExcluded, "66"))
    for column in ["sessions.started_at", "sessions.ip"] {
      trial.missing = [column]
      let outcome = try trial.run(OverlappingNetworks.self).outcome
      #expect(outcome.status == .notEvaluated && outcome.reason == RuleReason(.columnMissing, column))
    }
    trial.missing = ["sessions.ended_at", "sessions.expires_at"]
    let blind = try trial.run(OverlappingNetworks.self).outcome
    #expect(blind.reason == RuleReason(.columnMissing, "sessions.ended_at / sessions.expires_at"))
    #expect(try RuleTrial().run(OverlappingNetworks.self).outcome.reason == RuleReason(.noRows, "sessions"))
  }

  @Test func `names what it measured`() throws {
    let sessions = [("10:00", "12:00", "10.0.0.1"), ("10:30", "11:30", "10.0.1.1"), ("11:00", "11:10", "10.0.1.1")]
    let finding = try #require(try trial(sessions).run(OverlappingNetworks.self).findings.first)
    #expect(
      finding.measured == [
        .init("pairs", 2), .init("pairs_shown", 2), .init("networks", 2), .init("longest_overlap_us", 3_600_000_000),
      ])
    #expect(
      finding.text[.tr] == "farklı ağlardan çakışan oturum çifti: 2, ilki 10:30:00, en uzun çakışma 01:00:00, 2 ağ")
    #expect(
      finding.text[.en] == "overlapping pairs of sessions from different networks: 2, the first 10:30:00, the longest "
        + "overlap 01:00:00, 2 networks")
  }

  @Test(arguments: 1...300) func `agrees with looking at every pair on random sessions`(_ seed: Int) throws {
    var random = SeededGenerator(seed)
    var trial = RuleTrial()
    trial.settings.values["S05"] = ["overlap": 5_000_000, "known_sessions": 3]
    trial.settings.lists.trustedEgress = [try #require(AddressRange("10.0.3.0/24"))]
    for index in 0..<3 {
      let address = try #require(NetworkAddress("10.0.\(index).1"))
      trial.locations[address] = GeoLocation(country: ["TR", "DE", nil][index], place: nil)
    }
    for _ in 0..<random.next(in: 3...30) {
      let start = random.next(in: -60...60)
      let end = start + random.next(in: 0...40)
      let ip = "10.0.\(random.next(in: 0...3)).1"
      trial.addSession(["a", "b"][random.next(in: 0...1)], "00:00", "00:00", ip: ip) { session in
        session.startedAt = RuleTrial.second(start)
        session.endedAt = RuleTrial.second(end)
      }
    }
    let found = try trial.run(OverlappingNetworks.self).findings.map { finding in
      "\(finding.severity) \(finding.last.iso8601) \(finding.measured[3].value) \(finding.evidence.sha256)"
    }
    #expect(found.sorted() == ["a", "b"].flatMap { reference($0, trial) }.sorted())
  }

  private func reference(_ user: Identifier, _ trial: RuleTrial) -> [String] {
    let sessions = trial.sessions.filter { $0.userKey == user }
      .sorted { ($0.startedAt ?? .infinity, $0.id) < ($1.startedAt ?? .infinity, $1.id) }
    var (pairs, severity, longest, last) = (Set<Int>(), Severity.info, Int64(0), Int64(0))
    for later in sessions.indices {
      for earlier in 0..<later where sessions[earlier].address != sessions[later].address {
        let (first, second) = (sessions[earlier], sessions[later])
        let begin = second.startedAt?.microseconds ?? 0
        let overlap = min(first.endedAt?.microseconds ?? 0, second.endedAt?.microseconds ?? 0) - begin
        let addresses = [first, second].compactMap(\.address)
        guard overlap >= 5_000_000, begin + 5_000_000 >= trial.period.from.microseconds,
          !addresses.contains(where: { $0.description.hasPrefix("10.0.3.") })
        else { continue }
        let known = addresses.allSatisfy { address in
          sessions[..<later].enumerated().count { $0.offset != earlier && $0.element.address == address } >= 3
        }
        let countries = Set(addresses.compactMap { trial.locations[$0]?.country })
        severity = max(severity, known ? .info : countries.count == 2 ? .high : .medium)
        pairs.formUnion([earlier, later])
        (longest, last) = (max(longest, overlap), max(last, begin + 5_000_000))
      }
    }
    if pairs.isEmpty { return [] }
    let evidence = pairs.sorted().map { sessions[$0].id.text }.joined(separator: " ")
    return ["\(severity) \(Instant(microseconds: last).iso8601) \(Finding.Measure.Value.integer(longest)) \(evidence)"]
  }
}
