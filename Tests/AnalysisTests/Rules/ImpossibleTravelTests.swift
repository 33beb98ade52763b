import Messages
@testable import Analysis
import Model
import Testing

@Suite struct `S01, impossible travel` {
  /// A place on the equator, so many kilometres east of the first meridian.
  private static func east(_ kilometres: Double, accuracy: Double = 0) -> Place {
    Place(latitude: 0, longitude: kilometres * 180 / (.pi * 6371.0088), accuracyKilometres: accuracy)
  }

  private func trial(_ stops: [(at: String, kilometres: Double)], user: Identifier? = "ali") -> RuleTrial {
    var trial = RuleTrial()
    for stop in stops { trial.add(.loginSuccess, user, stop.at) { $0.place = Self.east(stop.kilometres) } }
    return trial
  }

  @Test(arguments: [(499.999, 0), (500, 1), (500.001, 1)])
  func `fires from five hundred kilometres on`(_ kilometres: Double, _ findings: Int) throws {
    let result = try trial([("10:00", 0), ("10:10", kilometres)]).run(ImpossibleTravel.self)
    #expect(result.findings.count == findings)
  }

  @Test(arguments: [
    (899.999, "11:00", 0), (900, "11:00", 1), (900, "11:00:00.000001", 0), (900.001, "11:00", 1),
  ])
  func `fires from nine hundred kilometres an hour on`(_ kilometres: Double, _ at: String, _ findings: Int) throws {
    #expect(try trial([("10:00", 0), (at, kilometres)]).run(ImpossibleTravel.self).findings.count == findings)
  }

  @Test func `counts no time as less than a minute`() throws {
    var trial = trial([("10:00", 0), ("10:00", 600)])
    let finding = try #require(try trial.run(ImpossibleTravel.self).findings.first)
    #expect(finding.measured.contains(.init("speed_kmh", 36_000)) && finding.measured.contains(.init("elapsed_us", 0)))
    trial.settings.values["S01"] = ["shortest": 3_600_000_000]
    #expect(try trial.run(ImpossibleTravel.self).findings.isEmpty)
  }

  @Test func `subtracts what the places may be off`() throws {
    var trial = RuleTrial()
    trial.add(.loginSuccess, "ali", "10:00") { $0.place = Self.east(0, accuracy: 50) }
    trial.add(.loginSuccess, "ali", "10:30") { $0.place = Self.east(599.999, accuracy: 50) }
    #expect(try trial.run(ImpossibleTravel.self).findings.isEmpty)
  }

  @Test func `takes rows of one moment in the order of their identifiers`() throws {
    var trial = RuleTrial()
    trial.add(.loginSuccess, "ali", "10:00", id: "c") { $0.place = Self.east(1000) }
    trial.add(.loginSuccess, "ali", "10:00", id: "a") { $0.place = Self.east(0) }
    trial.add(.loginSuccess, "ali", "10:00", id: "b") { $0.place = Self.east(0) }
    #expect(try trial.run(ImpossibleTravel.self).findings.map(\.evidence.sha256) == ["b c"])
  }

  @Test(arguments: [("13:00", "DE", 1), ("13:00:00.000001", "DE", 0), ("13:00", "TR", 0), ("13:00", "tr", 0)])
  func `compares countries where a place has no coordinates`(_ at: String, _ country: String, _ count: Int) throws {
    var trial = RuleTrial()
    trial.add(.loginSuccess, "ali", "10:00") {
      $0.country = "TR"
      $0.place = Self.east(0)
    }
    trial.add(.loginSuccess, "ali", at) { $0.country = country }
    let result = try trial.run(ImpossibleTravel.self)
    #expect(result.findings.map(\.severity) == Array(repeating: .medium, count: count))
  }

  @Test func `asks the GeoIP file for what the row does not say, and believes the row`() throws {
    var trial = trial([("10:00", 0)])
    trial.settings.configured = ["geoip"]
    let address = try #require(NetworkAddress("81.0.0.1"))
    trial.locations[address] = GeoLocation(country: "DE", place: Self.east(2000))
    trial.add(.loginSuccess, "ali", "10:30", ip: "81.0.0.1")
    trial.add(.loginSuccess, "veli", "10:00", ip: "81.0.0.1")
    trial.add(.loginSuccess, "veli", "10:30", ip: "81.0.0.1") { $0.country = "TR" }
    let result = try trial.run(ImpossibleTravel.self)
    #expect(result.lines == ["ali 10:00:00–10:30:00 2 high", "veli 10:00:00–10:30:00 2 medium"])
    #expect(result.findings.first?.measured.contains(.init("distance_m", 2_000_000)) == true)
  }

  @Test func `looks past sign-ins of unknown place, and counts them`() throws {
    var trial = trial([("10:00", 0)])
    trial.add(.loginSuccess, "ali", "10:10")
    trial.add(.loginSuccess, "ali", "10:15", ip: "host:gate") { $0.place = Self.east(3000) }
    trial.add(.loginSuccess, "ali", "2026-03-01 10:15")
    trial.add(.loginSuccess, "ali", "10:20") { $0.place = Self.east(1000) }
    let result = try trial.run(ImpossibleTravel.self)
    #expect(result.lines == ["ali 10:00:00–10:20:00 2 high"])
    #expect(result.outcome.remarks == [.placesUnknown: 2])
  }

  @Test func `is low where the way out, the network or the device explains it`() throws {
    var trial = RuleTrial()
    trial.settings.lists.trustedEgress = [try #require(AddressRange("192.0.2.0/24"))]
    let hosting = try #require(NetworkAddress("81.0.0.1"))
    trial.locations[hosting] = GeoLocation(country: nil, place: nil, isHosting: true)
    for user in ["device", "browser", "egress", "host"] as [Identifier] {
      for (at, kilometres) in [("10:00", 0.0), ("10:30", 1000.0)] {
        let isSecond = kilometres > 0
        let ip = isSecond && user == "egress" ? "192.0.2.7" : isSecond && user == "host" ? "81.0.0.1" : "10.0.0.1"
        trial.add(.loginSuccess, user, at, ip: ip) { event in
          event.place = Self.east(kilometres)
          if user == "device" { event.device = "phone 7" }
          if user == "browser" { event.userAgent = "Mozilla/5.0 (Windows NT 10.0) Firefox/128.0" }
        }
      }
    }
    let findings = try trial.run(ImpossibleTravel.self).findings
    #expect(findings.map(\.severity) == [.high, .low, .low, .low])
    #expect(findings.map(\.mitigations) == [[], ["same_device"], ["trusted_egress"], ["hosting"]])
  }

  @Test func `makes one finding of changes that touch`() throws {
    let stops = [("10:00", 0.0), ("10:30", 1000), ("11:00", 0), ("11:00", 0), ("11:10", 700), ("12:00", 700)]
    let result = try trial(stops + [("12:30", 0)]).run(ImpossibleTravel.self)
    #expect(result.lines == ["ali 10:00:00–11:10:00 5 high", "ali 12:00:00–12:30:00 2 high"])
    #expect(result.findings.first?.measured.prefix(2) == [.init("changes", 3), .init("elapsed_us", 600_000_000)])
    #expect(result.findings.first?.measured.contains(.init("speed_kmh", 4200)) == true)
  }

  @Test func `belongs to the period its last sign-in lies in`() throws {
    let edge = try trial([("2026-03-01 23:30", 0), ("00:10", 1000)]).run(ImpossibleTravel.self)
    #expect(edge.lines == ["ali 23:30:00–00:10:00 2 high"] && edge.findings.first?.continues == false)
    #expect(try trial([("2026-03-01 23:00", 0), ("2026-03-01 23:30", 1000)]).run(ImpossibleTravel.self).lines == [])
    #expect(try trial([("23:40", 0), ("2026-03-03 00:00", 1000)]).run(ImpossibleTravel.self).lines == [])
    let open = try trial([("23:00", 0), ("23:30", 1000)]).run(ImpossibleTravel.self)
    #expect(open.findings.map(\.continues) == [true])
    let over = try trial([("23:00", 0), ("23:30", 1000), ("23:31", 1000)]).run(ImpossibleTravel.self)
    #expect(over.findings.map(\.continues) == [false])
  }

  @Test func `counts users apart, and rows without one not at all`() throws {
    var trial = trial([("10:00", 0), ("10:30", 1000)], user: nil)
    trial.add(.loginSuccess, "ali", "10:00") { $0.place = Self.east(0) }
    trial.add(.loginSuccess, "veli", "10:30") { $0.place = Self.east(1000) }
    let result = try trial.run(ImpossibleTravel.self)
    #expect(result.findings.isEmpty && result.outcome.excludedNull == 2)
    #expect(result.outcome.reason == RuleReason(.inputExcluded, "50"))
  }

  @Test func `is not evaluated without places, users or sign-ins`() throws {
    var trial = RuleTrial()
    trial.add(.loginSuccess, "ali", "10:00")
    var outcome = try trial.run(ImpossibleTravel.self).outcome
    #expect(outcome.status == .notEvaluated && outcome.reason == RuleReason(.configurationMissing, "geoip"))
    trial.settings.configured = ["geoip"]
    // Nobody knows where the only sign-in came from.
    outcome = try trial.run(ImpossibleTravel.self).outcome
    #expect(outcome.status == .notEvaluated && outcome.reason == RuleReason(.inputExcluded, "100"))
    #expect(outcome.excluded == [.placeUnknown: 1])
    trial.missing = ["events.ip"]
    outcome = try trial.run(ImpossibleTravel.self).outcome
    #expect(outcome.status == .notEvaluated && outcome.reason == RuleReason(.columnMissing, "events.ip"))
    trial.missing = ["events.user_id"]
    #expect(try trial.run(ImpossibleTravel.self).outcome.reason == RuleReason(.columnMissing, "events.user_id"))
    #expect(try RuleTrial().run(ImpossibleTravel.self).outcome.reason == RuleReason(.eventTypeAbsent, "login_success"))
  }

  @Test func `is evaluated in an empty period that has a history`() throws {
    let result = try trial([("2026-03-01 10:00", 0)]).run(ImpossibleTravel.self)
    #expect(result.outcome.status == .evaluated && result.findings.isEmpty)
  }

  @Test func `names what it measured`() throws {
    var trial = RuleTrial()
    trial.add(.loginSuccess, "ali", "10:00") {
      $0.place = Self.east(0)
      $0.country = "TR"
    }
    trial.add(.loginSuccess, "ali", "10:30:00.5", ip: "81.0.0.1") {
      $0.place = Self.east(1000.5)
      $0.country = "DE"
    }
    trial.add(.loginSuccess, "veli", "10:00") { $0.country = "TR" }
    trial.add(.loginSuccess, "veli", "10:30") { $0.country = "DE" }
    let findings = try trial.run(ImpossibleTravel.self).findings
    let (first, second) = (try #require(NetworkAddress("10.0.0.1")), try #require(NetworkAddress("81.0.0.1")))
    #expect(
      findings.first?.measured == [
        .init("changes", 1), .init("elapsed_us", 1_800_500_000), .init("distance_m", 1_000_500),
        .init("speed_kmh", 2000), .init("from_country", .text("TR")), .init("from_address", .address(first)),
        .init("to_country", .text("DE")), .init("to_address", .address(second)),
      ])
    #expect(
      findings.first?.text[.tr]
        == "yer değişikliği: 1, 10:00:00–10:30:00; en hızlısı 1000 km, 00:30:00, 2000 km/sa")
    #expect(findings.last?.text[.en] == "changes of country: 1, 10:00:00–10:30:00; shortest time between 00:30:00")
  }

  @Test(arguments: 1...300) func `agrees with looking at every pair on random logs`(_ seed: Int) throws {
    var random = SeededGenerator(seed)
    var trial = RuleTrial()
    for _ in 0..<random.next(in: 2...25) {
      let (minute, place) = (random.next(in: -60...240), random.next(in: 0...4))
      trial.add(.loginSuccess, ["a", "b"][random.next(in: 0...1)], "00:00") { event in
        event.occurredAt = Self.minute(minute)
        if place < 3 { event.place = Self.east(Double(place) * 700) }
        if place > 1 { event.country = ["TR", "DE", "TR"][place - 2] }
      }
    }
    let expected = (["a", "b"] as [Identifier]).flatMap { user in
      reference(trial.rows(of: user, [.loginSuccess]), trial.period)
    }
    let found = try trial.run(ImpossibleTravel.self).findings
    #expect(found.map { "\($0.severity) \($0.evidence.sha256)" }.sorted() == expected.sorted())
  }

  private static func minute(_ number: Int) -> Instant { RuleTrial.second(number * 60) }

  /// Every pair of neighbours by itself, then what touches put together.
  private func reference(_ rows: [SecurityEvent], _ period: Period) -> [String] {
    let known = rows.filter { $0.place != nil || $0.country != nil }
    var spans: [(range: ClosedRange<Int>, severity: Severity)] = []
    for index in known.indices.dropFirst() {
      guard let severity = severity(known[index - 1], known[index]) else { continue }
      if let last = spans.last, at(known[index - 1]) <= at(known[last.range.upperBound]) {
        spans[spans.count - 1] = (last.range.lowerBound...index, max(last.severity, severity))
      } else {
        spans.append(((index - 1)...index, severity))
      }
    }
    return spans.filter { period.from.microseconds <= at(known[$0.range.upperBound]) }.map { span in
      "\(span.severity) " + span.range.map { known[$0].id.text }.joined(separator: " ")
    }
  }

  private func at(_ event: SecurityEvent) -> Int64 { event.occurredAt?.microseconds ?? 0 }

  private func severity(_ first: SecurityEvent, _ second: SecurityEvent) -> Severity? {
    let seconds = Double(at(second) - at(first)) / 1_000_000
    if let begin = first.place, let end = second.place {
      let kilometres = begin.distance(to: end)
      return kilometres >= 500 && kilometres / (max(60, seconds) / 3600) >= 900 ? .high : nil
    }
    guard let begin = first.country, let end = second.country else { return nil }
    return begin != end && seconds <= 10_800 ? .medium : nil
  }
}
