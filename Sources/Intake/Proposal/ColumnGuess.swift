import Model

/// Which columns of a table look like which columns of a relation, by their names.
struct ColumnGuess {
  /// What was found, by the relation's column.
  private(set) var columns: [SourceColumn: DatabaseColumn] = [:]

  /// Names a column may have, the likeliest first; each is its words joined by a blank.
  private static let names: [(column: SourceColumn, names: [String])] = [
    (.session(.id), ["session id", "id", "uuid", "sid", "session uuid", "oturum id"]),
    (
      .session(.userID),
      [
        "user id", "userid", "uid", "account id", "member id", "customer id", "client id", "owner id",
        "kullanici id", "uye id", "uye no", "kullanici no", "user uuid",
      ]
    ),
    (.session(.userName), ["user name", "username", "login", "email", "kullanici adi", "kullanici", "user"]),
    (
      .session(.startedAt),
      [
        "started at", "start time", "login at", "login time", "logged in at", "signed in at",
        "created at", "created on", "createdat", "creation time", "inserted at", "begin", "begin time", "giris",
        "giris zamani", "baslangic", "created", "create at", "auth time", "start date", "date",
      ]
    ),
    (
      .session(.endedAt),
      [
        "ended at", "end time", "logout at", "logout time", "logged out at", "signed out at",
        "revoked at", "closed at", "terminated at", "cikis", "cikis zamani", "bitis", "end date",
      ]
    ),
    (
      .session(.expiresAt),
      [
        "expires at", "expire at", "expires", "expires on", "expiry", "expire date", "expiration",
        "expiration time", "expiresat", "not after", "valid until", "gecerlilik",
      ]
    ),
    (
      .session(.lastSeenAt),
      [
        "last seen at", "last seen", "last activity at", "last activity", "last active at",
        "last used at", "last access", "refreshed at", "seen at", "son islem", "updated at", "updatedat",
      ]
    ),
    (.session(.status), ["status", "state", "durum", "is active", "active", "is revoked", "revoked", "is valid"]),
    (.session(.endReason), ["end reason", "logout reason", "revoke reason", "revocation reason", "close reason"]),
    (
      .session(.address),
      [
        "ip address", "ip", "ip addr", "ipaddress", "remote addr", "remote address", "client ip",
        "remote ip", "ip adresi",
      ]
    ),
    (.session(.userAgent), ["user agent", "useragent", "browser", "tarayici"]),
    (.session(.device), ["device", "device info", "device name", "platform", "cihaz"]),
    (.event(.id), ["event id", "id", "uuid", "log id", "no", "sira no"]),
    (
      .event(.occurredAt),
      [
        "occurred at", "event time", "event timestamp", "logged at", "created at", "createdat",
        "created on", "timestamp", "time", "ts", "date", "created", "inserted at", "zaman", "tarih", "olay zamani",
      ]
    ),
    (
      .event(.userID),
      [
        "user id", "userid", "uid", "account id", "member id", "actor id", "kullanici id", "uye id",
        "uye no", "kullanici no",
      ]
    ),
    (.event(.userName), ["user name", "username", "login", "email", "actor username", "kullanici adi", "kullanici"]),
    (.event(.sessionID), ["session id", "session uuid", "sessionid", "oturum id"]),
    (
      .event(.type),
      [
        "event type", "eventtype", "action", "type", "event", "event name", "operation", "activity",
        "category", "olay", "olay turu", "islem", "tur",
      ]
    ),
    (.event(.reason), ["failure reason", "reason", "error", "error code", "neden"]),
    (
      .event(.address),
      [
        "ip address", "ip", "ip addr", "ipaddress", "remote addr", "client ip", "remote ip",
        "ip adresi",
      ]
    ),
    (.event(.userAgent), ["user agent", "useragent", "browser", "tarayici"]),
    (
      .event(.object),
      [
        "object type", "object", "table name", "resource type", "resource", "entity type", "entity", "model name",
        "nesne", "nesne turu", "tablo", "tablo adi",
      ]
    ),
    (.event(.recordCount), ["record count", "row count", "rows affected", "affected rows", "kayit sayisi"]),
    (.event(.targetID), ["target id", "target user id", "subject id"]),
    (.user(.id), ["user id", "id", "uid", "uuid", "kullanici id", "uye no"]),
    (.user(.userName), ["user name", "username", "login", "login name", "email", "kullanici adi", "name"]),
    (.user(.fullName), ["full name", "fullname", "display name", "name", "ad soyad", "adi soyadi"]),
    (.user(.email), ["email", "e mail", "mail", "email address", "eposta"]),
    (.user(.role), ["role", "role name", "rol", "user type"]),
    (.user(.createdAt), ["created at", "createdat", "created on", "date joined", "registered at", "kayit tarihi"]),
    (.user(.disabledAt), ["disabled at", "deleted at", "deactivated at", "banned until", "suspended at"]),
  ]

  /// Looks for the columns of a relation; no column of the table serves twice.
  init(_ relation: Relation, in columns: [DatabaseColumn]) {
    var free = columns.map { (column: $0, words: NameWords.of($0.name)) }
    for (wanted, names) in Self.names where relation.columns.contains(wanted) {
      let found =
        names.lazy.compactMap { name in
          free.firstIndex { candidate in
            candidate.words.joined(separator: " ") == name && Self.canBe(wanted, candidate.column)
              && !NameWords.speakOfSecret(candidate.words)
          }
        }.first ?? Self.key(wanted, free.map(\.column))
      guard let found else { continue }
      self.columns[wanted] = free[found].column
      free.remove(at: found)
    }
  }

  /// A row's own name may be any primary key, whatever it is called.
  private static func key(_ wanted: SourceColumn, _ columns: [DatabaseColumn]) -> Int? {
    switch wanted {
    case .session(.id), .event(.id), .user(.id): columns.firstIndex { $0.isKey }
    default: nil
    }
  }

  private static func canBe(_ wanted: SourceColumn, _ column: DatabaseColumn) -> Bool {
    switch (wanted.kind, column.type) {
    case (.time, .bool), (.time, .json), (.address, .bool), (.address, .number), (.address, .timestamptz): false
    case (.text, .json), (.identifier, .json), (.address, .json): false
    case (.text, .bool): wanted == .session(.status)
    case (.integer, let type): type == .number
    case (.text, .timestamptz), (.text, .timestamp), (.text, .date), (.identifier, .timestamptz): false
    default: true
    }
  }
}
