internal import CLibpq
internal import Messages

/// What connects to a server: the words of the configuration or of a variable, and what they leave open.
enum ConnectionOptions {
  /// When a network that has fallen silent is given up, where nobody has said otherwise: two minutes after the last
  /// sign of life, of data that was sent as of a connection at rest.
  private static let patience = [
    ("keepalives", "1"), ("keepalives_idle", "60"), ("keepalives_interval", "10"), ("keepalives_count", "6"),
    ("tcp_user_timeout", "120000"),
  ]

  /// The words, with the patience of this program added where words, service and environment are silent about it.
  static func completed(_ words: [(String, String)]) throws(PostgresError) -> [(String, String)] {
    let given = try resolve(words)
    return words + patience.filter { given[$0.0] == nil }
  }

  /// The part of an open connection's options that has no `PG*` variable, as a connection string without any secret.
  static func patience(of handle: OpaquePointer) -> String {
    let values = options(of: handle)
    return patience.compactMap { keyword, _ in
      guard let value = values[keyword], value.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2D }) else {
        return nil
      }
      return "\(keyword)=\(value)"
    }.joined(separator: " ")
  }

  /// What libpq makes of words, service and environment together; nothing is connected.
  private static func resolve(_ words: [(String, String)]) throws(PostgresError) -> [String: String] {
    // A mode that does not exist ends libpq's preparations when everything is looked up and no host is called yet; a
    // password keeps it from reading the password file, about which it would complain twice.
    let stop = "only-looked-up"
    let handle = Connection.lend(words + [("password", "-"), ("sslmode", stop)]) { PQconnectStartParams($0, $1, 1) }
    defer { PQfinish(handle) }
    guard let handle else {
      throw PostgresError(kind: .other, message: Message(tr: "Bellek yetmedi.", en: "Out of memory."))
    }
    let result = options(of: handle)
    guard result["sslmode"] == stop else {
      throw PostgresError(
        kind: .connectionString, message: ClientFault(in: String(cString: PQerrorMessage(handle))).unusable)
    }
    return result
  }

  private static func options(of handle: OpaquePointer) -> [String: String] {
    guard let options = PQconninfo(handle) else { return [:] }
    defer { PQconninfoFree(options) }
    var result: [String: String] = [:]
    forEach(options) { keyword, value, _ in result[keyword] = value }
    return result
  }

  /// Lends every option that has a value, and whether it is one that must not be shown.
  private static func forEach(
    _ options: UnsafeMutablePointer<PQconninfoOption>, _ body: (String, String, _ isSecret: Bool) -> Void
  ) {
    var option = options
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val {
        // libpq marks passwords by a star: "password", "sslpassword", and what later versions add.
        let isSecret = option.pointee.dispchar.map { String(cString: $0) == "*" } ?? false
        body(String(cString: keyword), String(cString: value), isSecret)
      }
      option += 1
    }
  }

  /// The role that a connection string names; nil where it names none, or cannot be used.
  static func user(in text: String) -> String? {
    guard let options = PQconninfoParse(text, nil) else { return nil }
    defer { PQconninfoFree(options) }
    var user: String?
    forEach(options) { keyword, value, _ in if keyword == "user" { user = value } }
    return user
  }

  /// Why a connection string cannot be used, without a word of it; nil when it can.
  ///
  /// What libpq itself says of such a string repeats parts of it, a password as likely as anything else. A string that
  /// libpq can read and misunderstands is refused as well: a password with an “@” or “/” in a URL makes a host, a port
  /// or a database of its other half, which would be shown later.
  static func problem(_ text: String, allowsSecrets: Bool) -> Message? {
    let isURL = text.utf8.starts(with: "postgres://".utf8) || text.utf8.starts(with: "postgresql://".utf8)
    var problem: UnsafeMutablePointer<CChar>?
    guard let options = PQconninfoParse(text, &problem) else {
      PQfreemem(problem)
      return isURL ? unreadableURL : unreadable
    }
    defer { PQconninfoFree(options) }
    var secret: String?
    var hasBadPort = false
    forEach(options) { keyword, value, isSecret in
      if isSecret, !value.isEmpty { secret = secret ?? keyword }
      if keyword == "port" { hasBadPort = !value.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2C } }
    }
    if let secret, !allowsSecrets {
      return Message(
        tr: "bağlantı dizesinde parola olmaz (\(secret)); ~/.pgpass, PGPASSFILE veya passfile kullanın",
        en: "a connection string must not hold a password (\(secret)); use ~/.pgpass, PGPASSFILE or passfile")
    }
    if isURL, hasStrayAt(text) || hasBadPort { return unreadableURL }
    return hasBadPort
      ? Message(tr: "bağlantı dizesindeki port bir sayı değil", en: "the port in the connection string is no number")
      : nil
  }

  /// Whether a URL holds an “@” where libpq takes it for a part of a host, a port or a database.
  private static func hasStrayAt(_ url: String) -> Bool {
    let (at, slash, question) = (UInt8(ascii: "@"), UInt8(ascii: "/"), UInt8(ascii: "?"))
    var rest = url.utf8.drop { $0 != slash }.dropFirst(2)
    guard let end = rest.firstIndex(where: { $0 == at || $0 == slash }), rest[end] == at else {
      return rest.contains(at)
    }
    rest = rest[rest.index(after: end)...]
    return rest.prefix { $0 != question }.contains(at)
  }

  private static let unreadable = Message(
    tr: "bağlantı dizesi okunamadı; libpq biçiminde yazın: host=… dbname=… user=…",
    en: "the connection string is not readable; write it as libpq has it: host=… dbname=… user=…")

  private static let unreadableURL = Message(
    tr: "bağlantı URL'si okunamadı: postgresql://kullanıcı:parola@sunucu:port/veritabanı; kullanıcı adı ve parolada "
      + "% yerine %25, @ yerine %40, / yerine %2F, : yerine %3A, boşluk yerine %20 yazın",
    en: "the connection URL is not readable: postgresql://user:password@host:port/database; in the user and the "
      + "password write %25 for %, %40 for @, %2F for /, %3A for :, %20 for a space")
}

extension Connection {
  /// The role that a connection string names; nil where it names none, or cannot be read.
  public static func user(in connectionString: String) -> String? { ConnectionOptions.user(in: connectionString) }

  /// Whether a connection string can be read, and holds no password unless `allowsSecrets`.
  ///
  /// A password in the configuration would be seen by everyone who reads the file or its backups; a variable of the
  /// environment may hold one. The error repeats no part of the string.
  public static func check(connectionString: String, allowsSecrets: Bool) throws(PostgresError) {
    if let problem = ConnectionOptions.problem(connectionString, allowsSecrets: allowsSecrets) {
      throw PostgresError(kind: .connectionString, message: problem)
    }
  }
}
