import Analysis
import Model
import Testing

/// The roles at the end of a period are those of the users' table, whenever that was read.
@Suite struct RoleMatrixTests {
  private static func matrix(_ role: String) -> RoleMatrix {
    var user = User(key: "u1")
    user.role = role
    let (from, to) = (Instant(microseconds: 1_790_812_800_000_000), Instant(microseconds: 1_793_491_200_000_000))
    return RoleMatrix(
      users: ["u1": user], spans: [:], created: [],
      scope: Scope(period: Period(from: from, to: to), asOf: to, zone: .utc), comparesRoles: true
    ) { $0.role }
  }

  @Test func `a role given after the period stands at both ends, and disagrees with nothing`() {
    let matrix = Self.matrix("admin")
    #expect(matrix.begin(.named("admin")) == 1 && matrix.end(.named("admin")) == 1)
    #expect(matrix.disagreements.isEmpty && matrix.moves.keys.allSatisfy { !$0.isChange })
  }
}
