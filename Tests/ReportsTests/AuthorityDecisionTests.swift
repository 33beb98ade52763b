import Analysis
import Files
import Model
@testable import Reports
import Testing

@Suite struct `An answer to an authority` {
  private static let turkey = Zone.utc
  private static let period = Period(from: moment("2026-03-01T00:00Z"), to: moment("2026-04-01T00:00Z"))

  private static func moment(_ text: String) -> Instant { (try? Instant(text, in: .utc)) ?? .infinity }

  private static func day(_ text: String) -> CivilDate { Zone.utc.localTime(at: moment(text + "T00:00Z")).date }

  private static func letter(
    _ wants: [AuthorityLetter.Wanted], disposals: [AuthorityLetter.Disposal] = [],
    _ change: (inout AuthorityLetter.Item) -> Void = { _ in }
  ) -> AuthorityLetter {
    var item = AuthorityLetter.Item(
      asked: "…", wants: wants, selection: .init(users: ["ali"], from: period.from, to: period.to))
    change(&item)
    return AuthorityLetter(
      authority: "A", caseNumber: "1", letterDate: day("2026-04-02"), letterNumber: "2",
      deadline: LegalDeadline(.days(10), fromDay: day("2026-04-03"), in: turkey), items: [item],
      disposals: disposals)
  }

  private static func supply(
    _ kept: Set<ReportInput> = [.sessions, .events], missing: Set<SourceColumn> = [],
    starts: [ReportInput: RecordStart] = [:], keepsUsers: Bool = true, loses: Bool = false
  ) -> AuthoritySupply {
    AuthoritySupply(kept: kept, keepsUsers: keepsUsers, missing: missing, starts: starts, losesSessions: loses)
  }

  private func answer(
    _ letter: AuthorityLetter, _ supply: AuthoritySupply, _ found: AuthorityFound = .init()
  ) throws -> AuthorityAnswer {
    let decision = AuthorityDecision(letter: letter, supply: supply, period: Self.period)
    let answers = decision.answers(to: 0, found)
    return try #require(answers.count == 1 ? answers.first : nil)
  }

  private func found(_ change: (inout AuthorityFound) -> Void) -> AuthorityFound {
    var found = AuthorityFound()
    change(&found)
    return found
  }

  @Test func `is that there are records where there are`() throws {
    let answer = try answer(Self.letter([.signIns]), Self.supply(), found { ($0.records, $0.signIns) = (3, 3) })
    #expect(answer.state == .found)
    #expect(answer.parts == [.found(3)])
  }

  @Test func `is that there are none where the source reaches back far enough`() throws {
    let answer = try answer(Self.letter([.signIns]), Self.supply())
    #expect(answer.state == .none)
    #expect(answer.parts == [.none])
  }

  static let untilMarch = AuthorityLetter.Disposal(
    number: "2026/IMH-3", date: day("2026-05-02"), relation: .sessions, until: day("2026-05-01"))
  static let eventsUntilMarch = AuthorityLetter.Disposal(
    number: "2026/IMH-4", date: day("2026-05-02"), relation: .events, until: day("2026-05-01"))

  @Test func `is destroyed only where a disposal covers all of the time and the source holds nothing older`() throws {
    let disposals = [Self.untilMarch, Self.eventsUntilMarch]
    let letter = Self.letter([.signIns], disposals: disposals)
    let gone = RecordStart.since(Self.moment("2026-05-01T07:00Z"))
    let destroyed = try answer(letter, Self.supply(starts: [.sessions: gone, .events: gone]))
    #expect(destroyed.state == .destroyed)
    #expect(destroyed.parts == [.destroyed(Self.untilMarch), .destroyed(Self.eventsUntilMarch)])
    // Nothing at all is left of either: the disposal says why.
    let never = try answer(letter, Self.supply(starts: [.sessions: .never, .events: .never]))
    #expect(never.state == .destroyed)
  }

  @Test func `does not rely on a disposal that the source's own records contradict`() throws {
    let letter = Self.letter([.signIns], disposals: [Self.untilMarch])
    let always = try answer(letter, Self.supply([.sessions]))
    #expect(always.state == .none)
    #expect(always.parts == [.none, .disagrees(Self.untilMarch)])
    let first = Self.moment("2026-03-10T00:00Z")
    let since = try answer(letter, Self.supply([.sessions], starts: [.sessions: .since(first)]))
    #expect(since.state == .none)
    #expect(since.parts == [.none, .noneBefore(first, .sessions), .disagrees(Self.untilMarch)])
  }

  @Test func `says of a time before the first record that nothing is there, and claims no disposal`() throws {
    let first = Self.moment("2026-06-01T00:00Z")
    let answer = try answer(
      Self.letter([.signIns]), Self.supply([.events], starts: [.events: .since(first)]))
    #expect(answer.state == .none)
    #expect(answer.parts == [.none, .noneBefore(first, .events)])
  }

  @Test func `of a time that was destroyed in part is both`() throws {
    let disposal = AuthorityLetter.Disposal(
      number: "7", date: Self.day("2026-03-12"), relation: .sessions, until: Self.day("2026-03-10"))
    let letter = Self.letter([.signIns], disposals: [disposal])
    let supply = Self.supply([.sessions], starts: [.sessions: .since(Self.moment("2026-03-10T05:00Z"))])
    let none = try answer(letter, supply)
    #expect(none.state == .none && none.parts == [.none, .destroyed(disposal)])
    let some = try answer(letter, supply, found { ($0.records, $0.signIns) = (2, 2) })
    #expect(some.state == .found && some.parts == [.found(2), .destroyed(disposal)])
  }

  @Test func `says of a column the source has not that it is not kept`() throws {
    let letter = Self.letter([.ports])
    let nowhere = try answer(
      letter, Self.supply(missing: [.session(.port), .event(.port)]), found { $0.records = 4 })
    #expect(nowhere.state == .notKept)
    #expect(nowhere.parts == [.notKept([.session(.port), .event(.port)])])
    let events = try answer(
      letter, Self.supply(missing: [.session(.port)]), found { ($0.records, $0.ports) = (4, 3) })
    #expect(events.state == .found)
    #expect(events.parts == [.foundField(4, filled: 3), .notKept([.session(.port)])])
    // A relation that is not there has no columns that could be missing.
    let alone = try answer(
      letter, Self.supply([.events], missing: [.session(.port)]), found { ($0.records, $0.ports) = (4, 3) })
    #expect(alone.parts == [.foundField(4, filled: 3)])
  }

  @Test(arguments: [AuthorityLetter.Wanted.accounts, .signIns, .signOuts, .addresses, .devices])
  func `does not say that nothing is there where it cannot be looked for`(_ wanted: AuthorityLetter.Wanted) throws {
    let range = try #require(AddressRange("85.105.12.7"))
    let port = Self.letter([wanted]) { $0.selection.port = 51_234 }
    let nowhere = try answer(port, Self.supply(missing: [.session(.port), .event(.port)]))
    #expect(nowhere.state == .notKept && nowhere.parts == [.notKept([.session(.port), .event(.port)])])
    // Events were looked at; of sessions nothing can be said.
    let half = try answer(port, Self.supply(missing: [.session(.port)]))
    #expect(half.state == .none && half.parts.last == .notKept([.session(.port)]))
    let address = Self.letter([wanted]) { ($0.selection.users, $0.selection.networks) = ([], [range]) }
    let alone = try answer(address, Self.supply([.sessions], missing: [.session(.address), .event(.address)]))
    #expect(alone.state == .notKept && alone.parts == [.notKept([.session(.address)])])
    let once = try answer(address, Self.supply(missing: [.session(.address)]))
    #expect(once.state == .none && once.parts.filter { $0 == .notKept([.session(.address)]) }.count == 1)
  }

  @Test func `about the registration of a named account needs no port`() throws {
    let letter = Self.letter([.registration]) { $0.selection.port = 51_234 }
    let answer = try answer(
      letter, Self.supply(missing: [.session(.port), .event(.port)]), found { $0.registered = 1 })
    #expect(answer.state == .found && answer.parts == [.foundAccounts(1)])
  }

  @Test func `says of a column that is empty in every record that nothing is recorded`() throws {
    let answer = try answer(Self.letter([.ports]), Self.supply(), found { $0.records = 4 })
    #expect(answer.state == .none && answer.parts == [.noField(4)])
  }

  @Test func `takes either of two columns for a device`() throws {
    let letter = Self.letter([.devices])
    let one = try answer(
      letter, Self.supply([.sessions], missing: [.session(.device)]), found { ($0.records, $0.devices) = (1, 1) })
    #expect(one.parts == [.foundField(1, filled: 1)])
    let none = try answer(
      letter, Self.supply([.sessions], missing: [.session(.device), .session(.userAgent)]),
      found { $0.records = 1 })
    #expect(none.state == .notKept)
  }

  @Test func `about an account nobody has says so`() throws {
    let answer = try answer(Self.letter([.registration]), Self.supply())
    #expect(answer.state == .none && answer.parts == [.noAccount])
    let unkept = try self.answer(Self.letter([.registration]), Self.supply(keepsUsers: false))
    #expect(unkept.state == .notKept && unkept.parts == [.notKeptBySource])
    let lacking = try self.answer(
      Self.letter([.registration]), Self.supply(missing: [.user(.createdAt)]), found { $0.registered = 1 })
    #expect(lacking.parts == [.foundAccounts(1), .notKept([.user(.createdAt)])])
  }

  @Test func `about an address without hours is a question back, unless somebody decided otherwise`() throws {
    func letter(_ accepts: Bool) throws -> AuthorityLetter {
      let range = try #require(AddressRange("85.105.12.7"))
      return Self.letter([.signIns]) { item in
        (item.selection.users, item.selection.networks) = ([], [range])
        (item.lacksHours, item.acceptsWholeDays) = (true, accepts)
      }
    }
    let found = found { ($0.records, $0.signIns) = (9, 9) }
    let back = try answer(try letter(false), Self.supply(), found)
    #expect(back.state == .clarification && back.parts == [.clarification])
    #expect(try answer(try letter(true), Self.supply(), found).state == .found)
  }

  @Test func `says that ends of sessions are not kept where no column has them`() throws {
    let end = SourceColumn.session(.endedAt)
    let alone = try answer(Self.letter([.signOuts]), Self.supply([.sessions], missing: [end]))
    #expect(alone.state == .notKept && alone.parts == [.notKept([end])])
    let events = try answer(Self.letter([.signOuts]), Self.supply(missing: [end]), found { $0.signOuts = 2 })
    #expect(events.state == .found && events.parts == [.found(2), .notKept([end])])
  }

  @Test func `warns where the application deletes what was asked for`() throws {
    let answer = try answer(Self.letter([.signOuts]), Self.supply([.sessions], loses: true))
    #expect(answer.parts == [.none, .deletedByApplication])
  }
}
