package import Intake
package import Messages
package import Model

/// What is installed of a source's capture, and whether it is what the configuration wants.
package struct CaptureState: Sendable {
  /// One captured table.
  package struct Table: Sendable {
    /// Its name, and its history's.
    package let name: String
    /// Since when every change is kept without a break, by the server's clock; nil where it is not captured.
    package let since: Instant?
    /// What is not as it is wanted, each with the remedy.
    package let faults: [Message]
    /// Statements of the application since then whose history could not be written.
    package let failures: Int
    /// The last of them, by the server's clock.
    package let lastFailure: Instant?

    /// Whether it is captured as it is wanted, and nothing was lost.
    package var isSound: Bool { since != nil && faults.isEmpty && failures == 0 }
  }

  /// The tables, in the order of the system.
  package let tables: [Table]
  /// Failures that could not be written down, of all tables of the database since it was first installed.
  package let unrecorded: Int

  /// Whether the schema is there, with histories or without.
  package let hasSchema: Bool

  /// Whether nothing of it is captured.
  package var isAbsent: Bool { tables.allSatisfy { $0.since == nil } }
  /// Whether all is as it is wanted.
  package var isSound: Bool { unrecorded == 0 && tables.allSatisfy(\.isSound) }
  /// Since when the history of all tables is kept; nil where one is not captured.
  package var since: Instant? {
    tables.allSatisfy { $0.since != nil } ? tables.compactMap(\.since).max() : nil
  }

  /// Looks at the server's catalogue and the register.
  package init(of system: SourceSystem, on source: borrowing SourceConnection) throws {
    let access = try Self.access(source)
    let owner = try Self.ownerFault(source)
    var unrecorded = 0
    var tables: [Table] = []
    if access == .granted, let row = try source.rows(of: Self.unrecordedQuery, doing: Self.action).first {
      unrecorded = row[0].flatMap { Int($0) } ?? 0
    }
    for wanted in system.capturedTables {
      let register = access == .granted ? try Self.registered(wanted, on: source) : nil
      guard let register else {
        tables.append(
          Table(name: wanted.name, since: nil, faults: [access.fault], failures: 0, lastFailure: nil))
        continue
      }
      let faults = (owner.map { [$0] } ?? []) + (try TableFaults.of(wanted, relation: register.relation, on: source))
      tables.append(
        Table(
          name: wanted.name, since: register.since, faults: faults, failures: register.failures,
          lastFailure: register.lastFailure))
    }
    (self.tables, self.unrecorded, hasSchema) = (tables, unrecorded, access != .absent)
  }

  static let action = Message(tr: "Geçmişin durumuna bakılması", en: "Looking at the capture")

  /// Whether the reading role may look at the register.
  private enum Access {
    case granted, denied, absent

    var fault: Message {
      switch self {
      case .denied:
        Message(
          tr: "okuyan rol tutanak_capture şemasını okuyamıyor; “tutanak source capture install” yetkiyi verir.",
          en: "the reading role may not read the schema tutanak_capture; “tutanak source capture install” grants it.")
      case .granted, .absent:
        Message(
          tr: "kurulu değil; “tutanak source capture install” kurar.",
          en: "not installed; “tutanak source capture install” installs it.")
      }
    }
  }

  private static func access(_ source: borrowing SourceConnection) throws -> Access {
    let rows = try source.rows(
      of: """
        SELECT has_schema_privilege(n.oid, 'USAGE') AND count(c.oid) = 2
          AND bool_and(has_table_privilege(c.oid, 'SELECT'))
        FROM pg_catalog.pg_namespace n LEFT JOIN pg_catalog.pg_class c
          ON c.relnamespace = n.oid AND c.relname IN ('tutanak_captured', 'tutanak_failures') AND c.relkind = 'r'
        WHERE n.nspname = '\(CaptureSchema.name)' GROUP BY n.oid
        """, doing: action)
    return rows.isEmpty ? .absent : rows.first?.first == "t" ? .granted : .denied
  }

  private static let unrecordedQuery = """
    SELECT coalesce((SELECT last_value FROM pg_catalog.pg_sequences
      WHERE schemaname = '\(CaptureSchema.name)' AND sequencename = 'tutanak_unrecorded'), 0)::text
    """

  /// What is wrong with the role that owns it all.
  private static func ownerFault(_ source: borrowing SourceConnection) throws -> Message? {
    let rows = try source.rows(
      of: "SELECT rolcanlogin OR rolsuper FROM pg_catalog.pg_roles WHERE rolname = '\(CaptureSchema.name)'",
      doing: action)
    guard rows.first?.first == "t" else { return nil }
    return Message(
      tr:
        "tutanak_capture rolü oturum açabiliyor veya üst kullanıcı; “ALTER ROLE tutanak_capture NOLOGIN NOSUPERUSER;”",
      en: "the role tutanak_capture can sign in or is a superuser; “ALTER ROLE tutanak_capture NOLOGIN NOSUPERUSER;”")
  }

  private struct Registered {
    let relation: String
    let since: Instant
    let failures: Int
    let lastFailure: Instant?
  }

  private static func registered(
    _ wanted: CapturedTable, on source: borrowing SourceConnection
  ) throws -> Registered? {
    let rows = try source.rows(
      of: """
        SELECT c.relation::text, (extract(epoch FROM c.since) * 1000000)::bigint::text, count(f.number)::text,
               (extract(epoch FROM max(f.failed_at)) * 1000000)::bigint::text
        FROM \(CaptureSchema.register) c LEFT JOIN \(CaptureSchema.failures) f
          ON f.history = c.history AND f.failed_at >= c.since
        WHERE c.history = \(SQLName.literal(wanted.name)) GROUP BY c.history
        """, doing: action)
    guard let row = rows.first, let since = row[1].flatMap({ Int64($0) }) else { return nil }
    return Registered(
      relation: row[0] ?? "", since: Instant(microseconds: since), failures: row[2].flatMap { Int($0) } ?? 0,
      lastFailure: row[3].flatMap { Int64($0) }.map { Instant(microseconds: $0) })
  }
}
