import Glibc

/// A folder that appears at its destination by one rename, complete or not at all.
///
/// It is filled as `.<name>.partial` beside its destination, mode 0700. A folder dropped without being published
/// is removed; one left behind by a killed process is removed by the next run's ``Folder/sweep(_:)``.
public struct StagingFolder: ~Copyable, Sendable {
  /// Where the folder is while it is filled.
  public let path: String
  /// Where it will be.
  public let destination: String
  /// The name it will have.
  public let name: String
  private var isPublished = false

  /// Begins the folder that shall appear as `name` in `parent`, which must be there.
  public init(parent: String, name: String) throws(FileError) {
    let partial = parent + "/." + name + ".partial"
    try Folder.discard(partial)
    try Folder.create(partial)
    path = partial
    self.name = name
    destination = parent + "/" + name
  }

  deinit {
    if !isPublished { try? Folder.discard(path) }
  }

  /// Gives a whole folder that a killed process left unfinished its name; it never replaces anything.
  public static func finish(_ partial: String, as destination: String) throws(FileError) {
    try Folder.synchronise(partial)
    guard rename(partial, destination) == 0 else { throw FileError(.rename, destination) }
    let slash = destination.lastIndex(of: "/") ?? destination.startIndex
    try Folder.synchroniseEntries(String(destination[..<slash]))
  }

  /// Flushes every file in it to the disk and renames the folder to its destination.
  ///
  /// A destination that exists and holds anything is never replaced: `rename(2)` refuses it.
  public consuming func publish() throws(FileError) {
    try Folder.synchronise(path)
    guard rename(path, destination) == 0 else {
      throw FileError(.rename, destination)
    }
    isPublished = true
    let slash = destination.lastIndex(of: "/") ?? destination.startIndex
    try Folder.synchroniseEntries(String(destination[..<slash]))
  }
}
