import Support
import Testing

/// The ways users of PostgreSQL lead a program to their server; report and dump go to the same one.
@Suite struct ConnectionTests {
  private static func install() throws -> Installation {
    let database = try TestServer.shared().makeDatabase(from: .efysEmpty)
    try database.execute("INSERT INTO security_events (event_type, created_at) VALUES ('logout🌸', '2026-10-07 12:00')")
    return try Installation(on: database, settings: ["formats": "[json]"])
  }

  private static func expectNight(_ installation: Installation, _ environment: [String: String?]) throws {
    let outcome = try installation.run("run", "nightly", environment: environment)
    #expect(outcome.status == 0)
    #expect(outcome.errors == "")
    #expect(try installation.package("GOR").json()["document"]["counts"]["events"] == 1)
    #expect(
      try installation.restore(installation.onlyBackup()).query("SELECT count(*) FROM security_events") == [["1"]])
  }

  private static func service(_ database: TestDatabase) -> String {
    let server = database.server
    return "[efys]\nhost=\(server.folder)\nport=\(server.tcpPort)\ndbname=\(database.name)\nuser=tutanak_reader\n"
  }

  @Test func `a service`() throws {
    let installation = try Self.install()
    let file = try installation.folder.write("pg_service.conf", Self.service(installation.database))
    try installation.configure(source: ["connection": "service=efys"], settings: ["formats": "[json]"])
    try Self.expectNight(installation, ["PGSERVICEFILE": file])
  }

  @Test func `variables alone`() throws {
    let installation = try Self.install()
    let server = installation.database.server
    try installation.configure(source: ["connection": nil], settings: ["formats": "[json]"])
    try Self.expectNight(
      installation,
      [
        "PGHOST": server.folder, "PGPORT": "\(server.tcpPort)", "PGUSER": "tutanak_reader",
        "PGDATABASE": installation.database.name,
      ])
  }

  @Test func `a URL`() throws {
    let installation = try Self.install()
    let server = installation.database.server
    let folder = server.folder.split(separator: "/").joined(separator: "%2F")
    let url = "postgresql://tutanak_reader@%2F\(folder):\(server.tcpPort)/\(installation.database.name)?sslmode=disable"
    try installation.configure(source: ["connection": nil], settings: ["formats": "[json]"])
    try Self.expectNight(installation, ["DATABASE_URL": url])
  }

  @Test func `what somebody has set for another server misleads neither report nor dump`() throws {
    let installation = try Self.install()
    let other = try TestServer.shared().makeDatabase(from: .efysEmpty)
    let file = try installation.folder.write("pg_service.conf", Self.service(other))
    try Self.expectNight(
      installation,
      [
        "PGSERVICEFILE": file, "PGSERVICE": "efys", "PGDATABASE": other.name, "PGHOST": "/yok", "PGPORT": "1",
        "PGOPTIONS": "-c default_transaction_read_only=off", "PGCLIENTENCODING": "LATIN5", "PGTZ": "America/New_York",
        "PGDATESTYLE": "SQL, DMY", "PGAPPNAME": "başka",
      ])
  }
}
