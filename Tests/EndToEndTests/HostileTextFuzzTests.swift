import Support
import Testing

/// Random texts in every text column of sessions, events and users, through the built program into every format.
///
/// `make fuzz` tries many more seeds.
@Suite struct HostileTextFuzzTests {
  /// The columns the plain system lacks.
  private static let columns = """
    ALTER TABLE sessions ADD device text, ADD kind text, ADD legal_basis text;
    ALTER TABLE events ADD session_id text, ADD reason text, ADD user_agent text, ADD device text, ADD actor_id text,
      ADD target_id text, ADD role text, ADD country text, ADD latitude double precision, ADD longitude double precision;
    ALTER TABLE users ADD unit text;
    """
  private static let texts = [
    "sessions": [
      "session_id", "user_id", "user_name", "status", "end_reason", "ip", "user_agent", "device", "kind", "legal_basis",
    ],
    "events": [
      "event_id", "user_id", "user_name", "event_type", "ip", "session_id", "reason", "user_agent", "device",
      "actor_id",
      "target_id", "role", "country",
    ],
    "users": ["user_id", "user_name", "full_name", "email", "role", "unit"],
  ]
  private static let times = [
    "sessions": ["started_at", "ended_at", "expires_at", "last_seen_at"], "events": ["occurred_at"],
  ]
  private static let types = [
    "login_failed", "login_failed", "login_success", "logout", "role_granted", "account_locked",
  ]

  private var random: HostileTexts

  private init(_ seed: Int) {
    random = HostileTexts(seed)
  }

  init() { self.init(1) }

  private mutating func pick(_ list: [String]) -> String { list[Int.random(in: 0..<list.count, using: &random)] }

  private mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }

  private mutating func time() -> String {
    if chance(12) { return pick(["NULL", "'infinity'", "'-infinity'", "'0001-01-01Z'", "'294276-12-31 23:59:59Z'"]) }
    return "'2026-10-07 \(Int.random(in: 10...20, using: &random)):00Z'"
  }

  /// INSERTs of rows whose users, sessions and addresses come from a small stock, so that they meet each other.
  private mutating func inserts(_ table: String, _ count: Int, stock: [String]) -> String {
    let (texts, times) = (Self.texts[table] ?? [], Self.times[table] ?? [])
    let isEvent = table == "events"
    let places = isEvent ? ["latitude", "longitude"] : []
    let rows = (0..<count).map { number in
      let values = texts.map { column -> String in
        if column == "event_type", !chance(4) { return "'\(pick(Self.types))'" }
        // Identifiers of rows are their own, most of the time.
        if column == texts[0], !chance(10) { return (String(number) + random.text()).sqlLiteral }
        return chance(8) ? "NULL" : chance(2) ? random.text().sqlLiteral : pick(stock)
      }
      let coordinates = places.map { _ in pick(["NULL", "'NaN'", "'Infinity'", "41", "-1e300", "100"]) }
      return "(" + (values + times.map { _ in time() } + coordinates).joined(separator: ", ") + ")"
    }
    let names = (texts + times + places).joined(separator: ", ")
    return "INSERT INTO \(table) (\(names)) VALUES " + rows.joined(separator: ", ") + ";\n"
  }

  private static let stock = [
    "e\u{301}", "\u{e9}", "zebra", "a\u{1}:\u{301}", "1.2.3.4:\u{301}", "192.0.2.7", "name:e\u{301}",
  ]

  private mutating func database() -> String {
    let stock = Self.stock.map(\.sqlLiteral)
    return Self.columns + inserts("sessions", 40, stock: stock) + inserts("events", 60, stock: stock)
      + inserts("users", 15, stock: stock)
  }

  @Test(arguments: Fuzzing.seeds(2)) func `no text stops a night, and no row is lost`(_ seed: Int) throws {
    var fuzz = Self(seed)
    let system = "title: { tr: Deneme, en: Trial }\nuser_key: \(seed.isMultiple(of: 2) ? "name" : "id")\n"
    let installation = try PlainSystem.install(
      fuzz.database(), files: ["system.yaml": system],
      settings: [
        "formats": "[pdf, xlsx, csv, json]", "mask": (seed / 2).isMultiple(of: 2) ? "M0" : "M1", "zone": "UTC",
      ])
    for (code, table, count) in [("OTR", "sessions", 40), ("GOR", "events", 60), ("ANM", "findings", nil)]
      as [(String, String, Int?)]
    {
      let package = try installation.issue(code, "2026-10-07")
      let found = try package.reread()
      #expect(found["pages"] == true)
      let written = try package.manifest()["written"]
      for name in found["csv"].keys { #expect(written["\(package.stem)-\(name).csv"] == found["csv"][name], "\(name)") }
      guard let count else { continue }
      let rows = try package.manifest()["rows"][table]
      #expect(rows["read"].integer == count)
      #expect(try package.json()["document"]["counts"]["rows_read"].integer == count)
      let listed = found["csv"][table].integer ?? 0
      let parts = [rows["outside_period"], rows["exact_duplicates"], rows["quarantined"]].compactMap(\.integer)
      #expect(parts.count == 3 && listed == rows["counted"].integer)
      #expect(listed + parts.reduce(0, +) == count)
    }
  }
}
