import Glibc

/// A text file that only grows, line by line, each on the disk before the next thing happens.
///
/// A power cut may leave the begin of a line at its end; such a torn end is not a line, and the next append cuts it off.
public struct LineLog: Sendable {
  /// The file.
  public let path: String

  /// The log of a path; the file need not be there yet.
  public init(at path: String) { self.path = path }

  /// The lines without their newlines, and how many bytes of a torn one stand behind them.
  public func read() throws(FileError) -> (lines: [ArraySlice<UInt8>], tornBytes: Int) {
    guard InputFile.exists(path) else { return ([], 0) }
    let bytes = try InputFile.bytes(path)
    let newline = UInt8(ascii: "\n")
    guard let end = bytes.lastIndex(of: newline) else { return ([], bytes.count) }
    let lines = bytes[..<end].split(separator: newline, omittingEmptySubsequences: false)
    return (lines, bytes.count - end - 1)
  }

  /// Cuts a torn end off.
  public func cut(tornBytes: Int) throws(FileError) {
    let size = try InputFile.size(path)
    guard truncate(path, off_t(size - tornBytes)) == 0 else { throw FileError(.write, path) }
  }

  /// Adds a line and flushes it to the disk; what of it was written is taken back where that fails.
  public func append(_ line: String) throws(FileError) {
    let isNew = !InputFile.exists(path)
    let size = isNew ? 0 : try InputFile.size(path)
    do throws(FileError) {
      try OutputFile.appendLine(line, to: path)
    } catch {
      truncate(path, off_t(size))
      throw error
    }
    guard isNew else { return }
    let slash = path.lastIndex(of: "/") ?? path.startIndex
    try Folder.synchroniseEntries(String(path[..<slash]))
  }
}
