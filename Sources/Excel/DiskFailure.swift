internal import Files
import Glibc

/// Finds the reason of a write that a C library lost without telling why.
enum DiskFailure {
  /// What a file system must have left for a failed write to have had another reason, in bytes.
  private static let fullBelow = 1 << 16

  /// The error of a failed write below `path`; `code` is what `errno` said, which may be stale.
  static func writing(_ path: String, code: CInt) -> FileError {
    let told = FileError(.write, path, code: code)
    if told.isDiskFull { return told }
    if let free = try? Folder.freeBytes(path), free < fullBelow { return FileError(.write, path, code: ENOSPC) }
    return FileError(.write, path, code: code == 0 ? EIO : code)
  }
}
