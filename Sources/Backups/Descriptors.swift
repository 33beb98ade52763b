import Files
import SystemPackage

/// Files and pipes that other programs are given, opened with errors that name the path.
enum Descriptors {
  /// A new file, or one that is emptied.
  static func writing(_ path: String, isNew: Bool) throws(FileError) -> SystemPackage.FileDescriptor {
    try open(path, .readWrite, isNew ? [.create, .exclusiveCreate] : [.create, .truncate])
  }

  /// A file that is there.
  static func reading(_ path: String) throws(FileError) -> SystemPackage.FileDescriptor {
    try open(path, .readOnly, [])
  }

  /// Nowhere, to read from or to write to.
  static func nowhere() throws(FileError) -> SystemPackage.FileDescriptor { try open("/dev/null", .readWrite, []) }

  /// Both ends of a pipe.
  static func pipe() throws(FileError) -> (
    readEnd: SystemPackage.FileDescriptor, writeEnd: SystemPackage.FileDescriptor
  ) {
    do { return try SystemPackage.FileDescriptor.pipe() } catch { throw Self.error(error, "pipe") }
  }

  private static func open(
    _ path: String, _ mode: SystemPackage.FileDescriptor.AccessMode,
    _ options: SystemPackage.FileDescriptor.OpenOptions
  ) throws(FileError) -> SystemPackage.FileDescriptor {
    do {
      return try SystemPackage.FileDescriptor.open(
        FilePath(path), mode, options: options, permissions: [.ownerReadWrite])
    } catch { throw Self.error(error, path) }
  }

  private static func error(_ error: any Error, _ path: String) -> FileError {
    FileError(.open, path, code: (error as? Errno)?.rawValue ?? Errno.ioError.rawValue)
  }
}
