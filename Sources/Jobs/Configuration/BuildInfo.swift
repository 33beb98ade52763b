import Foundation

/// What the program says about itself.
package enum BuildInfo {
  /// The version, printed in every document and by `--version`.
  package static let version = "0.1.0"

  /// The operating system's name for whoever runs it.
  package static let userName = NSUserName()
}
