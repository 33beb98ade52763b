import Foundation

extension Installation {
  /// Puts a script in the place of pg_dump; `$REAL` is the real one, `--version` is answered with `version`.
  package func replaceDump(_ script: String, version: String = "15.20") throws {
    let path = try folder.write(
      "bin/pg_dump",
      """
      #!/bin/bash
      REAL=\(database.server.binaries)/pg_dump
      if [ "$1" = --version ]; then echo "pg_dump (PostgreSQL) \(version)"; exit; fi
      \(script)
      """)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    try configure(settings: ["formats": "[json]", "backup": "{ pg_dump: \(path) }"])
  }
}
