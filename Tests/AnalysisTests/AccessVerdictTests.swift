import Analysis
import Model
import Testing

/// What a matrix of authority says of an access: whoever has role, object and act looks it up in one table.
@Suite struct AccessVerdictTests {
  private static let matrix = AccessMatrix(
    version: "3", categories: ["customers": "Identity", "payroll": "Finance"],
    rules: [
      .init(role: "viewer", objects: ["customers"], acts: ["activity"]), .init(role: "viewer", objects: ["screen"]),
      .init(role: "admin", objects: ["customers", "payroll", "screen"]), .init(role: "trainee", objects: []),
    ])

  @Test(arguments: [
    ("viewer", "customers", "activity", AccessMatrix.Verdict.conforms),
    ("viewer", "customers", "bulk_export", .deviates),
    ("viewer", "screen", "bulk_export", .conforms),
    ("viewer", "payroll", "activity", .deviates),
    ("admin", "payroll", "permission_denied", .conforms),
    // A role of which a line says that it may nothing is known.
    ("trainee", "screen", "activity", .deviates),
    ("guest", "customers", "activity", .toExamine(.roleNotInMatrix)),
    // Bytes, and not letters: no role is meant by another's spelling.
    ("Viewer", "customers", "activity", .toExamine(.roleNotInMatrix)),
    ("viewer", "Customers", "activity", .toExamine(.objectUnknown)),
    // The object is looked for first.
    ("guest", "elsewhere", "activity", .toExamine(.objectUnknown)),
  ])
  func `a role, an object and an act`(_ role: String, _ object: String, _ act: String, _ verdict: AccessMatrix.Verdict)
  {
    let found = Self.matrix.verdict(.held(Identifier(role)), object: Identifier(object), act: Identifier(act))
    #expect(found == verdict)
  }

  @Test(arguments: [
    (AccessMatrix.Role.nobody, AccessMatrix.Doubt.nobody), (.notInTable, .notInTable), (.changed, .roleChanged),
    (.unknown, .roleUnknown),
  ])
  func `whose role is not known deviates from nothing`(_ role: AccessMatrix.Role, _ doubt: AccessMatrix.Doubt) {
    #expect(Self.matrix.verdict(role, object: "payroll", act: "activity") == .toExamine(doubt))
    #expect(Self.matrix.verdict(role, object: "elsewhere", act: "activity") == .toExamine(.objectUnknown))
  }

  @Test func `the table's role stands before the one an event states, and a changed one is none`() {
    var (clerk, newcomer) = (User(key: "1"), User(key: "2"))
    clerk.role = "viewer"
    newcomer.role = nil
    var roles = AccountRoles(users: ["1": clerk, "2": newcomer], hasTable: true)
    #expect(roles.role(of: "1", stated: "admin") == .held("viewer"))
    #expect(roles.role(of: "2", stated: "admin") == .held("admin"))
    #expect(roles.role(of: "2", stated: nil) == .unknown)
    #expect(roles.role(of: "3", stated: "admin") == .notInTable)
    #expect(roles.role(of: nil, stated: "admin") == .nobody)
    roles.changed = ["1"]
    #expect(roles.role(of: "1", stated: nil) == .changed)
    let without = AccountRoles(users: [:], hasTable: false)
    #expect(without.role(of: "3", stated: "admin") == .held("admin"))
    #expect(without.role(of: "3", stated: nil) == .unknown)
  }

  @Test func `an account that deviates twice is one, and nobody is none`() throws {
    var user = User(key: "1")
    user.role = "viewer"
    var tally = MatrixTally(Self.matrix, roles: AccountRoles(users: ["1": user], hasTable: true)) { RecordList() }
    for (index, doer) in ["1", "1", nil].enumerated() {
      var event = SecurityEvent(
        id: Identifier("\(index)"), occurredAt: nil, type: index == 1 ? .permissionDenied : .activity)
      event.userKey = doer.map { Identifier($0) }
      event.object = "payroll"
      event.recordCount = index == 0 ? 4 : nil
      try tally.add(event, at: Instant(microseconds: Int64(index)))
    }
    var lent: [AccessSums] = []
    let summary = try #require(
      try tally.summary(eachDeviation: { lent.append($2) }, eachUnknown: { _, _ in }))
    #expect(summary.deviating == 2 && summary.doubts == [.nobody: 1] && summary.conforming == 0)
    #expect(summary.deviations.values.map(\.accounts) == [1, 1] && lent.map(\.refused).reduce(0, +) == 1)
    let personal = try #require(summary.personal["payroll"])
    #expect(personal.accounts == 1 && personal.accesses.total == 3 && personal.toExamine == 1)
    #expect(personal.accesses.records == 4 && personal.accesses.withRecords == 1)
  }
}
