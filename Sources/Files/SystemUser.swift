import Glibc

/// A user of this system.
public struct SystemUser: Sendable {
  /// The name.
  public let name: String
  /// The user's number.
  public let number: UInt32
  /// The number of the user's first group.
  public let group: UInt32

  /// The user of a name; nil where the system knows none.
  public init?(named name: String) {
    guard let entry = getpwnam(name) else { return nil }
    self.name = name
    (number, group) = (entry.pointee.pw_uid, entry.pointee.pw_gid)
  }

  /// Whether this process runs as root.
  public static var isRoot: Bool { geteuid() == 0 }
}

extension Folder {
  /// Makes a folder, mode 0700, that belongs to a user.
  public static func create(_ path: String, for user: SystemUser) throws(FileError) {
    try create(path)
    guard chown(path, user.number, user.group) == 0 else { throw FileError(.createFolder, path) }
  }

  /// Lets others pass through a folder to what is theirs in it, without seeing what else there is.
  public static func allowPassage(_ path: String) throws(FileError) {
    guard chmod(path, 0o711) == 0 else { throw FileError(.createFolder, path) }
  }

  /// Whether a path is a folder itself, and no link to one, and belongs to who runs the program.
  public static func isOwn(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR && status.st_uid == geteuid()
  }

  /// Whether anything lies at a path, a link included.
  public static func isTaken(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }
}
