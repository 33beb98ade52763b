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
    let reason = String(cString: PQerrorMessage(handle)).split(separator: "\n").joined(separator: " ")
    let usedPassword = PQconnectionNeedsPassword(handle) == 1 || PQconnectionUsedPassword(handle) == 1
    let answers = PQpingParams(keywordPointers, valuePointers, 1) == PQPING_OK
    if answers, usedPassword, !reason.contains("does not exist") {
      throw PostgresError(
        kind: .authentication,
        message: Message(
          tr: "Sunucu kullanıcı adını veya parolayı kabul etmedi: \(reason). Parolayı ~/.pgpass dosyasına, "
            + "PGPASSFILE'a veya sources.<ad>.passfile'a yazın.",
          en: "The server did not accept the user or the password: \(reason). Put the password into ~/.pgpass, "
            + "PGPASSFILE or sources.<name>.passfile."))
    }
    throw PostgresError(
      kind: .unreachable,
      message: Message(
        tr: "Sunucuya bağlanılamadı: \(reason). Sunucunun çalıştığını ve sources.<ad>.connection değerini denetleyin.",
        en: "The server cannot be reached: \(reason). Check that it runs, and sources.<name>.connection."))
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
