import Files
import Glibc

/// A file for other programs, which anybody may read; it appears whole or not at all.
enum PublicFile {
  /// Writes a text, mode 0644.
  static func write(_ text: String, to path: String) throws {
    var file = try OutputFile(at: path)
    try file.append(text)
    guard unsafe chmod(OutputFile.partialPath(of: path), 0o644) == 0 else { throw FileError(.open, path) }
    try file.commit()
  }
}
