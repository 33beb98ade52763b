internal import Messages

/// Why there is no connection, in words of this program's own.
///
/// What libpq and a server say of it is never repeated: a server, or whatever answers in its place, chooses its words
/// freely, and libpq repeats options. Host, port, database and user may be shown.
struct ConnectionRefusal {
  /// Who refused.
  enum Reason {
    /// The server, by its SQLSTATE.
    case server(String)
    /// libpq, or the network.
    case client(ClientFault)
  }

  let host: String
  let port: String
  let database: String
  let user: String
  let reason: Reason
  let usedPassword: Bool

  /// The error to be shown.
  var error: PostgresError {
    switch reason {
    case .client(.noPassword): noAuthentication(nil)
    case .client(let fault): unreachable(fault.words, nil)
    case .server(let sqlState): refused(sqlState)
    }
  }

  /// A port may be anything that stands in a variable; only a number is shown.
  private var place: String { port.utf8.allSatisfy { (0x30...0x39).contains($0) } ? "\(host):\(port)" : host }

  private func refused(_ sqlState: String) -> PostgresError {
    switch sqlState {
    case "28P01": return noAuthentication(sqlState)
    case "28000" where usedPassword: return noAuthentication(sqlState)
    case "28000", "42501":
      return PostgresError(
        kind: .authentication, sqlState: sqlState,
        message: Message(
          tr: "Sunucu “\(user)” kullanıcısını kabul etmedi (\(place), \(sqlState)). sources.<ad>.connection içindeki "
            + "user değerini, rolün CONNECT ve LOGIN yetkisini ve pg_hba.conf dosyasını denetleyin.",
          en: "The server does not let the user “\(user)” in (\(place), \(sqlState)). Check user in "
            + "sources.<name>.connection, the role's rights to CONNECT and LOGIN, and pg_hba.conf."))
    case "3D000":
      return PostgresError(
        kind: .unreachable, sqlState: sqlState,
        message: Message(
          tr: "Sunucuda “\(database)” veritabanı yok (\(place), \(sqlState)). sources.<ad>.connection içindeki dbname "
            + "değerini denetleyin.",
          en: "The server has no database “\(database)” (\(place), \(sqlState)). Check dbname in "
            + "sources.<name>.connection."))
    default:
      let meaning = ServerErrorWords.meaning(of: sqlState)
      return unreachable(meaning, sqlState)
    }
  }

  private func noAuthentication(_ sqlState: String?) -> PostgresError {
    let code = sqlState.map { ", \($0)" } ?? ""
    let (tr, en) =
      sqlState == nil
      ? ("parola ister, verilen yok", "wants a password and was given none")
      : ("“\(user)” adını veya parolasını kabul etmedi", "did not accept the user “\(user)” or the password")
    return PostgresError(
      kind: .authentication, sqlState: sqlState,
      message: Message(
        tr: "Sunucu \(tr) (\(place)\(code)). Parolayı ~/.pgpass dosyasına, PGPASSFILE'a veya sources.<ad>.passfile'a "
          + "yazın.",
        en: "The server \(en) (\(place)\(code)). Put the password into ~/.pgpass, PGPASSFILE or "
          + "sources.<name>.passfile."))
  }

  private func unreachable(_ why: Message, _ sqlState: String?) -> PostgresError {
    let code = sqlState.map { " (\($0))" } ?? ""
    return PostgresError(
      kind: .unreachable, sqlState: sqlState,
      message: Message(
        tr: "Sunucuya bağlanılamadı (\(place)): \(why.tr)\(code). Sunucunun çalıştığını ve sources.<ad>.connection "
          + "değerini denetleyin.",
        en: "The server cannot be reached (\(place)): \(why.en)\(code). Check that it runs, and "
          + "sources.<name>.connection."))
  }
}

/// What libpq complains of, told apart by its words and never shown in them.
enum ClientFault: CaseIterable {
  case refused, noSocket, noRoute, timedOut, unknownHost, noPassword, closed, noEncryption, badCertificate
  case noService, badServiceFile, badNumber, other

  /// The first fault whose words occur in libpq's.
  init(in text: String) {
    self = Self.allCases.first { fault in fault.marks.contains { text.contains($0) } } ?? .other
  }

  private var marks: [String] {
    switch self {
    case .refused: ["Connection refused"]
    case .noSocket: ["No such file or directory\n\tIs the server"]
    case .noRoute: ["No route to host", "Network is unreachable", "Host is down"]
    case .timedOut: ["timeout expired", "Connection timed out"]
    case .unknownHost: ["could not translate host name"]
    case .noPassword: ["no password supplied"]
    case .closed: ["server closed the connection", "Connection reset by peer", "expected authentication request"]
    case .noEncryption: ["does not support SSL", "does not support GSSAPI"]
    case .badCertificate: ["certificate", "SSL error", "private key", "SSL"]
    case .noService: ["definition of service"]
    case .badServiceFile: ["service file", "service specifications"]
    case .badNumber: ["invalid integer value", "invalid port number"]
    case .other: []
    }
  }

  /// The fault in this program's words.
  var words: Message {
    switch self {
    case .refused: Message(tr: "bağlantı geri çevrildi", en: "the connection was refused")
    case .noSocket: Message(tr: "orada dinleyen bir sunucu yok", en: "no server listens there")
    case .noRoute: Message(tr: "sunucuya giden yol yok", en: "there is no route to the host")
    case .timedOut:
      Message(tr: "süresi içinde yanıt gelmedi", en: "no answer came in time")
    case .unknownHost: Message(tr: "sunucu adı çözülemedi", en: "the host name cannot be resolved")
    case .noPassword: Message(tr: "parola verilmedi", en: "no password was given")
    case .closed: Message(tr: "karşı taraf bağlantıyı kapattı", en: "the other end closed the connection")
    case .noEncryption:
      Message(tr: "sunucu istenen şifrelemeyi bilmiyor", en: "the server does not know the encryption asked for")
    case .badCertificate:
      Message(
        tr: "SSL sertifikası veya anahtarı kullanılamadı (sslmode, sslrootcert, sslcert, sslkey)",
        en: "the SSL certificate or key cannot be used (sslmode, sslrootcert, sslcert, sslkey)")
    case .noService:
      Message(
        tr: "adı verilen servis pg_service.conf dosyasında yok (service, PGSERVICE, PGSERVICEFILE)",
        en: "the service named is not in pg_service.conf (service, PGSERVICE, PGSERVICEFILE)")
    case .badServiceFile:
      Message(
        tr: "pg_service.conf okunamadı (PGSERVICEFILE)", en: "pg_service.conf is not readable (PGSERVICEFILE)")
    case .badNumber:
      Message(tr: "sayı olması gereken bir seçenek sayı değil", en: "an option that must be a number is none")
    case .other:
      Message(
        tr: "libpq kabul etmedi; sözleri parola içerebildiği için yinelenmez, aynı dizeyle psql deneyin",
        en: "libpq refused; its words may hold a password and are not repeated, try psql with the same string")
    }
  }

  /// That the options themselves cannot be used.
  var unusable: Message {
    Message(
      tr: "Bağlantı seçenekleri kullanılamadı: \(words.tr). sources.<ad>.connection değerini ve PG* değişkenlerini "
        + "denetleyin.",
      en: "The connection options cannot be used: \(words.en). Check sources.<name>.connection and the PG* variables.")
  }
}
