internal import CLibpq
import Glibc
internal import Messages

extension Connection {
  /// Opens a connection from libpq's keywords and values, or explains why there is none.
  static func connect(_ words: [(String, String)]) throws(PostgresError) -> OpaquePointer {
    let keywords = words.map { strdup($0.0) } + [nil]
    let values = words.map { strdup($0.1) } + [nil]
    defer { (keywords + values).forEach { free($0) } }
    let keywordPointers = keywords.map { UnsafePointer<CChar>($0) }
    let valuePointers = values.map { UnsafePointer<CChar>($0) }
    guard let handle = PQconnectdbParams(keywordPointers, valuePointers, 1) else {
      throw PostgresError(kind: .other, message: Message(tr: "Bellek yetmedi.", en: "Out of memory."))
    }
    if PQstatus(handle) == CONNECTION_OK { return handle }
    defer { PQfinish(handle) }
    let usedPassword = PQconnectionNeedsPassword(handle) == 1 || PQconnectionUsedPassword(handle) == 1
    let answers = PQpingParams(keywordPointers, valuePointers, 1) == PQPING_OK
    throw refusal(sentences(String(cString: PQerrorMessage(handle))), answers: answers, usedPassword: usedPassword)
  }

  /// libpq's words, of which each line is a sentence or a part of one.
  private static func sentences(_ text: String) -> String {
    text.split(separator: "\n").map { line in
      let words = line.split { $0.isWhitespace }.joined(separator: " ")
      return words.hasSuffix("?") || words.hasSuffix(".") ? words : words + "."
    }.joined(separator: " ")
  }

  /// Why there is no connection; `answers` tells whether a server is there at all.
  ///
  /// libpq hands on no SQLSTATE of a refused connection, only the server's words.
  private static func refusal(_ reason: String, answers: Bool, usedPassword: Bool) -> PostgresError {
    if answers, reason.contains("database"), reason.contains("does not exist") {
      return PostgresError(
        kind: .unreachable,
        message: Message(
          tr: "Sunucuda bu veritabanı yok: \(reason) sources.<ad>.connection içindeki dbname değerini denetleyin.",
          en: "The server has no such database: \(reason) Check dbname in sources.<name>.connection."))
    }
    if answers, usedPassword {
      return PostgresError(
        kind: .authentication,
        message: Message(
          tr: "Sunucu kullanıcı adını veya parolayı kabul etmedi: \(reason) Parolayı ~/.pgpass dosyasına, "
            + "PGPASSFILE'a veya sources.<ad>.passfile'a yazın.",
          en: "The server did not accept the user or the password: \(reason) Put the password into ~/.pgpass, "
            + "PGPASSFILE or sources.<name>.passfile."))
    }
    let refusals = ["does not exist", "pg_hba.conf", "permission denied", "not permitted", "authentication failed"]
    if answers, refusals.contains(where: { reason.contains($0) }) {
      return PostgresError(
        kind: .authentication,
        message: Message(
          tr: "Sunucu kullanıcıyı kabul etmedi: \(reason) sources.<ad>.connection içindeki user değerini, rolün "
            + "CONNECT yetkisini ve pg_hba.conf dosyasını denetleyin.",
          en: "The server does not let the user in: \(reason) Check user in sources.<name>.connection, the role's "
            + "right to CONNECT, and pg_hba.conf."))
    }
    return PostgresError(
      kind: .unreachable,
      message: Message(
        tr: "Sunucuya bağlanılamadı: \(reason) Sunucunun çalıştığını ve sources.<ad>.connection değerini denetleyin.",
        en: "The server cannot be reached: \(reason) Check that it runs, and sources.<name>.connection."))
  }

  /// Whether a connection string can be read, and holds no password.
  ///
  /// A password in the configuration would be seen by everyone who reads the file or its backups.
  package static func check(connectionString: String) throws(PostgresError) {
    var problem: UnsafeMutablePointer<CChar>?
    guard let options = PQconninfoParse(connectionString, &problem) else {
      defer { PQfreemem(problem) }
      throw PostgresError(
        kind: .connectionString,
        message: Message(
          tr: "bağlantı dizesi okunamadı; libpq biçiminde yazın: host=… dbname=… user=…",
          en: "the connection string is not readable; write it as libpq has it: host=… dbname=… user=…"))
    }
    defer { PQconninfoFree(options) }
    var option = options
    while let keyword = option.pointee.keyword {
      if String(cString: keyword) == "password", option.pointee.val != nil {
        throw PostgresError(
          kind: .connectionString,
          message: Message(
            tr: "bağlantı dizesinde parola olmaz; ~/.pgpass, PGPASSFILE veya passfile kullanın",
            en: "a connection string must not hold a password; use ~/.pgpass, PGPASSFILE or passfile"))
      }
      option += 1
    }
  }
}
