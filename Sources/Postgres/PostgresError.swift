public import Messages

/// Something a server, or the way to it, did not do.
///
/// The server's words are repeated only where no function of the source can have chosen them; everywhere else the
/// SQLSTATE and this program's words stand for them.
public struct PostgresError: ExplainedError {
  /// What kind of failure it is, as far as what to do about it differs.
  public enum Kind: Sendable, Equatable {
    /// No server answers there, or it refuses connections.
    case unreachable
    /// Name or password are not accepted.
    case authentication
    /// The role may not read something.
    case permission
    /// The role may read a table, but policies hide rows from it.
    case rowSecurity
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
    /// The server could not reach another one, which it reads rows from itself.
    case otherServer
    /// The connection string itself is wrong.
    case connectionString
    /// Anything else.
    case other
  }

  /// The kind.
  public let kind: Kind
  /// The five characters of PostgreSQL's error code, if the server gave one.
  public let sqlState: String?
  /// Where in the statement the error lies, in characters from 1.
  public let position: Int?
  /// What the SQLSTATE means, in this program's words and without a remedy.
  public var meaning: Message {
    guard let sqlState else { return detail }
    let words = ServerErrorWords.meaning(of: sqlState)
    return Message(tr: "\(words.tr) (\(sqlState))", en: "\(words.en) (\(sqlState))")
  }
  /// What the server said and what to do about it, without what was being done.
  public let detail: Message
  public let message: Message
  /// What the server said, where it is not repeated: it may hold rows, and belongs where only the owner can read.
  public let serverWords: String?

  /// What a server is doing when it reports an error.
  enum Activity {
    /// It looks at the text of a query and runs nothing of it.
    case describing
    /// It runs a query, and functions of the source with it.
    case running
  }

  init(
    kind: Kind, sqlState: String? = nil, position: Int? = nil, detail: Message? = nil, message: Message,
    serverWords: String? = nil
  ) {
    self.kind = kind
    self.sqlState = sqlState
    self.position = position
    self.detail = detail ?? message
    self.message = message
    self.serverWords = serverWords
  }

  public var confidentialWords: String? { serverWords }

  public var failureKind: FailureKind {
    switch kind {
    case .unreachable, .cut, .otherServer: .unavailable
    case .authentication, .permission, .rowSecurity: .notPermitted
    case .undefined, .syntax, .connectionString: .misconfigured
    case .locked, .timeout: .temporary
    // Class 22, "data exception": a row that the SELECT cannot read.
    case .other: sqlState?.hasPrefix("22") == true ? .badData : .unavailable
    }
  }

  /// The same error of something else that was being done.
  public func saying(_ what: Message) -> PostgresError {
    PostgresError(
      kind: kind, sqlState: sqlState, position: position, detail: detail, message: what + detail,
      serverWords: serverWords)
  }

  /// The same error with what was found out about it.
  public func explained(_ kind: Kind, _ detail: Message) -> PostgresError {
    PostgresError(
      kind: kind, sqlState: sqlState, position: position, detail: detail, message: detail, serverWords: serverWords)
  }

  /// An error from what a server reported while `action` was under way.
  init(_ report: ServerReport, doing action: Message, _ activity: Activity) {
    let sqlState = report.sqlState
    // Row-level security is refused while the text of a query is looked at; in English it can be told by its words.
    let hidesRows = sqlState == "42501" && activity == .describing && report.primary.contains("row-level security")
    let kind = hidesRows ? .rowSecurity : Self.kind(of: sqlState)
    // Of a query that is not run these speak of names alone, and the names stand in its text.
    let speaksOfNames = activity == .describing && ["0A", "3F", "42"].contains(String(sqlState.prefix(2)))
    let meaning = ServerErrorWords.meaning(of: sqlState)
    let names = [report.primary, report.hint].compactMap { $0 }.joined(separator: " – ")
    let text = speaksOfNames ? Message(verbatim: names) : meaning
    let remedy = Self.remedy(for: kind)
    let detail = Message(
      tr: "\(text.tr) (\(sqlState)). \(remedy.tr)", en: "\(text.en) (\(sqlState)). \(remedy.en)")
    self.init(
      kind: kind, sqlState: sqlState, position: report.position, detail: detail,
      message: Message(tr: "\(action.tr) başarısız:", en: "\(action.en) failed:") + detail,
      serverWords: speaksOfNames ? nil : report.everything)
  }

  private static func kind(of sqlState: String) -> Kind {
    switch sqlState {
    case "42501": .permission
    case "42P01", "42703", "42883", "3F000", "42704": .undefined
    case "55P03": .locked
    case "57014": .timeout
    case "57P01", "57P02", "57P03", "57P05": .cut
    // A server that reports these is there itself; 08P01 is of the way to it.
    case "08000", "08001", "08003", "08004", "08006", "HV00N": .otherServer
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
    case .rowSecurity:
      Message(
        tr: "Satır güvenliği (row-level security) rolden satır gizliyor; role BYPASSRLS verin.",
        en: "Row-level security hides rows from the role; give it BYPASSRLS.")
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
    case .otherServer:
      Message(
        tr: "Sunucu, satır okuduğu başka bir sunucuya (foreign server) ulaşamadı; o sunucuyu ve ona giden yolu "
          + "denetleyin.",
        en: "The server could not reach another one that it reads rows from (foreign server); look at that one and at "
          + "the way to it.")
    case .unreachable, .authentication, .connectionString, .other:
      Message(
        tr: "Sunucunun sözleri satır içerebildiği için yinelenmez; sunucunun günlüğünde, --verbose ile de arşivdedir.",
        en: "The server's words may hold rows and are not repeated; its log has them, and with --verbose the archive.")
    }
  }
}

/// An error as a server reports it.
struct ServerReport {
  let sqlState: String
  let primary: String
  let hint: String?
  /// Where in the statement it lies, in characters from 1.
  let position: Int?
  /// All of it, as psql would show it.
  let everything: String
}
