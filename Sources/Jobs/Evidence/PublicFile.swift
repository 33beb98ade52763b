import Files
import Glibc

/// A file for other programs, which anybody may read; it appears whole or not at all.
enum PublicFile {
  /// Writes a text, mode 0644; of several that write at once, one is the last.
  static func write(_ text: String, to path: String) throws {
    // Whoever looks at the status holds no lock, so each process writes beside the others.
    let own = "\(path).\(getpid())"
    var file = try OutputFile(at: own)
    try file.append(text)
    guard unsafe chmod(OutputFile.partialPath(of: own), 0o644) == 0 else { throw FileError(.open, own) }
    try file.commit()
    do {
      try Folder.rename(own, to: path)
    } catch {
      try? Folder.remove(own)
      throw error
    }
  }
}
