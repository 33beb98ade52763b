package import Messages
package import Model

extension IssueRecord {
  /// How far back every file of a package is read again each night, in microseconds.
  static let readAgain = readAgainDays * microsecondsPerDay

  /// The same in days.
  package static let readAgainDays: Int64 = 7

  /// Holds what counts as done against its sums; returns what was changed, is missing or was added, file by file.
  ///
  /// Read to the end are the packages of the last seven days before `asOf`, the newest of each report and source, the
  /// newest backup of each source, and whatever was found damaged before. Of the others the manifest is read, and files
  /// are looked at for presence and size.
  package func inspect(asOf: Instant) throws -> [Message] {
    let entries = register.entries
    var known: [String: RegisterEntry] = [:]
    for entry in entries { if let key = Self.key(entry) { known[key] = entry } }
    var damages: [Message] = []
    let newest = newestFolders
    for item in contents.packages + contents.backups {
      let entry = known[Self.key(item)]
      let inspection = Inspection(
        readsFiles: isReadEachNight(item, asOf: asOf) || newest.contains(item.folder) || entry?.isDamaged ?? false)
      let found = try inspection.damages(of: item, registered: entry?.manifestDigest).map { damage in
        item.head.number.flatMap { successor(of: $0) }.map { damage + Self.replaced(by: $0) } ?? damage
      }
      damages += found
      if let entry, entry.isDamaged == found.isEmpty {
        var changed = entry
        changed.isDamaged = !found.isEmpty
        try uninterrupted { try register.replace(entry, by: changed) }
      }
    }
    return damages
  }

  /// Whether every file of a package is read again for its age alone.
  func isReadEachNight(_ item: ArchiveContents.Item, asOf: Instant) -> Bool {
    item.head.format == .package && item.head.period.map { $0.to >= asOf.advanced(by: -Self.readAgain) } ?? true
  }

  /// Holds a backup against its manifest, its list of sums and the register; every file is read to its end.
  package func damages(of backup: ArchivedBackup) throws -> [Message] {
    let item = ArchiveContents.Item(folder: backup.folder, head: backup.head, digest: backup.manifestDigest)
    let entry = register.entries.first { Self.key($0) == Self.key(item) }
    return try Inspection(readsFiles: true).damages(of: item, registered: entry?.manifestDigest)
  }

  /// That a damaged document is not the one in force.
  private static func replaced(by successor: DocumentNumber) -> Message {
    Message(tr: "Bu belgenin yerine \(successor.text) geçmiştir.", en: "\(successor.text) has replaced the document.")
  }

  /// The newest package of each report and source, and the newest backup of each source.
  var newestFolders: Set<String> {
    var newest: [[String]: ArchiveContents.Item] = [:]
    for item in contents.packages + contents.backups {
      let key = [item.head.format.rawValue, item.head.number?.code ?? "", item.head.source]
      if let other = newest[key], Self.isOlder(item, than: other) { continue }
      newest[key] = item
    }
    return Set(newest.values.map(\.folder))
  }

  /// Backups are as old as their names say, packages as their periods.
  private static func isOlder(_ item: ArchiveContents.Item, than other: ArchiveContents.Item) -> Bool {
    guard item.head.format == .package, let period = item.head.period, let last = other.head.period else {
      return item.name.utf8.lexicographicallyPrecedes(other.name.utf8)
    }
    return period.to < last.to
  }

  private static func key(_ entry: RegisterEntry) -> String? {
    entry.number?.folderName ?? entry.backup.map { "backups/\(entry.source)/\($0)" }
  }

  private static func key(_ item: ArchiveContents.Item) -> String {
    item.head.format == .package ? item.name : "backups/\(item.head.source)/\(item.name)"
  }
}
