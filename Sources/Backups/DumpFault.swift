import Messages

/// Why a server did not let pg_dump finish, told apart by the words it used and never shown in them.
package enum DumpFault: Sendable, Equatable, CaseIterable {
  case rowSecurity, forbidden, locked, timeLimit, cancelled, standbyConflict, outOfLocks, outOfMemory, encoding, damaged
  case snapshotGone, shutDown, noConnectionLeft, refused, cut, diskFull

  /// The fault whose words occur in what pg_dump wrote to standard error.
  init?(in standardError: String) {
    guard let fault = Self.allCases.first(where: { $0.occurs(in: standardError) }) else { return nil }
    self = fault
  }

  private func occurs(in text: String) -> Bool {
    // A statement that was cancelled while it waited for a table.
    if self == .locked, text.contains("Query was: LOCK TABLE"), text.contains("canceling statement") { return true }
    return marks.contains { text.contains($0) }
  }

  /// The fault with the table it is about, where pg_dump names that itself.
  func words(in standardError: String) -> Message {
    guard self == .forbidden, let found = standardError.firstRange(of: "permission denied for table ") else {
      return words
    }
    let table = standardError[found.upperBound...].prefix { $0 != "\n" }
    let own = standardError.split(separator: "\n").filter { $0.hasPrefix("pg_dump: detail: ") && $0.contains(" was: ") }
    return own.contains { $0.contains(table) } ? Message(verbatim: "\(table):") + words : words
  }

  /// What kind of trouble it is.
  var failureKind: FailureKind {
    switch self {
    case .rowSecurity, .forbidden, .refused: .notPermitted
    case .locked, .timeLimit, .cancelled, .standbyConflict: .temporary
    case .diskFull: .inputOutput
    case .outOfLocks, .outOfMemory, .encoding, .damaged, .snapshotGone, .shutDown, .noConnectionLeft, .cut:
      .unavailable
    }
  }

  private var marks: [String] {
    switch self {
    case .rowSecurity: ["row-level security"]
    case .forbidden: ["permission denied for", "must be owner of"]
    case .locked: ["due to lock timeout", "could not obtain lock"]
    case .timeLimit: ["due to statement timeout", "transaction timeout", "idle-in-transaction timeout"]
    case .cancelled: ["due to user request"]
    case .standbyConflict: ["due to conflict with recovery"]
    case .outOfLocks: ["out of shared memory", "max_locks_per_transaction"]
    case .outOfMemory: ["out of memory"]
    case .encoding: ["invalid byte sequence for encoding", "has no equivalent in encoding"]
    case .damaged: ["missing chunk number", "could not read block", "invalid page in block", "unexpected chunk number"]
    case .snapshotGone: ["invalid snapshot identifier", "could not import the requested snapshot"]
    case .shutDown:
      ["terminating connection due to administrator command", "is shutting down", "is starting up"]
    case .noConnectionLeft: ["too many clients", "too many connections", "remaining connection slots"]
    case .refused: ["password authentication failed", "no password supplied", "no pg_hba.conf entry"]
    case .cut:
      [
        "server closed the connection", "Connection timed out", "Connection reset by peer", "Connection refused",
        "connection has been closed unexpectedly", "no connection to the server", "could not receive data from server",
      ]
    case .diskFull: ["No space left on device", "no space left on device"]
    }
  }

  /// The fault, and what to do about it.
  var words: Message {
    switch self {
    case .rowSecurity:
      Message(
        tr: "Satır güvenliği (row-level security) rolden satır gizliyor; eksik yedek alınmaz. Role BYPASSRLS verin "
          + "(ALTER ROLE … BYPASSRLS).",
        en: "Row-level security hides rows from the role, and no backup is made of a part. Give the role BYPASSRLS "
          + "(ALTER ROLE … BYPASSRLS).")
    case .forbidden:
      Message(
        tr: "Rolün bir tabloyu, sırayı veya büyük nesneyi okuma yetkisi yok; yedek için “GRANT pg_read_all_data TO …” "
          + "çalıştırın.",
        en: "The role may not read a table, a sequence or a large object; for backups run “GRANT pg_read_all_data "
          + "TO …”.")
    case .locked:
      Message(
        tr: "Bir tablo başka bir oturumca kilitli; daha sonra yeniden deneyin.",
        en: "Another session has locked a table; try again later.")
    case .timeLimit:
      Message(
        tr: "Sunucu süre sınırında durdurdu; rolün veya ara sunucunun sınırlarını (statement_timeout …) denetleyin.",
        en: "The server stopped it at a time limit; check the limits (statement_timeout …) of the role or of a pooler.")
    case .cancelled:
      Message(
        tr: "Sunucuda biri sorguyu iptal etti; yeniden çalıştırın.",
        en: "Somebody cancelled its query on the server; run again.")
    case .standbyConflict:
      Message(
        tr: "Yedek sunucunun kurtarması sorguyu durdurdu; max_standby_streaming_delay değerini büyütün.",
        en: "The standby's recovery stopped its query; raise max_standby_streaming_delay.")
    case .outOfLocks:
      Message(
        tr: "Sunucunun kilit tablosu yetmedi; max_locks_per_transaction değerini büyütün.",
        en: "The server has no room for its locks; raise max_locks_per_transaction.")
    case .outOfMemory: Message(tr: "Sunucunun belleği yetmedi.", en: "The server is out of memory.")
    case .encoding:
      Message(
        tr: "Bir tabloda veritabanının kodlamasına uymayan baytlar var.",
        en: "A table holds bytes that are none of the database's encoding.")
    case .damaged:
      Message(
        tr: "Sunucunun dosyaları bozuk; pg_amcheck çalıştırın ve eski yedekleri saklayın.",
        en: "The server's files are damaged; run pg_amcheck and keep the older backups.")
    case .snapshotGone:
      Message(
        tr: "Okuma bağlantısı bittiği için anlık görüntü kayboldu; yeniden çalıştırın.",
        en: "The snapshot went with the connection that reads; run again.")
    case .shutDown:
      Message(
        tr: "Sunucu veya bir yönetici bağlantıyı kapattı; yeniden çalıştırın.",
        en: "The server or an administrator closed its connection; run again.")
    case .noConnectionLeft:
      Message(
        tr: "Sunucuda boş bağlantı yok; max_connections değerini büyütün.",
        en: "The server has no connection left; raise max_connections.")
    case .refused:
      Message(
        tr: "Sunucu kullanıcı adını veya parolayı kabul etmedi.", en: "The server did not accept the user or password.")
    case .cut:
      Message(
        tr: "Sunucu bağlantısı koptu; yeniden çalıştırın.", en: "The connection to the server broke; run again.")
    case .diskFull: Message(tr: "Disk dolu.", en: "A disk is full.")
    }
  }
}
