import Model
import Testing

@testable import Analysis

/// D03: which differences between two stores are told, and which are the reading's own doing.
@Suite struct `D03` {
  private static let begin = RuleTrial.time("12:00")
  private static let moment = RuleTrial.time("12:00:01")
  private static let end = RuleTrial.time("12:00:03")

  private static func row(
    _ id: Identifier, user: Identifier? = "ali", from start: String = "08:00", to expiry: String? = "20:00",
    _ change: (inout Session) -> Void = { _ in }
  ) -> Session {
    var session = Session(id: id, userKey: user, startedAt: RuleTrial.time(start))
    session.expiresAt = expiry.map { RuleTrial.time($0) }
    session.status = .active
    change(&session)
    return session
  }

  private static func key(
    _ id: Identifier, user: Identifier? = "ali", from start: String? = "08:00", to expiry: String? = "20:00",
    _ change: (inout LiveSession) -> Void = { _ in }
  ) -> LiveSession {
    var session = LiveSession(id: id)
    session.userKey = user
    session.startedAt = start.map { RuleTrial.time($0) }
    session.expiresAt = expiry.map { RuleTrial.time($0) }
    session.forgottenAt = session.expiresAt
    change(&session)
    return session
  }

  private static func compare(
    _ rows: [Session], _ first: [LiveSession], again second: [LiveSession]? = nil,
    settings: RuleSettings = RuleSettings()
  ) throws -> RuleTrial.Result {
    let comparison = LiveComparison(from: begin, settings: settings) { RecordList() }
    for session in first { try comparison.add(session) }
    for row in rows { try comparison.add(row) }
    let found = try comparison.conclude(at: moment) { wanted in
      ((second ?? first).filter { wanted.contains($0.id) }, end)
    }
    var trial = RuleTrial()
    trial.live = .compared(found)
    trial.settings = settings
    return try trial.run(LiveStoreDisagreement.self)
  }

  /// Each branch with its sessions.
  private static func told(_ result: RuleTrial.Result) -> [String] {
    result.findings.map { "\($0.branch) \($0.evidence.identifiers.map(\.text).joined(separator: " "))" }
  }

  @Test func `what both have alike is nothing, and each kind of difference a finding with its sessions`() throws {
    let result = try Self.compare(
      [
        Self.row("same"), Self.row("gone"), Self.row("other", user: "ayşe"), Self.row("early"),
        Self.row("over", to: "11:00"), Self.row("closed") { $0.status = .closed },
        Self.row("ended") { $0.endedAt = RuleTrial.time("10:00") },
        Self.row("past", to: "09:00"), Self.row("endless"), Self.row("both", user: nil),
      ],
      [
        Self.key("same"), Self.key("other"), Self.key("early", to: "15:00"), Self.key("over"), Self.key("closed"),
        Self.key("ended"), Self.key("unknown"), Self.key("endless") { $0.forgottenAt = nil },
        Self.key("both", to: "19:00"),
      ])
    #expect(Self.told(result) == ["a closed ended over unknown", "b gone", "c both other", "d both early endless"])
    #expect(result.findings.map(\.severity) == [.medium, .low, .high, .low])
    #expect(result.findings.allSatisfy { $0.first == Self.moment && $0.continues && $0.key == .tenant })
    #expect(result.outcome.status == .evaluated && result.outcome.remarks == [:])
    #expect(result.findings[2].measured == [.init("sessions", 2), .init("in_live_store", 9), .init("in_database", 6)])
    #expect(result.findings[2].evidence.links.users == ["ali", "ayşe"])
  }

  @Test func `what only one of two looks shows, or what is close to them, is counted and not told`() throws {
    let result = try Self.compare(
      [
        Self.row("signed-out"), Self.row("begun", from: "11:59:30"), Self.row("ending", to: "12:00:40"),
        Self.row("refreshed", to: "20:00"), Self.row("moved", user: "ayşe"),
        Self.row("ended just now") { $0.endedAt = RuleTrial.time("11:59:59") },
      ],
      [
        Self.key("left"), Self.key("just-there", from: "12:00:00"),
        Self.key("about to be forgotten") { $0.forgottenAt = RuleTrial.time("12:00:30") },
        Self.key("refreshed", to: "14:00"), Self.key("moved"), Self.key("ended just now"),
      ],
      again: [
        Self.key("signed-out"), Self.key("just-there", from: "12:00:00"),
        Self.key("about to be forgotten") { $0.forgottenAt = RuleTrial.time("12:00:30") },
        Self.key("refreshed", to: "20:00"),
        Self.key("moved", user: "ayşe"), Self.key("ended just now"),
      ])
    #expect(Self.told(result).isEmpty, "\(Self.told(result))")
    #expect(result.outcome.remarks == [.unsettled: 9])
  }

  @Test(arguments: [("20:05", 0), ("20:05:01", 1), ("19:55", 0), ("19:54:59", 1)])
  func `ends may lie five minutes apart, that length included`(expiry: String, findings: Int) throws {
    #expect(try Self.compare([Self.row("s")], [Self.key("s", to: expiry)]).findings.count == findings)
  }

  @Test func `the numbers can be set, and ends that nobody can compare are not called equal`() throws {
    var settings = RuleSettings()
    settings.values["D03"] = ["tolerance": 0, "margin": 0]
    let strict = try Self.compare(
      [Self.row("s"), Self.row("new", from: "11:59:30")], [Self.key("s", to: "20:00:01")], settings: settings)
    #expect(Self.told(strict) == ["b new", "d s"])
    let endless = try Self.compare([Self.row("s", to: nil)], [Self.key("s")])
    #expect(endless.findings.isEmpty && endless.outcome.status == .partly)
    #expect(endless.outcome.branches.first { $0.id == "d" }?.status == .notEvaluated)
  }

  @Test func `a value that cannot be read is there all the same, and the rule saw a part`() throws {
    let garbage = Self.key("s", user: nil) { $0.isReadable = false }
    let result = try Self.compare([Self.row("s"), Self.row("t")], [garbage, Self.key("t")])
    #expect(result.findings.isEmpty && result.outcome.status == .partly)
    #expect(result.outcome.reason == RuleReason(.liveValuesUnreadable, "1"))
  }

  @Test func `a key that comes twice is one, and so is a row of several copies`() throws {
    let copy = Self.row("s", user: "ayşe") { $0.identity = .exactCopy }
    let result = try Self.compare([Self.row("s"), copy], [Self.key("s"), Self.key("s"), Self.key("x"), Self.key("x")])
    #expect(Self.told(result) == ["a x"])
    #expect(result.findings[0].measured[1] == .init("in_live_store", 2))
  }

  @Test func `identifiers and users are compared by their bytes`() throws {
    let result = try Self.compare(
      [Self.row("e\u{301}"), Self.row("s", user: "ilgin")], [Self.key("\u{e9}"), Self.key("s", user: "ILGIN")])
    #expect(Self.told(result) == ["a \u{e9}", "b e\u{301}", "c s"])
  }

  @Test func `without a store, or where it was not read, the rule says so`() throws {
    var trial = RuleTrial()
    #expect(try trial.run(LiveStoreDisagreement.self).outcome.reason?.code == .liveStoreAbsent)
    for reason in [RuleReason(.liveStoreUnread, "WRONGPASS"), RuleReason(.liveStorePast, "2026-10-08")] {
      trial.live = .unread(reason)
      let outcome = try trial.run(LiveStoreDisagreement.self).outcome
      #expect(outcome.status == .notEvaluated && outcome.reason == reason)
    }
  }

  @Test(arguments: [
    ("2026-03-01 23:59", false), ("2026-03-02 00:00", true), ("2026-03-03 23:59", true), ("2026-03-04 00:00", false),
  ])
  func `only a report of the present is compared`(moment: String, isCurrent: Bool) {
    #expect(LiveComparison.isCurrent(RuleTrial().period, at: RuleTrial.time(moment), RuleSettings()) == isCurrent)
  }
}
