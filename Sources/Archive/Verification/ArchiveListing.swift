import Files
import Messages

/// The names of what lies in an archive, read without opening anything.
struct ArchiveListing {
  /// The numbers of packages' folders.
  private(set) var packages: Set<DocumentNumber> = []
  /// The folders of backups.
  private(set) var backups: Set<ExpectedItems.Backup> = []
  /// The folders of records of reviews.
  private(set) var reviews: Set<ReviewFolder> = []
  /// The paths of the files in `keys/`.
  private(set) var keys: [String] = []
  /// The paths of what is not the program's.
  private(set) var strangers: [String] = []

  /// The names at the top besides years that are the program's.
  private static let own: Set<String> = [
    ".state", "register", "backups", "keys", "reviews", Ledger.fileName, Archive.indexName,
  ]

  /// Lists an archive.
  init(of path: String) throws {
    for name in try Self.names(path) {
      if FolderYear(name) != nil, Folder.exists("\(path)/\(name)") {
        try list(year: name, of: path)
      } else if !Self.own.contains(name) || name == Archive.indexName && Folder.exists("\(path)/\(name)") {
        strangers.append(name)
      }
    }
    if Folder.exists(path + "/keys") { keys = try Self.names(path + "/keys").map { "keys/\($0)" } }
    for document in Folder.exists(path + "/reviews") ? try Self.names(path + "/reviews") : [] {
      for name in Folder.exists("\(path)/reviews/\(document)") ? try Self.names("\(path)/reviews/\(document)") : [""] {
        if let review = ReviewFolder("\(document)/\(name)") {
          reviews.insert(review)
        } else {
          strangers.append(name.isEmpty ? "reviews/\(document)" : "reviews/\(document)/\(name)")
        }
      }
    }
    guard Folder.exists(path + "/backups") else { return }
    for source in try Self.names(path + "/backups") {
      guard Folder.exists("\(path)/backups/\(source)") else {
        strangers.append("backups/\(source)")
        continue
      }
      for name in try Self.names("\(path)/backups/\(source)") {
        if ArchiveContents.isStamp(name) {
          backups.insert(.init(source: source, name: name))
        } else {
          strangers.append("backups/\(source)/\(name)")
        }
      }
    }
  }

  private mutating func list(year: String, of path: String) throws {
    for name in try Self.names("\(path)/\(year)") {
      if let number = DocumentNumber(name), number.folderName == name, name.hasPrefix(year + "-") {
        packages.insert(number)
      } else {
        strangers.append("\(year)/\(name)")
      }
    }
  }

  /// What lies in a folder but what file systems put there and what a run is filling at this moment.
  private static func names(_ path: String) throws(FileError) -> [String] {
    try Folder.entries(path).filter { !ArchiveContents.ignored.contains($0) && !ArchiveContents.isUnfinished($0) }
  }
}
