import Files
import Foundation

/// A pair of keys for age, made for one test.
package struct AgeKey: Sendable {
  /// The file of the private key.
  package let file: String
  /// The public key, `age1…`.
  package let recipient: String

  /// Makes a pair; `name` is the file's in the folder.
  package init(_ name: String, in folder: ScratchFolder) throws {
    file = folder.path + "/" + name
    let made = try Command.run("age-keygen", "-o", file)
    let shown = try Command.run("age-keygen", "-y", file)
    guard made.status == 0, shown.status == 0 else { throw ServerFailure(made.errors + shown.errors) }
    recipient = shown.output.trimmingCharacters(in: .newlines)
  }
}
