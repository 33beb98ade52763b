package import Messages
internal import Model
import Postgres

/// A connection that may change the source's database, for the one transaction a person has confirmed.
///
/// Nothing that runs by itself opens one.
package struct OwnerConnection: ~Copyable {
  /// One statement, and what it is for.
  package struct Statement: Sendable {
    /// What it is for.
    package let purpose: Message
    /// The SQL, without a semicolon at its end.
    package let sql: String

    /// A statement with its purpose.
    package init(_ purpose: Message, _ sql: String) {
      self.purpose = purpose
      self.sql = sql
    }
  }

  /// The role that connects.
  package let role: String
  /// The server and the database.
  package let place: ServerPlace
  private let connection: Connection

  /// Connects; no transaction is begun.
  package static func open(_ address: SourceAddress) throws -> OwnerConnection {
    let connection = try Connection.open(address.settings)
    let action = Message(tr: "Sunucunun tanınması", en: "Asking the server who it is")
    let row = try connection.query(ServerPlace.query, doing: action).first ?? []
    return OwnerConnection(row.last.flatMap { $0 } ?? "", ServerPlace(row), connection)
  }

  private init(_ role: String, _ place: ServerPlace, _ connection: consuming Connection) {
    self.role = role
    self.place = place
    self.connection = connection
  }

  /// Carries the statements out in one transaction: all of them, or none.
  package borrowing func carryOut(_ statements: [Statement]) throws {
    try connection.execute("BEGIN READ WRITE", doing: Message(tr: "İşlemin başlatılması", en: "Beginning"))
    for statement in statements {
      do throws(PostgresError) {
        try connection.execute(statement.sql, doing: statement.purpose)
      } catch {
        throw error.sqlState == nil ? error as any Error : StatementError(statement.purpose, error)
      }
    }
    try connection.execute("COMMIT", doing: Message(tr: "İşlemin bitirilmesi", en: "Committing"))
  }
}

/// Which database of which server a connection leads to, by what every role may ask.
package struct ServerPlace: Sendable, Equatable {
  private let words: [String?]

  static let query = """
    SELECT pg_catalog.current_database(), pg_catalog.pg_postmaster_start_time()::text, current_user
    """

  init(_ row: [String?]) { words = Array(row.prefix(2)) }
}

/// A statement that a server refused; nothing was changed.
struct StatementError: ExplainedError {
  let failureKind: FailureKind
  let message: Message
  let confidentialWords: String?

  init(_ purpose: Message, _ error: PostgresError) {
    failureKind = error.failureKind
    confidentialWords = error.confidentialWords
    let remedy: Message =
      switch error.kind {
      case .permission:
        Message(
          tr: "Tabloların sahibi olan ve rol oluşturabilen (CREATEROLE) bir rolle ya da üst kullanıcıyla bağlanın.",
          en: "Connect as a role that owns the tables and may create roles (CREATEROLE), or as a superuser.")
      case .locked:
        Message(tr: "Tablo meşgul; daha sonra yeniden deneyin.", en: "The table is busy; try again later.")
      default: Message(tr: "Ayrıntı sunucunun günlüğündedir.", en: "The server's log has the details.")
      }
    let (tr, en) = (error.meaning.tr, error.meaning.en)
    message =
      Message(
        tr: "\(purpose.tr) başarısız: \(tr). Hiçbir şey değiştirilmedi.",
        en: "\(purpose.en) failed: \(en). Nothing was changed.") + remedy
  }
}
