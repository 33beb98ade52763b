import Analysis
import Model
import Testing

/// The roles at the end of a period are those of the users' table, counted back over the events since.
@Suite struct RoleMatrixTests {
  private typealias Role = RoleMatrix.Role

  private static let from = Instant(microseconds: 1_790_812_800_000_000)
  private static let to = Instant(microseconds: 1_793_491_200_000_000)

  /// A change of the role of `u1`, so many seconds after the end; negative ones lie before it.
  private struct Change {
    var after: Int64
    var type = EventType.roleChanged
    var previous: String?
    var role: String?
    var identity = RowIdentity.only

    var event: SecurityEvent {
      var event = SecurityEvent(id: "e", occurredAt: to.advanced(by: after * 1_000_000), type: type)
      (event.targetID, event.role, event.previousRole, event.identity) = ("u1", role, previous, identity)
      return event
    }
  }

  private static func matrix(
    _ role: String?, created: Instant? = nil, span: AccountEvents.RoleSpan? = nil, hasNames: Bool = true,
    _ changes: [Change] = []
  ) -> RoleMatrix {
    var user = User(key: "u1")
    (user.role, user.createdAt) = (role, created)
    var later = LaterRoleChanges()
    for change in changes { later.observe(change.event, from: to, users: ["u1": user]) }
    return RoleMatrix(
      users: ["u1": user], spans: span.map { ["u1": $0] } ?? [:], created: [], later: later,
      scope: Scope(period: Period(from: from, to: to), asOf: to, zone: .utc), hasNames: hasNames
    ) { $0.role }
  }

  private static func only(_ matrix: RoleMatrix) -> RoleMatrix.Move? {
    matrix.moves.count == 1 ? matrix.moves.keys.first : nil
  }

  @Test func `a role that no event tells of stands at both ends, and disagrees with nothing`() {
    let matrix = Self.matrix("admin")
    #expect(Self.only(matrix) == .init(begin: .named("admin"), end: .named("admin")))
    #expect(matrix.disagreements.isEmpty && matrix.countedBack == 0)
  }

  @Test func `the first change after the end says the role at it, and its very moment is after`() {
    let cases: [([Change], Role)] = [
      ([Change(after: 5, previous: "viewer", role: "admin")], .named("viewer")),
      ([Change(after: 0, previous: "viewer", role: "admin")], .named("viewer")),
      ([Change(after: -1, previous: "viewer", role: "admin")], .named("admin")),
      (
        [
          Change(after: 5, previous: "viewer", role: "operator"), Change(after: 9, previous: "operator", role: "admin"),
        ],
        .named("viewer")
      ),
      // What does not say is not known, whatever a later change says.
      ([Change(after: 5, role: "operator"), Change(after: 9, previous: "operator", role: "admin")], .unknown),
      ([Change(after: 5, type: .roleGranted, role: "admin")], .unknown),
      ([Change(after: 5, type: .roleRevoked, role: "operator")], .named("operator")),
      ([Change(after: 5, type: .passwordChange, previous: "viewer", role: "admin")], .named("admin")),
      // Two rows of one identifier that say different things: neither is believed.
      ([Change(after: 5, previous: "viewer", role: "admin", identity: .differs)], .unknown),
      ([Change(after: 5, previous: "viewer", role: "admin", identity: .exactCopy)], .named("admin")),
    ]
    for (changes, end) in cases {
      let matrix = Self.matrix("admin", changes)
      #expect(Self.only(matrix) == .init(begin: end, end: end), "\(changes)")
      #expect(matrix.endUnknown == (end == .unknown ? 1 : 0), "\(changes)")
    }
  }

  @Test func `a change of the period and one after it are two`() {
    let span = AccountEvents.RoleSpan(before: "viewer", after: "operator")
    let matrix = Self.matrix("admin", span: span, [Change(after: 5, previous: "operator", role: "admin")])
    #expect(Self.only(matrix) == .init(begin: .named("viewer"), end: .named("operator")))
    #expect(matrix.disagreements.isEmpty)
    let unsaid = Self.matrix("admin", span: span, [Change(after: 5, role: "admin")])
    #expect(Self.only(unsaid) == .init(begin: .named("viewer"), end: .unknown) && unsaid.disagreements.isEmpty)
    let untold = Self.matrix("admin", span: span)
    #expect(untold.disagreements.map(\.atEnd) == ["admin"] && untold.disagreements.map(\.inEvent) == ["operator"])
  }

  @Test func `an account created after the end is not counted, by the table or by an event`() {
    let table = Self.matrix("admin", created: Self.to)
    #expect(table.accounts == 0 && table.laterAccounts == 1 && table.moves.isEmpty)
    let event = Self.matrix("admin", [Change(after: 3, type: .userCreated)])
    #expect(event.accounts == 0 && event.laterAccounts == 1)
    // The table says that it was there before, or an event of the period does.
    #expect(Self.matrix("admin", created: Self.from, [Change(after: 3, type: .userCreated)]).accounts == 1)
    let span = AccountEvents.RoleSpan(before: "viewer", after: "admin")
    #expect(Self.matrix("admin", span: span, [Change(after: 3, type: .userCreated)]).accounts == 1)
  }

  @Test func `where the table has no names of roles those of events are not put beside it`() {
    let span = AccountEvents.RoleSpan(before: "viewer", after: "admin")
    let matrix = Self.matrix(
      "privileged", span: span, hasNames: false, [Change(after: 5, previous: "viewer", role: "admin")])
    #expect(Self.only(matrix) == .init(begin: .unknown, end: .unknown))
  }
}
