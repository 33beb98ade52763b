/// The sample of efys with its large tables spread over three clusters, as PostgreSQL itself can: partitions that are
/// foreign tables (postgres_fdw).
package struct SpreadDatabase {
  /// The tables that are spread, by hash of their key.
  package static let tables = ["sessions", "security_events"]

  /// Two further clusters, with the database of each.
  package let others: [TestDatabase]

  /// Spreads the tables of a database, whose rows stay what they are; one partition in three stays in it.
  ///
  /// `options` are further options of the foreign servers, as SQL writes them.
  package init(
    _ database: TestDatabase, options: String = "options '-c row_security=off', async_capable 'true', fetch_size '500'"
  ) throws {
    others = try (0..<2).map { _ in try TestServer.separate().makeDatabase(from: .efysEmpty) }
    try database.execute("CREATE EXTENSION postgres_fdw;")
    for (number, other) in others.enumerated() {
      try database.execute(Self.server("parça \(number + 1)", at: other, options))
    }
    for table in Self.tables { try spread(table, of: database) }
    try database.execute("ANALYZE; GRANT SELECT ON ALL TABLES IN SCHEMA public TO tutanak_reader;")
  }

  private static func server(_ name: String, at other: TestDatabase, _ options: String) -> String {
    let mappings = [TestRole.reader, .superuser].map {
      "CREATE USER MAPPING FOR \($0.name) SERVER \"\(name)\" OPTIONS (user '\($0.name)', password '\($0.password)');"
    }
    return """
      CREATE SERVER "\(name)" FOREIGN DATA WRAPPER postgres_fdw
        OPTIONS (host '127.0.0.1', port '\(other.server.tcpPort)', dbname '\(other.name)'\(options.isEmpty ? "" : ", " + options));
      \(mappings.joined(separator: "\n"))
      """
  }

  private func spread(_ table: String, of database: TestDatabase) throws {
    let parts = others.indices.map {
      """
      CREATE FOREIGN TABLE \(table)_\($0 + 1) PARTITION OF \(table) FOR VALUES WITH (MODULUS 3, REMAINDER \($0 + 1))
        SERVER "parça \($0 + 1)" OPTIONS (table_name '\(table)');
      """
    }
    // Keys of other tables refer to what becomes a partitioned table; the application would keep them in its own way.
    try database.execute(
      """
      ALTER TABLE \(table) RENAME TO \(table)_whole;
      CREATE TABLE \(table) (LIKE \(table)_whole INCLUDING DEFAULTS) PARTITION BY HASH (id);
      CREATE TABLE \(table)_0 PARTITION OF \(table) FOR VALUES WITH (MODULUS 3, REMAINDER 0);
      \(parts.joined(separator: "\n"))
      """)
    for other in others {
      try other.execute("ALTER TABLE \(table) DROP CONSTRAINT \(table)_user_id_fkey; TRUNCATE \(table);")
    }
    try database.execute("INSERT INTO \(table) SELECT * FROM \(table)_whole; DROP TABLE \(table)_whole CASCADE;")
    for other in others { try other.execute("ANALYZE \(table)") }
  }
}
