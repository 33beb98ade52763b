package import Files
import Glibc

/// A key of at least 256 bits; there is none that is shorter, and none is ever printed.
package struct SecretKey: Sendable, CustomStringConvertible, CustomReflectable {
  /// The bytes a key has at least.
  package static let leastBytes = 32

  let bytes: [UInt8]

  /// A key of the given bytes; nil where they are too few.
  package init?(_ bytes: [UInt8]) {
    guard bytes.count >= Self.leastBytes else { return nil }
    self.bytes = bytes
  }

  /// The key a file holds; see ``SecretFile`` for what it must be like.
  package init(file path: String, followsLinks: Bool = true) throws(SecretFile.Fault) {
    bytes = try SecretFile(path, leastBytes: Self.leastBytes, followsLinks: followsLinks).bytes
  }

  /// A new key from the operating system's source of randomness.
  package static func random() throws(DigestError) -> SecretKey {
    var bytes = [UInt8](repeating: 0, count: leastBytes)
    guard bytes.withUnsafeMutableBytes({ getentropy($0.baseAddress, $0.count) }) == 0, let key = SecretKey(bytes) else {
      throw DigestError()
    }
    return key
  }

  /// Writes the key to a file that must not be there yet.
  package func write(toNew path: String) throws(FileError) {
    var file = try OutputFile(at: path)
    try file.append(bytes)
    try file.commitAsNew()
  }

  /// Nothing of the key.
  package var description: String { "***" }
  /// Nothing of the key.
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}
