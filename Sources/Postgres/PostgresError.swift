package import Messages

/// Something a server, or the way to it, did not do.
///
/// Only texts that cannot hold a row's value are repeated; for the others the SQLSTATE stands alone.
package struct PostgresError: ExplainedError {
  /// What kind of failure it is, as far as what to do about it differs.
  package enum Kind: Sendable, Equatable {
    /// No server answers there, or it refuses connections.
    case unreachable
    /// Name or password are not accepted.
    case authentication
    /// The role may not read something.
    case permission
    /// A table, column or function that the query names is not there.
    case undefined
    /// The query is no SQL.
    case syntax
    /// Somebody else holds a lock for longer than is waited.
    case locked
    /// A statement ran for longer than it may.
    case timeout
    /// The connection broke.
    case cut
    /// The connection string itself is wrong.
    case connectionString
    /// Anything else.
    case other
  }

  /// The kind.
  package let kind: Kind
  /// The five characters of PostgreSQL's error code, if the server gave one.
  package let sqlState: String?
  /// Where in the statement the error lies, in characters from 1.
  package let position: Int?
  /// What the server said and what to do about it, without what was being done.
  package let detail: Message
  package let message: Message

  init(kind: Kind, sqlState: String? = nil, position: Int? = nil, detail: Message? = nil, message: Message) {
    self.kind = kind
    self.sqlState = sqlState
    self.position = position
    self.detail = detail ?? message
    self.message = message
  }

  /// The same error of something else that was being done.
  package func saying(_ what: Message) -> PostgresError {
    PostgresError(kind: kind, sqlState: sqlState, position: position, detail: detail, message: what + detail)
  }

  /// An error from what a server reported while `action` was under way.
  init(sqlState: String, primary: String, hint: String?, position: Int?, action: Message) {
    let kind = Self.kind(of: sqlState)
    // Classes 22, 23 and P0 quote values; of the others only these speak of names and states alone.
    let speaksOfNamesOnly = ["08", "0A", "25", "28", "3D", "42", "53", "54", "55", "57", "58"]
    let isSafe = speaksOfNamesOnly.contains(String(sqlState.prefix(2)))
    let text = isSafe ? [primary, hint].compactMap { $0 }.joined(separator: " – ") : "SQLSTATE \(sqlState)"
    let remedy = Self.remedy(for: kind)
    let detail = Message(tr: "\(text) (\(sqlState)). \(remedy.tr)", en: "\(text) (\(sqlState)). \(remedy.en)")
    self.init(
      kind: kind, sqlState: sqlState, position: position, detail: detail,
      message: Message(tr: "\(action.tr) başarısız:", en: "\(action.en) failed:") + detail)
  }

  private static func kind(of sqlState: String) -> Kind {
    switch sqlState {
    case "42501": .permission
    case "42P01", "42703", "42883", "3F000", "42704": .undefined
    case "55P03": .locked
    case "57014": .timeout
    case "57P01", "57P02", "57P03", "57P05": .cut
    case _ where sqlState.hasPrefix("08"): .cut
    case _ where sqlState.hasPrefix("42"): .syntax
    case _ where sqlState.hasPrefix("28"): .authentication
    case _ where sqlState.hasPrefix("3D"), _ where sqlState.hasPrefix("53"): .unreachable
    default: .other
    }
  }

  private static func remedy(for kind: Kind) -> Message {
    switch kind {
    case .permission:
      Message(tr: "Role SELECT yetkisi verin.", en: "Grant SELECT to the role.")
    case .undefined:
      Message(
        tr: "Sistem klasöründeki SQL ile veritabanını karşılaştırın.",
        en: "Compare the SQL of the system folder with the database.")
    case .syntax:
      Message(tr: "Sistem klasöründeki SQL'i düzeltin.", en: "Correct the SQL of the system folder.")
    case .locked:
      Message(
        tr: "Tablo başka bir oturumca kilitli; daha sonra yeniden deneyin.",
        en: "Another session has locked the table; try again later.")
    case .timeout:
      Message(
        tr: "Sorgu izin verilen süreyi aştı; timeouts.statement değerini büyütün veya bir dizin ekleyin.",
        en: "The query ran for longer than it may; raise timeouts.statement or add an index.")
    case .cut:
      Message(tr: "Bağlantı koptu; yeniden çalıştırın.", en: "The connection broke; run again.")
    case .unreachable, .authentication, .connectionString, .other:
      Message(tr: "Ayrıntı sunucunun günlüğündedir.", en: "The server's log has the details.")
    }
  }
}
