import Glibc
import Synchronization

/// What other programs have read in files, which they read once as long as the files stay as they are.
///
/// Starting Python and drawing a workbook's cells out of it takes longer than most tests around it.
final class FileReadings: Sendable {
  /// What was read, and of which file; a file that is written anew has another number, time or size.
  private struct Origin: Hashable {
    let path: String
    let what: String
    let number: UInt64
    let size: Int
    let seconds: Int
    let nanoseconds: Int
  }

  private let known = Mutex<[Origin: [String]]>([:])

  /// What `read` makes of a file; `what` names it among the readings of that file.
  func of(_ path: String, what: String, _ read: (String) throws -> [String]) throws -> [String] {
    var status = stat()
    guard stat(path, &status) == 0 else { return try read(path) }
    let origin = Origin(
      path: path, what: what, number: UInt64(status.st_ino), size: Int(status.st_size),
      seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec)
    if let lines = known.withLock({ $0[origin] }) { return lines }
    let lines = try read(path)
    known.withLock { $0[origin] = lines }
    return lines
  }
}
