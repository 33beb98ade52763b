import Files
import Glibc

/// A small file system of its own, as long as the value lives.
package final class SmallDisk: Sendable {
  private let scratch: ScratchFolder

  /// Where it is.
  package var path: String { scratch.path }

  /// Mounts it; only root may.
  package init(kibibytes: Int) throws {
    scratch = try ScratchFolder()
    let outcome = try Command.run(
      "mount", "-t", "tmpfs", "-o", "size=\(kibibytes)k,mode=0700", "tmpfs", scratch.path)
    guard outcome.status == 0 else { throw FileError(.open, scratch.path, code: EPERM) }
  }

  deinit {
    _ = try? Command.run("umount", "-l", scratch.path)
  }

  /// Whether this process may mount file systems.
  package static let isAllowed = geteuid() == 0 && (try? SmallDisk(kibibytes: 16)) != nil
}
