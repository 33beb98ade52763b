import Files
import Messages

/// The right to read a backup for as long as a verification, a drill or a restore takes: nothing purges it meanwhile.
///
/// Any number of readers have it together, a purge has it alone. It ends with the value, and with the process, however
/// that ends. It is a lock on a file below `.state`, so nothing of the backup itself is touched.
package struct BackupUse: ~Copyable {
  private let lock: SharedLock

  /// Begins to read a backup, by the name of its folder.
  ///
  /// - Throws: ``ArchiveError`` when it is being purged, or is not there.
  package static func begin(of name: String, source: String, in archive: Archive) throws -> BackupUse {
    // A name that a person gave may lead anywhere.
    guard ArchiveContents.isStamp(name), try archive.sourceFolders().contains(source) else {
      throw ArchiveError.noBackup(name, source: source)
    }
    guard let lock = try SharedLock.acquire(file: file(name, source, archive), .together) else {
      throw ArchiveError.beingPurged(archive.backupFolder(source) + "/" + name)
    }
    // It may have been purged just before.
    guard Folder.exists(archive.backupFolder(source) + "/" + name) else {
      throw ArchiveError.noBackup(name, source: source)
    }
    return BackupUse(lock: lock)
  }

  /// The same for whoever removes it; nil while it is read.
  package static func alone(with name: String, source: String, in archive: Archive) throws -> BackupUse? {
    guard let lock = try SharedLock.acquire(file: file(name, source, archive), .alone) else { return nil }
    return BackupUse(lock: lock)
  }

  /// Removes the lock's file of a backup that is gone for good: no other backup ever gets its name.
  package static func forget(_ name: String, source: String, in archive: Archive) throws {
    try Folder.remove(file(name, source, archive))
  }

  private init(lock: consuming SharedLock) {
    self.lock = lock
  }

  private static func file(_ name: String, _ source: String, _ archive: Archive) throws -> String {
    // A folder a source: the name of a source may hold whatever would part it from that of a backup.
    let folder = "\(archive.stateFolder)/in-use/\(source)"
    try archive.makeFolder(folder)
    return folder + "/" + name
  }
}
