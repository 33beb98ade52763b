import Messages
@testable import Analysis
import Model
import Testing

@Suite struct `S02, first-seen country` {
  /// A user who signed in from Turkey so many times, and once from Germany.
  private func trial(_ count: Int = 10, from start: String = "2026-02-01 10:00", at: String = "10:00") -> RuleTrial {
    var trial = RuleTrial()
    trial.addSignIns(count, "ali", from: start, every: 60) { $0.country = "TR" }
    trial.add(.loginSuccess, "ali", at) { $0.country = "DE" }
    return trial
  }

  @Test(arguments: [(9, 0), (10, 1), (11, 1)])
  func `needs ten earlier sign-ins`(_ count: Int, _ findings: Int) throws {
    let result = try trial(count).run(FirstSeenCountry.self)
    #expect(result.findings.count == findings)
    #expect(result.outcome.remarks == (findings == 0 ? [.historyTooShort: 1] : [:]))
  }

  @Test(arguments: [("2026-02-16 10:00", 1), ("2026-02-16 10:00:00.000001", 0)])
  func `needs fourteen days, the limit included`(_ start: String, _ findings: Int) throws {
    #expect(try trial(from: start).run(FirstSeenCountry.self).findings.count == findings)
  }

  @Test(arguments: [("2025-12-02 10:00", 0), ("2025-12-02 09:59:59.999999", 1)])
  func `looks back ninety days, the limit included`(_ earlier: String, _ findings: Int) throws {
    var trial = trial()
    trial.add(.loginSuccess, "ali", earlier) { $0.country = "de" }
    #expect(try trial.run(FirstSeenCountry.self).findings.count == findings)
  }

  @Test func `reports the first of several at one moment, and each country once`() throws {
    var trial = trial()
    trial.add(.loginSuccess, "ali", "10:00", id: "0") { $0.country = "DE" }
    trial.add(.loginSuccess, "ali", "11:00") { $0.country = "DE" }
    trial.add(.loginSuccess, "ali", "12:00") { $0.country = "FR" }
    trial.add(.loginSuccess, "ali", "13:00") { $0.country = "TR" }
    let result = try trial.run(FirstSeenCountry.self)
    #expect(result.findings.map(\.evidence.sha256) == ["0", "000014"])
    #expect(
      result.findings.map { $0.measured.first } == [.init("country", .text("DE")), .init("country", .text("FR"))])
  }

  @Test(arguments: [(2, Severity.medium), (3, .low)])
  func `is low where others were before the period`(_ others: Int, _ severity: Severity) throws {
    var trial = trial()
    for index in 0..<others {
      trial.addSignIns(2, "other \(index)", from: "2026-02-20 10:00", every: 60) { $0.country = "DE" }
    }
    // Neither the user's own visits long ago count, nor visits before the time looked back or within the period.
    trial.add(.loginSuccess, "ali", "2025-12-02 09:00") { $0.country = "DE" }
    trial.add(.loginSuccess, "early", "2025-12-01 23:59:59.999999") { $0.country = "DE" }
    trial.add(.loginSuccess, "late", "09:00") { $0.country = "DE" }
    let finding = try #require(try trial.run(FirstSeenCountry.self).findings.first { $0.key == .user("ali") })
    #expect(finding.severity == severity && finding.measured.last == .init("other_users", others))
    #expect(finding.mitigations == (severity == .low ? ["others"] : []))
  }

  @Test func `takes countries from the GeoIP file, others' as well`() throws {
    var trial = RuleTrial()
    trial.settings.configured = ["geoip"]
    trial.missing = ["events.country"]
    for (ip, country) in [("10.0.0.1", "TR"), ("81.0.0.1", "DE")] {
      trial.locations[try #require(NetworkAddress(ip))] = GeoLocation(country: country, place: nil)
    }
    trial.addSignIns(10, "ali", from: "2026-02-01 10:00", every: 60)
    trial.add(.loginSuccess, "ali", "10:00", ip: "81.0.0.1")
    for user in ["a", "b", "c"] as [Identifier] { trial.add(.loginSuccess, user, "2026-02-01 10:00", ip: "81.0.0.1") }
    #expect(try trial.run(FirstSeenCountry.self).lines == ["ali 10:00:00–10:00:00 1 low"])
  }

  @Test func `lets a trusted way out show no country, and counts what it takes out`() throws {
    var trial = RuleTrial()
    trial.settings.lists.trustedEgress = [try #require(AddressRange("192.0.2.0/24"))]
    trial.addSignIns(10, "ali", from: "2026-02-01 10:00", every: 60) { $0.country = "TR" }
    trial.addSignIns(3, "ali", from: "09:00", every: 60, ip: "192.0.2.1") { $0.country = "DE" }
    #expect(try trial.run(FirstSeenCountry.self).outcome.suppressed == ["trusted_egress": 1])
    trial.add(.loginSuccess, "ali", "10:00") { $0.country = "DE" }
    #expect(try trial.run(FirstSeenCountry.self).lines == ["ali 10:00:00–10:00:00 1 medium"])
  }

  @Test func `skips sign-ins without a country and counts them`() throws {
    var trial = trial()
    trial.add(.loginSuccess, "ali", "11:00")
    trial.add(.loginSuccess, "ali", "11:10", ip: "host:gate") { $0.country = "FR" }
    trial.add(.loginSuccess, "ali", "2026-03-01 11:10")
    let result = try trial.run(FirstSeenCountry.self)
    #expect(result.findings.count == 1 && result.outcome.remarks == [.placesUnknown: 2])
  }

  @Test func `says whose history is too short`() throws {
    var trial = trial()
    trial.addSignIns(3, "veli", from: "10:00", every: 60) { $0.country = "TR" }
    trial.addSignIns(3, "past", from: "2026-02-20 10:00", every: 60) { $0.country = "TR" }
    #expect(try trial.run(FirstSeenCountry.self).outcome.remarks == [.historyTooShort: 1])
    #expect(try trial.run(FirstSeenCountry.self).outcome.status == .evaluated)
    let short = try self.trial(3, from: "2026-02-20 10:00").run(FirstSeenCountry.self).outcome
    #expect(short.status == .notEvaluated && short.reason == RuleReason(.historyTooShort, "2026-02-20"))
  }

  @Test func `belongs to the period the sign-in lies in`() throws {
    for (at, count) in [("2026-03-01 23:59:59.999999", 0), ("00:00", 1), ("2026-03-03 00:00", 0)] {
      #expect(try trial(at: at).run(FirstSeenCountry.self).findings.count == count)
    }
    // What was seen before the period is new no more.
    var trial = trial(at: "2026-03-01 23:00")
    trial.add(.loginSuccess, "ali", "01:00") { $0.country = "DE" }
    #expect(try trial.run(FirstSeenCountry.self).findings.isEmpty)
  }

  @Test func `is not evaluated without countries, users or sign-ins`() throws {
    var trial = RuleTrial()
    trial.add(.loginSuccess, "ali", "10:00")
    let outcome = try trial.run(FirstSeenCountry.self).outcome
    #expect(outcome.status == .notEvaluated && outcome.reason == RuleReason(.configurationMissing, "geoip"))
    trial.missing = ["events.user_id"]
    trial.settings.configured = ["geoip"]
    #expect(try trial.run(FirstSeenCountry.self).outcome.reason == RuleReason(.columnMissing, "events.user_id"))
    #expect(try RuleTrial().run(FirstSeenCountry.self).outcome.reason == RuleReason(.eventTypeAbsent, "login_success"))
  }

  @Test func `counts rows without a user, and is evaluated in an empty period`() throws {
    var trial = trial()
    trial.addSignIns(3, nil, from: "10:00", every: 60) { $0.country = "FR" }
    let result = try trial.run(FirstSeenCountry.self)
    #expect(result.findings.count == 1 && result.outcome.excludedNull == 3)
    #expect(result.outcome.reason == RuleReason(.inputExcluded, "75"))
    let empty = try self.trial(at: "2026-02-28 10:00").run(FirstSeenCountry.self)
    #expect(empty.outcome.status == .evaluated && empty.findings.isEmpty)
  }

  @Test func `names what it measured`() throws {
    let finding = try #require(try trial().run(FirstSeenCountry.self).findings.first)
    #expect(finding.text[.tr] == "DE ülkesinden ilk başarılı giriş, 10:00:00; önceki giriş: 10")
    #expect(finding.text[.en] == "first sign-in from DE, 10:00:00; earlier sign-ins: 10")
    #expect(
      finding.measured == [
        .init("country", .text("DE")), .init("earlier_successes", 10), .init("history_us", 29 * 86_400_000_000),
        .init("other_users", 0),
      ])
  }

  @Test(arguments: 1...300) func `agrees with looking at every earlier row on random logs`(_ seed: Int) throws {
    var random = SeededGenerator(seed)
    var trial = RuleTrial()
    trial.settings.values["S02"] = ["baseline": 60_000_000, "successes": 2, "learning": 10_000_000, "others": 1]
    for _ in 0..<random.next(in: 3...40) {
      let (second, country) = (random.next(in: -60...100), ["TR", "DE", "FR"][random.next(in: 0...2)])
      trial.add(.loginSuccess, ["a", "b", "c"][random.next(in: 0...2)], "00:00") { event in
        event.occurredAt = RuleTrial.second(second)
        event.country = country
      }
    }
    let found = try trial.run(FirstSeenCountry.self).findings.map { "\($0.evidence.sha256) \($0.severity)" }
    #expect(found.sorted() == ["a", "b", "c"].flatMap { reference($0, trial) }.sorted())
  }

  private func reference(_ user: Identifier, _ trial: RuleTrial) -> [String] {
    let rows = trial.rows(of: user, [.loginSuccess])
    let from = trial.period.from.microseconds
    return rows.indices.compactMap { index in
      let (row, at, earlier) = (rows[index], rows[index].occurredAt?.microseconds ?? 0, rows[..<index])
      let ages = earlier.map { at - ($0.occurredAt?.microseconds ?? 0) }
      guard at >= from, earlier.count >= 2, ages.max() ?? 0 >= 10_000_000,
        !zip(earlier, ages).contains(where: { $0.country == row.country && $1 <= 60_000_000 })
      else { return nil }
      let others = trial.events.contains { other in
        let moment = other.occurredAt?.microseconds ?? 0
        return other.userKey != user && other.country == row.country && (from - 60_000_000..<from).contains(moment)
      }
      return "\(row.id) \(others ? Severity.low : .medium)"
    }
  }
}
