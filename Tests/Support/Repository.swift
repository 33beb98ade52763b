import Foundation

/// The checkout the tests were built from.
package enum Repository {
  /// Its top folder.
  package static let path: String = {
    let file = URL(fileURLWithPath: #filePath)
    return file.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
  }()
}
