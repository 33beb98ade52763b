import Files
import Foundation

/// A folder that lives as long as the value and is removed with it.
package final class ScratchFolder: Sendable {
  /// Where it is; readable by every user, since servers run as another one.
  package let path: String

  /// Makes an empty folder of its own below the system's temporary folder.
  package init() throws {
    path = NSTemporaryDirectory() + "tutanak-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
  }

  deinit {
    try? Folder.remove(path)
  }

  /// Writes a text file into the folder, making the folders above it, and returns its path.
  @discardableResult
  package func write(_ name: String, _ text: String) throws -> String {
    let file = path + "/" + name
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    return file
  }
}
