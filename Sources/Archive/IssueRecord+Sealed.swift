import Files
package import Messages
package import Model
import Synchronization

extension IssueRecord {
  /// What lies in the archive in the place of something that was sealed.
  package struct Standing: Sendable {
    /// The folder.
    package var folder: String
    /// SHA-256 of its manifest; nil where that cannot be read.
    package var digest: String?
    /// Whether its files were found changed when they were last looked at.
    package var isDamaged: Bool
    /// Whether it lay there when the run began, so that the nightly look had it.
    package var wasThere: Bool
    /// Whether every file of it is read each night.
    package var isReadWhole: Bool
  }

  /// What was found changed, missing or added in the archive as it was when the run began; looked for once a run.
  package func inspection(asOf: Instant) throws -> [Message] {
    if let found = inspected.withLock({ $0 }) { return found }
    let found = try inspect(asOf: asOf)
    inspected.withLock { $0 = found }
    return found
  }

  /// What lies in the place of documents and backups that are named by their numbers or by `source/name`.
  ///
  /// Those of the run itself are read from their folders. What is not named in the answer is not there.
  package func standings(asOf: Instant, documents: Set<String>, backups: Set<String>) -> [String: Standing] {
    let entries = register.entries
    let damaged = Set(
      entries.filter(\.isDamaged).map { entry in entry.number?.text ?? "\(entry.source)/\(entry.backup ?? "")" })
    let newest = newestFolders
    var standings: [String: Standing] = [:]
    for item in contents.packages + contents.backups {
      let name = item.head.number?.text ?? "\(item.head.source)/\(item.name)"
      guard documents.contains(name) || backups.contains(name) else { continue }
      standings[name] = Standing(
        folder: item.folder, digest: item.digest, isDamaged: damaged.contains(name), wasThere: true,
        isReadWhole: newest.contains(item.folder) || isReadEachNight(item, asOf: asOf))
    }
    for name in documents where standings[name] == nil {
      guard let number = DocumentNumber(name) else { continue }
      standings[name] = made(in: "\(archive.yearFolder(number.year))/\(number.folderName)")
    }
    for name in backups where standings[name] == nil { standings[name] = made(in: "\(archive.backupsFolder)/\(name)") }
    return standings
  }

  /// Periods of a source that no document was wanted for, since nothing was recorded in them.
  package func emptyPeriods(of source: String) -> [Period] {
    register.entries.filter { $0.state == .empty && $0.source == source }.compactMap(\.period)
  }

  /// What was published in the run itself; nil where nothing is.
  private func made(in folder: String) -> Standing? {
    guard Folder.exists(folder) else { return nil }
    return Standing(
      folder: folder, digest: try? Manifest(readingFrom: folder).digest, isDamaged: false, wasThere: false,
      isReadWhole: false)
  }
}
