import Files
import Foundation
import Support

/// A source with a rule whose due records may be deleted by a role of its own, and what a test does with it.
///
/// Everything goes by the machine's clock: ages count back from now.
struct DisposalTrial {
  let installation: Installation
  /// The role that deletes.
  let role: String

  /// 40 sessions, 30 of them older than a year; two without a begin, and one begun before all clocks.
  static let rows = """
    INSERT INTO sessions (session_id, user_id, user_name, started_at, status, ip)
      SELECT 'gizli-' || n, 'u' || n % 7, 'ayşe.' || n, now() - n * interval '1 day' - interval '360 days', 'kapalı',
        '203.0.113.' || n
      FROM generate_series(-4, 35) n;
    INSERT INTO sessions (session_id, user_id, started_at) VALUES ('x', 'u1', '-infinity'), ('y', 'u2', '0001-01-01');
    INSERT INTO events (event_id, occurred_at, user_id, event_type)
      SELECT n, now() - n * interval '100 days', 'u1', 'login_success' FROM generate_series(1, 20) n;
    INSERT INTO users (user_id, user_name) VALUES ('u1', 'ayşe.1'), ('u2', 'ayşe.2');

    """

  static let statement = """
    -- What an administrator has written.
    DELETE FROM sessions WHERE started_at >= '1900-01-01' AND started_at < :'cutoff'::timestamptz;

    """

  init(_ sql: String = "", on database: TestDatabase? = nil, audit: String? = nil, settings: [String: String?] = [:])
    throws
  {
    let database = try database ?? PlainSystem.makeDatabase(Self.rows + sql)
    role = "disposer_" + database.name
    // The tests' server forgets everything in a power cut, and a disposal is refused there.
    try database.execute("ALTER SYSTEM SET fsync = on; SELECT pg_reload_conf()")
    try database.execute(
      """
      CREATE ROLE \(role) LOGIN PASSWORD 'siler';
      GRANT SELECT ON ALL TABLES IN SCHEMA public TO \(role);
      GRANT DELETE ON sessions TO \(role);
      GRANT CONNECT, TEMPORARY ON DATABASE \(database.name) TO tutanak_reader, \(role);
      """)
    installation = try PlainSystem.install(on: database)
    try installation.folder.write("delete.sql", Self.statement)
    try configure(settings: ["audit": audit].merging(settings) { $1 })
  }

  /// Writes the configuration.
  func configure(
    rule: String = "", disposal: String = "{ statement: delete.sql, table: public.sessions }", role: String? = nil,
    settings: [String: String?] = [:]
  ) throws {
    let retention = """
      {
            disposer: { connection: "host=\(installation.database.server.folder) port=\(installation.database.server.tcpPort) dbname=\(installation.database.name) user=\(role ?? self.role)" },
            rules: { oturumlar: { relation: sessions, category: İşlem Güvenliği, subjects: Kullanıcı,
              grounds: [{ basis: KVKK_5_2_A, law: "5651 m.5/3", minimum: 365d, maximum: 730d }],
              method: delete, how: "DELETE, VACUUM", responsible: Bilgi İşlem, \(rule)
              disposal: \(disposal) },
              girişler: { relation: events, category: İşlem Güvenliği, subjects: Kullanıcı, method: delete,
              responsible: Bilgi İşlem, grounds: [{ basis: KVKK_5_2_F, law: "KVKK m.12", minimum: 1y }] } } }
      """
    var settings = settings
    if (settings["audit"] ?? nil)?.contains("allow") != true {
      let more = (settings["audit"] ?? nil)?.dropFirst().dropLast() ?? ""
      settings["audit"] = "{ disposal_allow: { users: [daemon, bin, sys, root] }\(more.isEmpty ? "" : ",")\(more) }"
    }
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\"", "retention": retention],
      settings: ["formats": "[pdf, json]"].merging(settings) { $1 })
  }

  /// Starts a program as one whom the kernel says has signed in as a user.
  static func signedIn(as user: String) -> [String] {
    ["bash", "-c", "echo \(user) > /proc/self/loginuid && exec \"$@\"", "bash"]
  }

  /// Runs `tutanak disposal` as a user who has signed in.
  func run(_ words: [String], as user: String = "1", asOf: String? = nil) throws -> Command.Outcome {
    try installation.run(
      words: ["disposal"] + words + ["--locale", "en"], asOf: asOf, wrapper: Self.signedIn(as: user))
  }

  /// Plans the disposal; its number and code.
  func plan(_ more: [String] = []) throws -> (number: String, code: String) {
    let outcome = try run(["plan", "oturumlar", "--reason", "altı aylık imha", "--json"] + more)
    guard outcome.status == 0 else { throw ServerFailure("plan: \(outcome.status) \(outcome.errors)") }
    let json = try JSON(text: outcome.output)
    return (json["plan"].text ?? "", json["code"].text ?? "")
  }

  /// Plans it and has another user approve.
  func approved(_ more: [String] = []) throws -> (number: String, code: String) {
    let plan = try plan(more)
    let outcome = try run(["approve", plan.number, "--reason", "uygun"], as: "2")
    guard outcome.status == 0 else { throw ServerFailure("approve: \(outcome.status) \(outcome.errors)") }
    return plan
  }

  /// Adds a line to the ledger as the program itself would have written it.
  func writeLine(
    _ act: String, _ outcome: String, document: String? = nil, source: String = "back-office", time: String? = nil,
    _ facts: [String]
  ) throws {
    let path = installation.archive + "/ledger.jsonl"
    let lines = try InputFile.text(path).split(separator: "\n")
    try installation.folder.write("last", String(lines.last ?? ""))
    let digest = try Command.run(words: ["sha256sum", installation.folder.path + "/last"]).output.prefix(64)
    let time = try time ?? JSON(text: String(lines.last ?? ""))["time"].text ?? ""
    let line =
      "{\"sequence\":\(lines.count + 1),\"time\":\"\(time)\",\"as_of\":null,\"act\":\"\(act)\","
      + "\"outcome\":\"\(outcome)\",\"by\":\"root\",\"source\":\"\(source)\",\"backup\":null,"
      + "\"document\":\(document.map { "\"\($0)\"" } ?? "null"),\"reason\":null,"
      + "\"facts\":{\(facts.joined(separator: ","))},\"previous\":\"\(digest)\"}\n"
    try ((try InputFile.text(path)) + line).write(toFile: path, atomically: true, encoding: .utf8)
  }

  /// The cluster's own number.
  var systemIdentifier: String {
    get throws {
      try installation.database.query("SELECT system_identifier FROM pg_control_system()")[0][0] ?? ""
    }
  }

  /// A count in the source.
  func count(_ condition: String = "true", in table: String = "sessions") throws -> Int {
    try Int(installation.database.query("SELECT count(*) FROM \(table) WHERE \(condition)")[0][0] ?? "") ?? -1
  }

  /// The one disposal record there is.
  func record() throws -> IssuedPackage {
    let found = installation.allPackages.filter { $0.stem.contains("-IMH-") }
    guard let package = found.first, found.count == 1 else { throw ServerFailure("\(found.count) records") }
    return package
  }

  /// How a plan stands.
  func state(_ number: String) throws -> JSON {
    let list = try JSON(text: run(["list", "--json"]).output)["plans"].list
    return list.first { $0["plan"].text == number } ?? .null
  }
}
