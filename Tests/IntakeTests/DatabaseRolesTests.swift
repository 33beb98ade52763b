import Model
import Testing

@testable import Intake

/// Which roles are listed, by what they and the roles they are members of may do.
@Suite struct DatabaseRolesTests {
  private static func own(_ name: String, _ powers: DatabaseRole.Power...) -> DatabaseRoles.Own {
    DatabaseRoles.Own(name: name, signIn: .yes, passwordUntil: nil, powers: Set(powers))
  }

  private static func listed(_ roles: [DatabaseRoles.Own], _ members: [(String, String)]) -> [String] {
    DatabaseRoles.roles(roles, members: members).map { role in
      ([role.name] + role.powers.map(\.rawValue) + role.memberOf.map { "(\($0))" }).joined(separator: " ")
    }
  }

  @Test func `a member may do what the roles above it may, through any number of them and in a circle`() {
    let roles = [
      Self.own("zeynep"), Self.own("ali"), Self.own("grup"), Self.own("üst", .write, .read), Self.own("boş"),
      Self.own("pg_read_all_data", .read), Self.own("postgres", .superuser, .write, .read), Self.own("kök"),
    ]
    let members = [
      ("zeynep", "grup"), ("grup", "üst"), ("üst", "grup"), ("ali", "pg_read_all_data"), ("kök", "postgres"),
      ("boş", "yok"),
    ]
    #expect(
      Self.listed(roles, members) == [
        "ali read (pg_read_all_data)", "grup write read (üst)", "kök superuser (postgres)", "postgres superuser",
        "zeynep write read (üst)", "üst write read",
      ])
  }
}
