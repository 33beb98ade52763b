import Files
import Glibc

/// The folders a run is filling and has not published: what an interruption removes.
struct StagedFolders: Sendable {
  private var paths: Set<String> = []

  /// Remembers a folder that was begun.
  mutating func insert(_ path: String) { paths.insert(path) }

  /// Forgets a folder that has its name, or is gone.
  mutating func remove(_ path: String) { paths.remove(path) }

  /// Removes every one of them from the disk, as far as that can be done.
  func discard() {
    for path in paths {
      try? Folder.discard(path)
      // Whoever was removing it at this moment does not come to the end of that any more.
      let away = path + "-\(getpid()).partial"
      for _ in 0..<50 where Folder.exists(away) { try? Folder.remove(away) }
    }
  }
}
