package import Files
import Messages
import Model

/// The folder of all packages and backups: where things lie in it, and that it is still the same folder.
///
/// The folder is held open. Nothing is ever made above it, nor in another folder that has come to lie at its path.
package struct Archive: Sendable {
  /// The folder.
  package let path: String
  private let held: HeldFolder

  /// The archive of a configuration; its folder must be there, writable, and belong to who runs the program.
  ///
  /// A missing folder is never made: it may be a disk that is not mounted, and records would fill the one below.
  package init(_ path: String) throws(ArchiveError) {
    self.path = path
    do throws(FileError) {
      held = try HeldFolder(path)
    } catch {
      throw error.isForbidden ? .notWritable(path) : .missing(path)
    }
    guard held.isOwn else { throw .ofAnotherUser(path, owner: held.ownerName) }
    guard Folder.isWritable(path) else { throw .notWritable(path) }
  }

  /// The name of the page over all documents and backups: written for people, and believed by nothing.
  package static let indexName = "index.html"

  /// That page.
  package var indexPath: String { "\(path)/\(Self.indexName)" }

  /// The folder of the lock and the state of the last run.
  package var stateFolder: String { path + "/.state" }

  /// The folder of every number that was given.
  package var registerFolder: String { path + "/register" }

  /// The folder of the certificates that seal, or have sealed.
  package var keysFolder: String { path + "/keys" }

  /// The folder of all backups.
  package var backupsFolder: String { path + "/backups" }

  /// The folder of a source's backups.
  package func backupFolder(_ source: String) -> String { "\(backupsFolder)/\(source)" }

  /// The folder of the records of what people decided on findings.
  package var reviewsFolder: String { path + "/reviews" }

  /// The folder of a year's packages.
  package func yearFolder(_ year: Int) -> String { "\(path)/\(padded(year, 4))" }

  /// Refuses to go on when the path leads elsewhere by now.
  package func requireInPlace() throws(ArchiveError) {
    guard held.isInPlace else { throw .gone(path) }
  }

  /// Makes a folder below the archive, and those between the two.
  package func makeFolder(_ folder: String) throws {
    try requireInPlace()
    guard folder != path, folder.hasPrefix(path + "/") else { return }
    let slash = folder.lastIndex(of: "/") ?? folder.startIndex
    try makeFolder(String(folder[..<slash]))
    do throws(FileError) {
      try Folder.create(folder)
    } catch {
      throw error.isInTheWay ? ArchiveError.inTheWay(folder) : error
    }
  }

  /// Begins the folder that shall appear as `name` in a folder of the archive.
  package func stage(in parent: String, name: String) throws -> StagingFolder {
    try makeFolder(parent)
    return try StagingFolder(parent: parent, name: name)
  }

  /// Removes what killed runs left behind, but for the folders at some paths, and returns the names.
  package func sweep(keeping kept: Set<String> = []) throws -> [String] {
    var swept = try Folder.sweep(stateFolder) + Folder.sweep(registerFolder)
    if Folder.exists(keysFolder) { swept += try Folder.sweep(keysFolder) }
    for name in try Folder.entries(path) where FolderYear(name) != nil {
      swept += try Folder.sweep("\(path)/\(name)", prefix: ".")
    }
    for source in try sourceFolders() { swept += try Folder.sweep(backupFolder(source), prefix: ".") }
    for document in try ReviewFolder.documents(in: path) {
      swept += try Folder.sweep("\(reviewsFolder)/\(document)", prefix: ".", keeping: kept)
    }
    return swept
  }

  /// The names of the folders of backups.
  func sourceFolders() throws -> [String] {
    guard Folder.exists(backupsFolder) else { return [] }
    return try Folder.entries(backupsFolder).filter {
      Folder.exists(backupFolder($0)) && !ArchiveContents.ignored.contains($0)
    }
  }
}
