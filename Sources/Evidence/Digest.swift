import COpenSSL
package import Files

/// SHA-256 digests, by OpenSSL.
package struct Digest: ~Copyable {
  private let context: OpaquePointer?

  /// A digest of nothing yet.
  package init() {
    context = EVP_MD_CTX_new()
    EVP_DigestInit_ex(context, EVP_sha256(), nil)
  }

  deinit {
    EVP_MD_CTX_free(context)
  }

  /// Adds bytes.
  package mutating func update(_ bytes: [UInt8]) {
    _ = bytes.withUnsafeBytes { EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
  }

  /// The digest of everything added, as 64 hexadecimal digits; nothing may be added afterwards.
  package mutating func hexadecimal() -> String {
    var bytes = [UInt8](repeating: 0, count: 32)
    bytes.withUnsafeMutableBufferPointer { _ = EVP_DigestFinal_ex(context, $0.baseAddress, nil) }
    return Self.hexadecimal(bytes)
  }

  /// The digest of a text's UTF-8 bytes.
  package static func ofText(_ text: String) -> String { ofBytes(Array(text.utf8)) }

  /// The digest of bytes.
  package static func ofBytes(_ bytes: [UInt8]) -> String {
    var digest = Digest()
    digest.update(bytes)
    return digest.hexadecimal()
  }

  /// The digest of a file, read in portions.
  package static func ofFile(_ path: String) throws(FileError) -> String {
    var digest = Digest()
    try InputFile.forEachPortion(of: path) { digest.update($0) }
    return digest.hexadecimal()
  }

  static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
