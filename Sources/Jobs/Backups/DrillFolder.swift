import Archive
import Backups
import Evidence
import Files
import Messages

/// Where the scratch server of an archive's drills is: one folder, since one run at a time holds the archive's lock.
struct DrillFolder {
  /// The folder in which it is made.
  let parent: String
  /// The folder itself.
  let path: String

  init(_ settings: DrillSettings, _ archive: Archive) throws {
    // The user the server runs as cannot pass through what is root's alone.
    parent = settings.folder ?? (SystemUser.isRoot ? "/var/tmp" : archive.stateFolder)
    path = parent + "/drill-\(try Digest.ofText(archive.path).prefix(8)).partial"
  }

  /// Ends and removes what a drill that was killed has left.
  func sweep() throws -> Bool { try ScratchServer.removeLeftovers(in: path) }

  /// Refuses to begin where a restored database has no room.
  func checkSpace(databaseBytes: Int64) throws {
    guard Folder.exists(parent) else {
      throw Failure(
        .cannotCreate,
        Message(
          tr: "\(parent) klasörü yok (backup.drill.folder).",
          en: "The folder \(parent) is not there (backup.drill.folder)."))
    }
    // Indexes are built in files of their own before they are in place.
    let needed = Int(databaseBytes) + Int(databaseBytes) / 10 * 3
    let free = try Folder.freeBytes(parent)
    guard free < needed else { return }
    throw Failure(
      .inputOutput,
      Message(
        tr: "\(parent): boş alan \(free >> 20) MiB, geri yükleme için \(needed >> 20) MiB gerekir. Yer açın ya da "
          + "backup.drill.folder ile başka bir disk verin; hiçbir şeye başlanmadı.",
        en: "\(parent): \(free >> 20) MiB are free, and restoring needs \(needed >> 20) MiB. Free some space, or name "
          + "another disk in backup.drill.folder; nothing was begun."))
  }
}
