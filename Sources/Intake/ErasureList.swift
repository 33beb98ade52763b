import Files
import Messages

/// Persons whose data was erased from a source, as the application or an administrator keeps them: one user key a line.
package struct ErasureList: Sendable {
  /// The keys, each once, in the order of the file.
  package let keys: [String]

  /// Reads the file; empty lines mean nothing.
  package init(path: String) throws {
    let bytes = try InputFile.bytes(path)
    var (keys, known): ([String], Set<[UInt8]>) = ([], [])
    for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      var line = Array(line)
      if line.last == UInt8(ascii: "\r") { line.removeLast() }
      guard !line.isEmpty, known.insert(line).inserted else { continue }
      guard let key = String(validating: line, as: UTF8.self), !line.contains(0) else {
        throw IntakeError(
          file: path, line: index + 1,
          problem: Message(tr: "satır UTF-8 metin değil.", en: "the line is no UTF-8 text."))
      }
      keys.append(key)
    }
    self.keys = keys
  }
}
