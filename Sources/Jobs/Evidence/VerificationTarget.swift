import Archive
import Files
import Messages

/// What a path given to `tutanak verify` is.
enum VerificationTarget {
  /// An archive, or one package in it by its folder's name.
  case archive(String, onlyPackage: String?)
  /// A package or backup that lies outside an archive.
  case folder(String)

  /// Looks at a path.
  ///
  /// - Throws: ``Failure`` where there is nothing that could be verified: nothing found is never a success.
  init(_ path: String) throws {
    let path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    guard Folder.exists(path) else {
      throw Failure(.wrongUsage, Message(tr: "\(path) bir klasör değil.", en: "\(path) is no folder."))
    }
    if PackageVerification.isPackage(path) {
      let parts = path.split(separator: "/")
      let archive = "/" + parts.dropLast(2).joined(separator: "/")
      if path.hasPrefix("/"), DocumentNumber(String(parts.last ?? "")) != nil, Self.isArchive(archive) {
        self = .archive(archive, onlyPackage: parts.last.map { String($0) })
      } else {
        self = .folder(path)
      }
    } else {
      self = .archive(path, onlyPackage: nil)
    }
  }

  private static func isArchive(_ path: String) -> Bool { InputFile.exists(path + "/" + Ledger.fileName) }
}
