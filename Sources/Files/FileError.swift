public import Glibc
public import Messages

/// A file operation that did not succeed: what was done to which path, and the system's reason.
public struct FileError: ExplainedError, Equatable {
  /// What was being done.
  public enum Operation: Sendable {
    case open, read, write, synchronise, rename, remove, list, createFolder, lock, inspect, digest
  }

  /// What was being done.
  public let operation: Operation
  /// To what.
  public let path: String
  /// The system's error number.
  public let code: CInt

  /// An error for the operation that just failed with `errno`.
  public init(_ operation: Operation, _ path: String, code: CInt = errno) {
    self.operation = operation
    self.path = path
    self.code = code
  }

  /// Whether the file system, or the quota on it, is full.
  public var isDiskFull: Bool { code == ENOSPC || code == EDQUOT || code == EFBIG }
  /// Whether the path does not exist.
  public var isMissing: Bool { code == ENOENT || code == ENOTDIR }
  /// Whether something that is no folder lies where one is needed.
  public var isInTheWay: Bool { code == EEXIST || code == ENOTDIR }
  /// Whether the path may not be used by this user.
  public var isForbidden: Bool { code == EACCES || code == EPERM || code == EROFS }

  public var failureKind: FailureKind {
    if isDiskFull { return .inputOutput }
    return switch operation {
    case .open, .createFolder, .rename, .lock: isForbidden || isMissing ? .cannotCreate : .inputOutput
    case .read, .write, .synchronise, .remove, .list, .inspect, .digest: .inputOutput
    }
  }

  public var message: Message { Message(tr: path + " " + problem.tr, en: path + " " + problem.en) }

  /// What could not be done and why, without the path.
  public var problem: Message {
    let reason = String(cString: strerror(code))
    let what =
      switch operation {
      case .open: Message(tr: "açılamadı", en: "cannot be opened")
      case .read: Message(tr: "okunamadı", en: "cannot be read")
      case .write: Message(tr: "yazılamadı", en: "cannot be written")
      case .synchronise: Message(tr: "diske işlenemedi", en: "cannot be flushed to disk")
      case .rename: Message(tr: "yerine taşınamadı", en: "cannot be moved into place")
      case .remove: Message(tr: "silinemedi", en: "cannot be removed")
      case .list: Message(tr: "listelenemedi", en: "cannot be listed")
      case .createFolder: Message(tr: "klasörü oluşturulamadı", en: "cannot be created as a folder")
      case .lock: Message(tr: "kilitlenemedi", en: "cannot be locked")
      case .inspect: Message(tr: "incelenemedi", en: "cannot be inspected")
      case .digest: Message(tr: "dosyasının özeti çıkarılamadı", en: "cannot be digested")
      }
    let sentence = Message(tr: "\(what.tr): \(reason).", en: "\(what.en): \(reason).")
    return remedy.map { sentence + $0 } ?? sentence
  }

  /// What to do about it, where the system's reason does not say that.
  private var remedy: Message? {
    switch code {
    case EFBIG:
      Message(
        tr: "Dosya boyutu sınırı aşıldı: “ulimit -f” (systemd: LimitFSIZE) değerini yükseltip yeniden çalıştırın; "
          + "yarım kalan hiçbir şey yayımlanmadı.",
        en: "A file may not grow that large: raise “ulimit -f” (systemd: LimitFSIZE) and run again; "
          + "nothing unfinished was published.")
    case EMFILE, ENFILE:
      Message(
        tr: "Açık dosya sınırı doldu: “ulimit -n” (systemd: LimitNOFILE) değerini yükseltip yeniden çalıştırın.",
        en: "Too many files are open: raise “ulimit -n” (systemd: LimitNOFILE) and run again.")
    case _ where isDiskFull:
      Message(
        tr: "Disk dolu: yer açıp yeniden çalıştırın; yarım kalan hiçbir şey yayımlanmadı.",
        en: "The disk is full: free some space and run again; nothing unfinished was published.")
    default: nil
    }
  }
}
