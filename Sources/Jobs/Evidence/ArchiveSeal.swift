import Archive
import Documents
import Evidence
import Files
import Messages
import Model

/// The key with which an archive seals: the configuration's, or one of its own in `.state/seal.key`.
///
/// The certificates of all that were ever used lie in `keys/`, and the ledger says when each came into use; a new one
/// is signed with the one before (``SealRotation``).
struct ArchiveSeal {
  let archive: Archive
  let settings: SealSettings

  init(_ archive: Archive, _ settings: SealSettings) { (self.archive, self.settings) = (archive, settings) }

  /// Where the archive's own key lies, its certificate in the same file.
  var path: String { archive.stateFolder + "/seal.key" }

  /// Where a key lies that is coming into use.
  var nextPath: String { path + ".next" }

  /// The certificate's file of a fingerprint.
  func certificatePath(_ fingerprint: String) -> String { "\(archive.keysFolder)/\(fingerprint).pem" }

  /// The signature of the key before over a certificate.
  func endorsementPath(_ fingerprint: String) -> String { "\(archive.keysFolder)/\(fingerprint).p7s" }

  /// The key that is there; nil where the archive has not made one yet.
  func present() throws -> SealKey? { try settings.key ?? Self.key(in: path) }

  /// The key that seals from now on; made where there is none, and written down in the ledger where it is new.
  ///
  /// - Throws: ``Failure`` where it is not the key the ledger names: only a rotation changes that.
  func obtain(for organisation: String, _ ledger: Ledger) throws -> (key: SealKey, isNew: Bool) {
    let current = try ledger.entries().last { $0.act == .key && $0.outcome == .done }?.fingerprint
    try finishRotation(to: current)
    if let key = try present() {
      if current == key.certificate.fingerprint { return (key, false) }
      guard current == nil else { throw Self.notTheLedgers(key.certificate) }
      try register(key, ledger)
      return (key, true)
    }
    guard current == nil else { throw lost }
    let new = try NewSealKey(
      organisation: organisation, from: SystemClock.now().microseconds / 1_000_000)
    try write(new, to: path)
    guard let key = try present() else { throw FileError(.open, path) }
    try register(key, ledger)
    return (key, true)
  }

  /// Writes a key and its certificate to a file that is not there yet.
  func write(_ new: NewSealKey, to path: String) throws {
    var file = try OutputFile(at: path)
    try file.append(new.keyFile + new.certificateFile)
    try file.commitAsNew()
    try Folder.synchroniseEntries(archive.stateFolder)
  }

  /// Keeps the certificate where everybody can read it.
  func keepCertificate(of key: SealKey) throws {
    try archive.makeFolder(archive.keysFolder)
    let path = certificatePath(key.certificate.fingerprint)
    if InputFile.exists(path) { return }
    var file = try OutputFile(at: path)
    try file.append(key.certificateFile)
    try file.commit()
    try Folder.synchroniseEntries(archive.keysFolder)
  }

  private func register(_ key: SealKey, _ ledger: Ledger) throws {
    try keepCertificate(of: key)
    try ledger.appendNow(.init(.key, .done, facts: Self.facts(key.certificate)))
  }

  /// What the ledger says of a key that comes into use.
  static func facts(_ certificate: SealCertificate) -> [JSONValue.Member] {
    [
      .init("certificate_sha256", .string(certificate.fingerprint)), .init("subject", .string(certificate.subject)),
      .init("self_signed", .bool(certificate.isSelfSigned)),
    ]
  }

  /// Gives a new key of the archive's own its name; one that is not needed any more goes.
  func conclude(isOwn: Bool) throws {
    if isOwn { try Folder.rename(nextPath, to: path) } else { try Folder.remove(path) }
    try Folder.synchroniseEntries(archive.stateFolder)
  }

  /// A rotation that ended between the ledger's line and the new key's name is done to its end.
  func finishRotation(to current: String?) throws {
    guard InputFile.exists(nextPath) else { return }
    if let next = try? Self.key(in: nextPath), next.certificate.fingerprint == current {
      try Folder.rename(nextPath, to: path)
    } else {
      try Folder.remove(nextPath)
    }
  }

  static func key(in path: String) throws -> SealKey? {
    do throws(SecretFile.Fault) {
      let bytes = try SecretFile(path, followsLinks: false).bytes
      do throws(SealError) {
        return try SealKey(keyFile: bytes, certificateFile: bytes)
      } catch {
        throw SecretFile.Fault.short(bytes.count)
      }
    } catch {
      switch error {
      case .unreadable(let cause) where cause.isMissing: return nil
      case .unreadable(let cause): throw Failure(cause.isForbidden ? .notPermitted : .inputOutput, cause.message)
      case .short:
        throw Failure(
          .misconfigured,
          Message(
            tr: "\(path) bir mühür anahtarı ve sertifikası içermiyor; yedekten geri koyun.",
            en: "\(path) does not hold a key that seals and its certificate; put it back from a backup."))
      default: throw Failure(.misconfigured, Secrets.message(error, path))
      }
    }
  }

  /// What is said when the archive has made its first key.
  static func firstWords(_ certificate: SealCertificate) -> Message {
    guard certificate.isSelfSigned else {
      return Message(
        tr: "Mühür anahtarı kullanıma girdi: \(certificate.subject) (\(certificate.fingerprint)).",
        en: "A key for seals came into use: \(certificate.subject) (\(certificate.fingerprint)).")
    }
    return Message(
      tr: "Kendinden imzalı bir mühür anahtarı kullanıma girdi (\(certificate.fingerprint)): bütünlüğü gösterir, "
        + "kimliği kanıtlamaz.",
      en: "A self-signed key for seals came into use (\(certificate.fingerprint)): it shows integrity and proves no "
        + "identity.")
  }

  private static func notTheLedgers(_ certificate: SealCertificate) -> Failure {
    Failure(
      .misconfigured,
      Message(
        tr: "Mühür anahtarı (\(certificate.fingerprint)) defterin bildiği anahtar değil. Eskisini geri koyun; yeni "
          + "anahtara geçiş için “tutanak seal rotate --reason …” çalıştırın.",
        en: "The key that seals (\(certificate.fingerprint)) is not the one the ledger names. Put that one back; to go "
          + "over to a new one run “tutanak seal rotate --reason …”."))
  }

  private var lost: Failure {
    Failure(
      .misconfigured,
      Message(
        tr: "Mühür anahtarı \(path) yok, ama arşiv onunla mühürlenmiş. Yedekten geri koyun; gelmeyecekse "
          + "“tutanak seal rotate --lost --reason …” yeni bir anahtara geçer.",
        en: "The key that seals, \(path), is gone, though the archive was sealed with it. Put it back from a backup; "
          + "if it is lost for good, “tutanak seal rotate --lost --reason …” goes over to a new one."))
  }
}

extension LedgerEntry {
  /// The certificate's fingerprint of a key that came into use.
  var fingerprint: String? { fact("certificate_sha256")?.stringValue }
}
