import CCurl
package import Files
package import Messages

/// Why something was not handed over.
package struct DeliveryError: ExplainedError, Equatable {
  /// What happened.
  package enum Cause: Sendable, Equatable {
    /// The location's own folder is not there.
    case noFolder
    /// There is too little room, in bytes.
    case full(free: Int, needed: Int)
    /// What was read again is not what was sent.
    case altered
    /// A local file, by its path, is not what its manifest says.
    case changedHere(String)
    /// Something else lies under the name; a path in it that differs.
    case taken(String)
    /// A file of this machine could not be used.
    case file(FileError)
    /// Nothing moved for too long.
    case silent
    /// libcurl's code, and its words.
    case curl(Int, String)
    /// libcurl or OpenSSL cannot be used.
    case notReady
  }

  /// What happened.
  package let cause: Cause
  /// Where: the location, or a path in it.
  package let place: String

  /// An error of a place.
  package init(_ cause: Cause, _ place: String) {
    self.cause = cause
    self.place = place
  }

  /// Whether a file or folder is not there.
  var isMissingFile: Bool {
    switch cause {
    case .file(let error): error.isMissing
    case .curl(let code, _): code == Int(CURLE_REMOTE_FILE_NOT_FOUND.rawValue)
    default: false
    }
  }

  /// Whether a server did not do what it was told, while the connection is sound.
  var isRefusal: Bool {
    if case .curl(let code, _) = cause { code == Int(CURLE_QUOTE_ERROR.rawValue) } else { false }
  }

  /// Whether it is about what was handed over, and something else may still arrive at the place.
  package var isAboutShipment: Bool {
    switch cause {
    case .changedHere, .taken: true
    case .noFolder, .full, .altered, .file, .silent, .curl, .notReady: false
    }
  }

  package var failureKind: FailureKind {
    switch cause {
    case .noFolder: .cannotCreate
    case .full, .altered, .changedHere: .inputOutput
    case .taken: .cannotCreate
    case .file(let error): error.failureKind
    case .silent, .notReady: .unavailable
    case .curl: fault?.failureKind ?? .unavailable
    }
  }

  package var message: Message {
    if case .file(let error) = cause { return error.message }
    return Message(verbatim: place + ":") + explanation
  }

  private var fault: SFTPFault? {
    if case .curl(let code, _) = cause { SFTPFault(code) } else { nil }
  }

  private var explanation: Message {
    switch cause {
    case .noFolder:
      Message(
        tr:
          "klasör yok; hiç oluşturulmaz, çünkü bağlanmamış bir disk olabilir. Diski bağlayın ya da klasörü oluşturun.",
        en: "the folder is not there, and is never made: it may be a disk that is not mounted. Mount it, or make the "
          + "folder.")
    case .full(let free, let needed):
      Message(
        tr: "\(free >> 20) MiB boş, \(Self.mebibytes(needed)) MiB gerekir; yer açıp yeniden deneyin.",
        en: "\(free >> 20) MiB are free, \(Self.mebibytes(needed)) MiB are needed; free some space and try again.")
    case .altered:
      Message(
        tr: "yeniden okunduğunda gönderilenle aynı değil (SHA-256 uymuyor). Oradaki diski ve aradaki ağı denetleyin; "
          + "yarım kopya sayılmaz, yerel yedek duruyor.",
        en: "what was read again is not what was sent (its SHA-256 differs). Check the disk there and the network in "
          + "between; the partial copy does not count, the local backup is kept.")
    case .changedHere(let path):
      Message(
        tr: "\(path) bildirimindeki dosya değil (SHA-256 uymuyor), bu yüzden gönderilmedi. Yerel diski denetleyin.",
        en: "\(path) is not the file of its manifest (its SHA-256 differs), so it was not handed over. Check the local "
          + "disk.")
    case .taken(let path):
      Message(
        tr: "bu adla başka bir şey var" + (path.isEmpty ? "" : " (\(path) farklı)")
          + "; üzerine yazılmaz. Başka yere taşıyın; iki kurulum aynı klasörü paylaşmamalı.",
        en: "something else lies under this name" + (path.isEmpty ? "" : " (\(path) differs)")
          + ", and is not replaced. Move it away; two installations must not share a folder.")
    case .file(let error): error.message
    case .silent:
      Message(
        tr: "süresi içinde tek bayt gelip gitmedi; ağı ve sunucuyu denetleyin (offsite: { sftp: { timeouts } }).",
        en: "not a byte moved in time; check the network and the server (offsite: { sftp: { timeouts } }).")
    case .curl(_, let words):
      (fault?.words ?? Message(tr: "aktarım başarısız.", en: "the transfer failed."))
        + Message(verbatim: "(\(words.isEmpty ? "libcurl" : "libcurl: " + words))")
    case .notReady:
      Message(tr: "libcurl veya OpenSSL kullanılamıyor.", en: "libcurl or OpenSSL cannot be used.")
    }
  }

  /// Rounded up, so that what is needed never reads less than it is.
  private static func mebibytes(_ bytes: Int) -> Int { (bytes + (1 << 20) - 1) >> 20 }
}
