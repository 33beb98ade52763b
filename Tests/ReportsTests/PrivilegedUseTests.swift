import Analysis
import Model
import Support
import Testing

@testable import Reports

/// Which session of a privileged account an act counts in.
@Suite struct `Acts of privileged accounts` {
  private static func session(_ id: String, _ start: Int64, _ end: Int64) -> PrivilegedUse.Found {
    PrivilegedUse.Found(
      id: Identifier(id), start: Instant(microseconds: start), end: Instant(microseconds: end), basis: .end,
      length: end - start, address: nil)
  }

  /// The sessions with acts, by account and identifier.
  private static func acts(
    _ sessions: [PrivilegedUse.Found], _ acts: [(Int64, Identifier?)], areNamed: Bool
  ) throws -> (found: Int, acts: [Identifier: Int64]) {
    let folder = try ScratchFolder()
    let (first, second) = (
      PrivilegedUse.Part(in: folder.path, areNamed: areNamed), PrivilegedUse.Part(in: folder.path, areNamed: areNamed)
    )
    for session in sessions { try first.append(session, of: "a") }
    for (moment, name) in acts { try second.append(act: Instant(microseconds: moment), of: "a", in: name) }
    // Another account's acts count nowhere.
    try second.append(act: Instant(microseconds: 0), of: "b", in: sessions.first?.id)
    var (found, counts) = (0, [Identifier: Int64]())
    try PrivilegedUse.forEach(sessions: first, acts: second) { account, session in
      #expect(account == "a")
      found += 1
      if session.acts > 0 { counts[session.id] = session.acts }
    }
    return (found, counts)
  }

  @Test func `an act counts in the session that began last and is open`() throws {
    let sessions = [
      Self.session("outer", 0, 100), Self.session("inner", 10, 20), Self.session("later", 50, 200),
      Self.session("moment", 60, 60),
    ]
    let moments: [Int64] = [-1, 0, 10, 20, 21, 49, 50, 60, 61, 150, 200, 201]
    let (found, acts) = try Self.acts(sessions, moments.map { ($0, nil) }, areNamed: false)
    #expect(found == 4)
    #expect(acts == ["outer": 3, "inner": 2, "later": 4, "moment": 1])
  }

  @Test func `a named act counts in its session whatever its moment, and one that names none nowhere`() throws {
    let sessions = [Self.session("x", 0, 100), Self.session("y", 10, 20)]
    let (found, acts) = try Self.acts(
      sessions, [(-5, "x"), (500, "y"), (15, "x"), (15, nil), (15, "z")], areNamed: true)
    #expect(found == 2)
    #expect(acts == ["x": 2, "y": 1])
  }

  @Test func `one session around very many others has every act between them`() throws {
    let count: Int64 = 5_000
    let sessions = [Self.session("all", 0, .max)] + (1...count).map { Self.session("\($0)", $0 * 10, $0 * 10 + 1) }
    let moments = (1...count).map { ($0 * 10 + 5, Identifier?.none) }
    let (found, acts) = try Self.acts(sessions, moments, areNamed: false)
    #expect(found == Int(count) + 1)
    #expect(acts == ["all": count])
  }
}
