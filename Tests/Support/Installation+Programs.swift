import Foundation

extension Installation {
  /// Puts a script in the place of pg_dump; `$REAL` is the real one, `--version` is answered with `version`.
  package func replaceDump(_ script: String, version: String = "15.20") throws {
    let path = try writeProgram(
      "pg_dump",
      """
      REAL=\(database.server.binaries)/pg_dump
      if [ "$1" = --version ]; then echo "pg_dump (PostgreSQL) \(version)"; exit; fi
      \(script)
      """)
    try configure(settings: ["formats": "[json]", "backup": "{ pg_dump: \(path) }"])
  }

  /// Writes a bash script that can be run, and returns its path.
  package func writeProgram(_ name: String, _ script: String) throws -> String {
    let path = try folder.write("bin/" + name, "#!/bin/bash\n\(script)\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    return path
  }

  /// Gives the source a copy of efys whose users.sql takes some time.
  package func slowDown(seconds: Double, settings: [String: String?] = [:]) throws {
    let system = folder.path + "/efys"
    _ = try Command.run("cp", "-r", Repository.path + "/systems/efys", system)
    try folder.write(
      "efys/users.sql", "SELECT u.id AS user_id, u.username AS user_name FROM users u, pg_sleep(\(seconds))\n")
    try configure(source: ["system": "\"\(system)\""], settings: settings)
  }

  /// Whether a run is in the middle of a slow users.sql.
  package func isReading() throws -> Bool {
    let sleeping = """
      SELECT count(*) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'tutanak' AND wait_event = 'PgSleep'
      """
    return try database.query(sleeping) != [["0"]]
  }
}
