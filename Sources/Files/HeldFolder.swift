import Glibc

/// A folder that is held open, so that it can be told from whatever else comes to lie at its path.
///
/// A folder can be moved, and the disk below it be unmounted, while a run works in it. Its path then names nothing, or
/// the folder on the disk beneath.
public final class HeldFolder: Sendable {
  /// Where it was when it was opened.
  public let path: String
  /// The user it belongs to, by the system's number.
  public let owner: UInt32
  private let descriptor: CInt
  private let device: dev_t
  private let inode: ino_t

  /// Linux's O_PATH, a macro that Swift does not see: a handle that asks for no right to read.
  private static let handleOnly: CInt = 0o10_000_000

  /// Opens a folder.
  public init(_ path: String) throws(FileError) {
    self.path = path
    descriptor = open(path, Self.handleOnly | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(.open, path) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let error = FileError(.inspect, path)
      close(descriptor)
      throw error
    }
    (owner, device, inode) = (status.st_uid, status.st_dev, status.st_ino)
  }

  deinit {
    close(descriptor)
  }

  /// Whether its path still leads to it.
  public var isInPlace: Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_dev == device && status.st_ino == inode
  }

  /// Whether it belongs to the user this process acts as.
  public var isOwn: Bool { owner == geteuid() }

  /// The name of the user it belongs to; the number where the user has none.
  public var ownerName: String {
    guard let entry = getpwuid(owner), let name = entry.pointee.pw_name else { return String(owner) }
    return String(cString: name)
  }
}
