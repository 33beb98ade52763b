import Foundation
import Support
import Testing

/// Databases that do not know what their bytes stand for.
@Suite struct EncodingTests {
  /// A database without an encoding, with rows whose texts and identifiers are partly Latin-5.
  private static func install(userKey: String) throws -> Installation {
    let installation = try PlainSystem.install()
    let name = try installation.database.query("SELECT current_database() || '_ascii'")[0][0] ?? ""
    try installation.database.execute(
      "CREATE DATABASE \(name) TEMPLATE template0 ENCODING SQL_ASCII LC_COLLATE 'C' LC_CTYPE 'C'")
    let server = installation.database.server
    let outcome = try Command.run(
      server.binaries + "/psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", server.folder, "-p", "\(server.tcpPort)",
      "-U", "postgres", "-d", name, environment: ["PGCLIENTENCODING": "SQL_ASCII"],
      input: PlainSystem.tables + #"""
        INSERT INTO users (user_id, user_name, full_name) VALUES
          ('ali', 'ali', E'Ali \xC7i\xE7ek'), (E'ay\xFEe', E'ay\xFEe', 'x'), ('veli', 'veli', 'Veli Işık');
        INSERT INTO sessions (session_id, user_id, started_at, ended_at, user_agent) VALUES
          ('1', 'ali', '2026-10-07 09:00Z', '2026-10-07 10:00Z', E'taray\xFDc\xFD'),
          ('2', E'ay\xFEe', '2026-10-07 09:00Z', '2026-10-07 10:00Z', 'x'),
          (E'\xFE3', 'veli', '2026-10-07 09:00Z', '2026-10-07 10:00Z', 'x'),
          ('4', 'veli', '2026-10-07 11:00Z', '2026-10-07 12:00Z', 'x'),
          -- Last in the server's order of bytes, first as it is shown.
          ('5', E'\xFEz', '2026-10-07 11:00Z', '2026-10-07 12:00Z', 'x');
        INSERT INTO events (event_id, occurred_at, user_id, user_name, event_type) VALUES
          ('1', '2026-10-07 09:00Z', 'ali', 'ali', 'login_success'),
          ('2', '2026-10-07 09:00Z', E'ay\xFEe', 'x', 'login_success'),
          ('3', '2026-10-07 09:00Z', NULL, E'ay\xFEe', 'login_failed'),
          ('4', '2026-10-07 09:00Z', 'ali', 'ali', E'\xE7\xFDk\xFD\xFE');
        """#)
    try #require(outcome.status == 0, "\(outcome.errors)")
    let yaml = "title: { tr: Deneme, en: Trial }\nuser_key: \(userKey)\n"
    try installation.folder.write("plain/system.yaml", yaml)
    try installation.configure(
      source: [
        "system": "\"\(installation.folder.path)/plain\"",
        "connection": "\"host=\(server.folder) port=\(server.tcpPort) dbname=\(name) user=tutanak_reader\"",
      ], settings: ["formats": "[json, csv]", "mask": "M0"])
    return installation
  }

  private static func drop(_ installation: Installation) {
    let name = (try? installation.database.query("SELECT current_database() || '_ascii'"))?[0][0] ?? ""
    _ = try? installation.database.execute("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
  }

  @Test(arguments: ["id", "name"])
  func `what cannot be read is shown, quarantined and counted, and nothing is lost`(userKey: String) throws {
    let installation = try Self.install(userKey: userKey)
    defer { Self.drop(installation) }
    let night = try installation.run("run", "nightly", "--locale", "en")
    #expect(night.status == 0)
    #expect(night.errors.contains("the identifiers of 1 rows hold bytes that are no text"))

    let sessions = installation.package("OTR")
    let document = try sessions.json()["document"]
    #expect(document["counts"]["sessions"] == 2)
    #expect(document["excluded"]["unreadable"] == 3)
    #expect(try sessions.rows("sessions").map { $0["user_agent"] } == ["taray<0xFD>c<0xFD>", "x"])
    #expect(try sessions.json()["users"].list.map { $0["full_name"].text } == ["Ali <0xC7>i<0xE7>ek", "Veli Işık"])
    let events = try installation.package("GOR").json()
    #expect(events["document"]["counts"]["events"] == 2)
    #expect(events["document"]["excluded"]["unreadable"] == 2)
    let types = events["unmapped"].list.filter { $0["item"] == "events.event_type" }
    #expect(types.map { $0["raw_type"] } == ["<0xE7><0xFD>k<0xFD><0xFE>"])

    // The dump has the bytes as they are.
    #expect(installation.backups.count == 1)
    let hex = try Command.run(
      "bash", "-c", "zstd -dc *.dump.zst | pg_restore --data-only --table=users --file=- | xxd -p | tr -d '\\n'",
      in: installation.onlyBackup())
    #expect(hex.output.contains("6179fe65"), "\(hex.errors)")
  }
}
