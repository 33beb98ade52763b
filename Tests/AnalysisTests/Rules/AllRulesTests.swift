import Reports
import Messages
import Model
import Support
import Testing

@testable import Analysis

/// What must hold for every rule of the list, on logs nobody thought of.
@Suite struct AllRulesTests {
  /// A log of a few users, addresses and sessions in which everything happens, much of it at the same moment.
  private static func trial(_ seed: Int) -> RuleTrial {
    var random = SeededGenerator(seed)
    var trial = RuleTrial()
    trial.zone = "Europe/Istanbul"
    trial.configureRoles()
    trial.settings.configured.formUnion(["geoip", "holidays"])
    trial.settings.lists.serviceAccounts = ["bot"]
    trial.settings.lists.holidays = []
    let users: [Identifier?] = ["ali", "ayşe", "bot", "root", nil]
    let addresses: [String?] = ["10.0.0.1", "10.0.1.2", "81.2.3.4", "2001:db8::1", "host:pc", nil]
    for (index, address) in addresses.enumerated() {
      guard let address = address.flatMap({ NetworkAddress($0) }) else { continue }
      trial.locations[address] = GeoLocation(
        country: ["TR", "DE", "JP"][index % 3], place: Place(latitude: Double(index * 20), longitude: 30))
    }
    for _ in 0..<40 {
      let start = Int.random(in: 0..<172_800, using: &random)
      let length = Int.random(in: 0..<50_000, using: &random)
      let begin = RuleTrial.time("2026-03-01 00:00").advanced(by: Int64(start) * 1_000_000)
      trial.addSession(
        users.randomElement(using: &random) ?? nil, "10:00", nil, ip: addresses.randomElement(using: &random) ?? nil
      ) { session in
        session.startedAt = begin
        session.endedAt = length % 3 == 0 ? nil : begin.advanced(by: Int64(length) * 1_000_000)
        session.status = length % 3 == 0 ? .active : .closed
      }
    }
    for _ in 0..<250 {
      // In bursts, so that windows fill.
      let second = Int.random(in: 0..<172_800, using: &random) / 14_400 * 14_400 + Int.random(in: 0..<8, using: &random)
      let types: [EventType] = Bool.random(using: &random) ? [.loginFailed, .loginSuccess] : EventType.allCases
      trial.add(
        types.randomElement(using: &random) ?? .activity, users.randomElement(using: &random) ?? nil,
        "2026-03-01 00:00",
        ip: addresses.randomElement(using: &random) ?? nil
      ) { event in
        event.occurredAt = event.occurredAt?.advanced(by: Int64(second) * 1_000_000)
        event.sessionID = "s\(Int.random(in: 1...45, using: &random))"
        event.actorID = ["root", "ali", nil].randomElement(using: &random) ?? nil
        event.targetID = ["ayşe", "ali", nil, nil].randomElement(using: &random) ?? nil
        event.role = ["admin", "auditor", "viewer", nil].randomElement(using: &random) ?? nil
        event.device = ["a", "b", nil].randomElement(using: &random) ?? nil
      }
    }
    addAttacks(to: &trial, &random)
    return trial
  }

  /// What random rows hardly ever come to: bursts against one account, one address against many, many against one.
  private static func addAttacks(to trial: inout RuleTrial, _ random: inout SeededGenerator) {
    for number in 0..<30 {
      trial.add(.loginFailed, "ali", "2026-03-02 03:00", ip: "198.51.\(number % 6).7", reason: .badPassword) { event in
        event.occurredAt = event.occurredAt?.advanced(by: Int64.random(in: 0..<120, using: &random) * 1_000_000)
      }
      trial.add(.loginFailed, "u\(number)", "2026-03-02 04:00", ip: "203.0.113.5", reason: .unknownUser) { event in
        event.occurredAt = event.occurredAt?.advanced(by: Int64.random(in: 0..<120, using: &random) * 1_000_000)
      }
    }
    trial.add(.loginSuccess, "ali", "2026-03-02 03:03", ip: "198.51.1.7")
    for second in 0..<70 {
      for type in [EventType.tokenRefresh, .mfaDenied] where second < 10 || type == .tokenRefresh {
        trial.add(type, "ayşe", "2026-03-02 05:00") { event in
          event.occurredAt = event.occurredAt?.advanced(by: Int64(second) * 1_000_000)
          event.sessionID = "s1"
        }
      }
    }
  }

  /// Everything a report would show.
  private static func told(_ trial: RuleTrial) throws -> [String] {
    var trial = trial
    return try RuleList.all.flatMap { rule in
      trial.suspicions = Suspicions()
      let result = try trial.run(rule)
      let outcome = result.outcome
      let head =
        "\(outcome.definition.id) \(outcome.status) \(outcome.excludedNull) \(outcome.suppressed.sorted { $0.key < $1.key })"
      return [head]
        + result.findings.map { finding in
          "\(finding.branch) \(finding.key) \(finding.severity) \(finding.first) \(finding.last) \(finding.text[.tr])"
            + " \(finding.text[.en]) \(finding.evidence.sha256) \(finding.measured)"
        }.sorted()
    }
  }

  @Test(arguments: Fuzzing.seeds(5)) func `the order and the pages in which rows come change nothing`(_ seed: Int)
    throws
  {
    let trial = Self.trial(seed)
    let told = try Self.told(trial)
    var random = SeededGenerator(seed + 1000)
    var other = trial
    other.events.shuffle(using: &random)
    other.sessions.shuffle(using: &random)
    #expect(try Self.told(other) == told)
    other.pageSize = Int.random(in: 1...40, using: &random)
    #expect(try Self.told(other) == told)
  }

  /// Users and sessions that Swift's strings would take for one another are judged as any others are.
  @Test(arguments: Fuzzing.seeds(2)) func `identities that only look alike are different ones`(_ seed: Int) throws {
    // In the order of their bytes, among themselves and beside the others.
    let plain: [Identifier: Identifier] = ["ali": "e~", "ayşe": "\u{e8}~", "s1": "se~", "s2": "s\u{e8}~"]
    let alike: [Identifier: Identifier] = ["ali": "e\u{301}", "ayşe": "\u{e9}", "s1": "se\u{301}", "s2": "s\u{e9}"]
    let told = try Self.told(Self.renamed(Self.trial(seed), plain))
    let found = try Self.told(Self.renamed(Self.trial(seed), alike))
    let expected = told.map { line in
      ["e~": "e\u{301}", "\u{e8}~": "\u{e9}"].reduce(line) { $0.replacing($1.key, with: $1.value) }
    }
    #expect(expected.contains { $0.unicodeScalars.contains("\u{e9}") })
    #expect(Set(found.map { Identifier($0) }) == Set(expected.map { Identifier($0) }))
  }

  private static func renamed(_ trial: RuleTrial, _ names: [Identifier: Identifier]) -> RuleTrial {
    func name(_ identifier: Identifier?) -> Identifier? { identifier.map { names[$0] ?? $0 } }
    var trial = trial
    for index in trial.events.indices {
      trial.events[index].userKey = name(trial.events[index].userKey)
      trial.events[index].userName = trial.events[index].userKey?.text
      trial.events[index].sessionID = name(trial.events[index].sessionID)
      trial.events[index].actorID = name(trial.events[index].actorID)
      trial.events[index].targetID = name(trial.events[index].targetID)
    }
    for index in trial.sessions.indices {
      trial.sessions[index].userKey = name(trial.sessions[index].userKey)
      trial.sessions[index].id = names[trial.sessions[index].id] ?? trial.sessions[index].id
    }
    return trial
  }

  @Test func `such logs make nearly every rule report something`() throws {
    var silent = Set(RuleList.all.map { $0.definition.id })
    for seed in 1...15 where !silent.isEmpty {
      let trial = Self.trial(seed)
      for rule in RuleList.all where silent.contains(rule.definition.id) {
        if try !trial.run(rule).findings.isEmpty { silent.remove(rule.definition.id) }
      }
    }
    #expect(silent.count <= 6, "\(silent.sorted())")
  }

  /// Every row is read, users, addresses and sessions of all rows are noted, also of those that are not listed.
  @Test(arguments: Fuzzing.seeds(3)) func `a finding knows whom and what all its rows name`(_ seed: Int) throws {
    let trial = Self.trial(seed)
    let events = Dictionary(trial.events.map { ($0.id.text, $0) }) { first, _ in first }
    let sessions = Dictionary(trial.sessions.map { ($0.id.text, $0) }) { first, _ in first }
    for rule in RuleList.all {
      for finding in try trial.run(rule).findings {
        var expected = EvidenceLinks()
        for id in finding.evidence.sha256.split(separator: " ").map(String.init) {
          let session = finding.evidence.areSessions ? id : id.hasPrefix("session:") ? String(id.dropFirst(8)) : nil
          if let event = session == nil ? events[id] : nil { expected.add(EvidenceRow(event)) }
          guard let session else { continue }
          // Events may name a session whose row is not the user's.
          let row = sessions[session].flatMap { $0.userKey == finding.key.value ? $0 : nil }
          expected.add(EvidenceRow("", user: row?.userKey, address: row?.address, session: Identifier(session)))
        }
        let links = finding.evidence.links
        let place = "\(rule.definition.id)\(finding.branch) \(finding.evidence.sha256)"
        #expect(links.users == expected.users && links.sessions == expected.sessions, "\(place)")
        #expect(links.addresses.isSubset(of: expected.addresses) && !links.isCut, "\(place)")
      }
    }
  }

  @Test func `links beyond the limit are left out, and it says so`() {
    var links = EvidenceLinks(limit: 3)
    for number in 0..<3 { links.add(EvidenceRow("e", user: Identifier("u\(number % 2)"), session: "s")) }
    #expect(links.count == 3 && !links.isCut)
    links.add(EvidenceRow("e", user: "u1", session: "s"))
    #expect(!links.isCut)
    links.add(EvidenceRow("e", user: "u3"))
    #expect(links.count == 3 && links.isCut)
  }

  @Test func `an empty source is judged without a finding but that nothing was recorded`() throws {
    for rule in RuleList.all {
      let result = try RuleTrial().run(rule)
      #expect(result.findings.isEmpty || rule.definition.id == "D02", "\(rule.definition.id)")
    }
  }

  @Test func `each says everything a reader needs in both languages`() throws {
    let (turkish, english) = (try #require(Finding.words[.tr]), try #require(Finding.words[.en]))
    for rule in RuleList.all {
      let definition = rule.definition
      let texts = [turkish, english].map { words in
        [words.title(definition), words.logic(definition), words.tuning(definition)]
          + definition.parameters.map { words.meaning($0, of: definition) }
      }
      for (first, second) in zip(texts[0], texts[1]) {
        #expect(!first.isEmpty && !second.isEmpty && first != second, "\(definition.id): \(first)")
      }
      #expect(turkish.thresholds(definition).isEmpty == false)
      #expect(!definition.severities.isEmpty && !definition.branches.isEmpty, "\(definition.id)")
      #expect(definition.techniques.allSatisfy { $0.wholeMatch(of: /T\d{4}(\.\d{3})?/) != nil }, "\(definition.id)")
    }
    #expect(Set(RuleList.all.map { $0.definition.id }).count == 31)
  }
}
