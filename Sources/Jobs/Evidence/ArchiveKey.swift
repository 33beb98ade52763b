import Archive
import Evidence
import Files
import Messages

/// The key of an archive's digests: 32 random bytes in `.state/digest.key`, made by the first run that needs it.
///
/// It is never replaced: with another key every finding would be another finding.
struct ArchiveKey {
  let archive: Archive

  /// What a manifest says of the digests' key begins with this where it is the archive's.
  static let origin = "archive:"

  /// Where the key lies.
  var path: String { archive.stateFolder + "/digest.key" }

  /// The key, made where there is none yet; the archive's lock must be held.
  func obtain() throws -> SecretKey {
    if let key = try present() { return key }
    try SecretKey.random().write(toNew: path)
    try Folder.synchroniseEntries(archive.stateFolder)
    // What counts is what lies there.
    guard let key = try present() else { throw FileError(.open, path) }
    return key
  }

  /// The key, if it was made.
  ///
  /// - Throws: ``Failure`` for a file that is no key, and for a key that is gone though documents were made with it.
  func present() throws -> SecretKey? {
    do throws(SecretFile.Fault) {
      return try SecretKey(file: path, followsLinks: false)
    } catch {
      if case .unreadable(let cause) = error {
        guard cause.isMissing else { throw Failure(cause.isForbidden ? .notPermitted : .inputOutput, cause.message) }
        try refuseIfLost()
        return nil
      }
      throw Failure(.misconfigured, Secrets.message(error, path) + Self.warning)
    }
  }

  private static let warning = Message(
    tr: " Arşivin özet anahtarını silmeyin: bulguların kimlikleri ona bağlıdır; yedekten geri koyun.",
    en: " Do not remove the key of the archive's digests: findings are known by it; put it back from a backup.")

  /// A document that was made with the archive's key says so in its manifest.
  private func refuseIfLost() throws {
    let mark = "\"digest_key\": \"\(Self.origin)"
    for year in try Folder.entries(archive.path) where !year.isEmpty && year.utf8.allSatisfy({ (48...57).contains($0) })
    {
      let folder = "\(archive.path)/\(year)"
      guard Folder.exists(folder) else { continue }
      for package in try Folder.entries(folder) {
        let manifest = "\(folder)/\(package)/\(Manifest.fileName)"
        guard InputFile.exists(manifest), try InputFile.text(manifest).contains(mark) else { continue }
        throw Failure(
          .misconfigured,
          Message(
            tr: "\(path) yok, ama \(package) bu anahtarla düzenlenmiş. Anahtarı yedekten geri koyun. Geri gelmeyecekse "
              + "yenisini yapın; o zaman bulguların kimlikleri değişir: "
              + "“head -c 32 /dev/urandom > \(path) && chmod 600 \(path)”.",
            en: "\(path) is gone, but \(package) was made with it. Put the key back from a backup. If it is lost for "
              + "good, make another, and findings get other identifiers: "
              + "“head -c 32 /dev/urandom > \(path) && chmod 600 \(path)”."))
      }
    }
  }
}
