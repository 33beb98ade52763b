import Files
import Messages

/// What lies in the archive's folders: packages, backups, and what does not belong there.
///
/// Every manifest is read, some kilobytes each: ten years of three documents and a backup a night are 14,600 of them.
/// One that cannot be read stops the run, since "not issued" would be a guess.
struct ArchiveContents {
  /// A package or a backup.
  struct Item: Sendable {
    /// Its folder.
    let folder: String
    /// What its manifest says of it.
    let head: Manifest.Head
    /// SHA-256 of its manifest.
    let digest: String
    /// The time stamp its manifest says is asked for; nil where none is.
    var timeStamp: ManifestSeal.TimeStamp?

    /// The name of its folder.
    var name: String { String(folder.split(separator: "/").last ?? "") }
  }

  /// What file systems make for themselves.
  static let ignored: Set<String> = ["lost+found"]

  /// The names at the top that are the program's own, besides years.
  private static let own: Set<String> = [
    ".state", "register", "backups", "keys", "reviews", Ledger.fileName,
  ]

  /// Packages by year and name.
  var packages: [Item] = []
  /// Backups by source and name.
  var backups: [Item] = []
  /// Paths of what is not the program's and lies among what is.
  var strangers: [String] = []
  /// The names of folders of packages that were being filled when a run ended.
  var unfinished: Set<String> = []

  /// Reads the archive.
  init(of archive: Archive) throws {
    for name in try entries(archive.path) {
      let path = "\(archive.path)/\(name)"
      if FolderYear(name) == nil {
        if Self.own.contains(name), !Folder.exists(path), name != Ledger.fileName { strangers.append(path) }
      } else if Folder.exists(path) {
        try readYear(path)
      } else {
        strangers.append(path)
      }
    }
    for source in try archive.sourceFolders() { try readBackups(archive.backupFolder(source)) }
  }

  /// The backups whose manifests can be read, for an archive of which other things cannot.
  init(readableBackupsOf archive: Archive) throws {
    for source in try archive.sourceFolders() {
      let folder = archive.backupFolder(source)
      for name in try entries(folder) where Self.isStamp(name) {
        if let backup = try? Self.item("\(folder)/\(name)") { backups.append(backup) }
      }
    }
  }

  private mutating func readYear(_ folder: String) throws {
    for name in try entries(folder) {
      let path = "\(folder)/\(name)"
      if DocumentNumber(name)?.folderName == name, Folder.exists(path) {
        packages.append(try Self.item(path))
      } else if Self.isUnfinished(name) {
        unfinished.insert(name)
      } else {
        strangers.append(path)
      }
    }
  }

  private mutating func readBackups(_ folder: String) throws {
    for name in try entries(folder) {
      let path = "\(folder)/\(name)"
      if Self.isStamp(name), Folder.exists(path) {
        backups.append(try Self.item(path))
      } else if !Self.isUnfinished(name) {
        strangers.append(path)
      }
    }
  }

  /// The package or backup of a folder.
  static func item(_ folder: String) throws -> Item {
    let manifest = try Manifest(readingFrom: folder)
    return Item(
      folder: folder, head: manifest.head, digest: manifest.digest, timeStamp: manifest.seal?.time_stamp)
  }

  /// The names in a folder but what file systems put there.
  private func entries(_ folder: String) throws -> [String] {
    do throws(FileError) {
      return try Folder.entries(folder).filter { !Self.ignored.contains($0) }
    } catch {
      throw ArchiveError.unreadable(
        error, remedy: Message(tr: "Hiçbir şey düzenlenmedi.", en: "Nothing was issued."))
    }
  }

  /// A folder that a run is filling at this moment.
  static func isUnfinished(_ name: String) -> Bool { name.hasPrefix(".") && name.hasSuffix(".partial") }

  /// `20261007T231500Z`, or the same with `-2`.
  static func isStamp(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
    guard bytes.count >= 16, bytes[..<8].allSatisfy(isDigit), bytes[8] == UInt8(ascii: "T"),
      bytes[9..<15].allSatisfy(isDigit), bytes[15] == UInt8(ascii: "Z")
    else { return false }
    return bytes.count == 16 || bytes.count > 17 && bytes[16] == UInt8(ascii: "-") && bytes[17...].allSatisfy(isDigit)
  }
}
