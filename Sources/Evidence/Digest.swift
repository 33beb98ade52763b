import COpenSSL
package import Files
import Glibc
package import Messages

/// SHA-256 digests, by OpenSSL.
///
/// Whatever OpenSSL refuses is remembered, and told when the digest is asked for.
package struct Digest: ~Copyable {
  private let context: OpaquePointer?
  private var isSound: Bool

  /// A digest of nothing yet.
  package init() {
    context = EVP_MD_CTX_new()
    isSound = context != nil && EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1
  }

  deinit {
    EVP_MD_CTX_free(context)
  }

  /// Adds bytes.
  package mutating func update(_ bytes: [UInt8]) {
    guard isSound else { return }
    isSound = bytes.withUnsafeBytes { EVP_DigestUpdate(context, $0.baseAddress, $0.count) == 1 }
  }

  /// Adds one text of several, its length before it: no two lists of texts are the same bytes.
  package mutating func update(part: String) { update(Self.bytes(ofPart: part)) }

  /// The digest of everything added, as 64 hexadecimal digits; nothing may be added afterwards.
  ///
  /// - Throws: ``DigestError`` where OpenSSL refused any step; there is no half a digest.
  package mutating func hexadecimal() throws(DigestError) -> String {
    var bytes = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 0
    guard isSound,
      bytes.withUnsafeMutableBufferPointer({ EVP_DigestFinal_ex(context, $0.baseAddress, &length) }) == 1, length == 32
    else { throw DigestError() }
    return Self.hexadecimal(bytes)
  }

  /// The digest of a text's UTF-8 bytes.
  package static func ofText(_ text: String) throws(DigestError) -> String { try ofBytes(Array(text.utf8)) }

  /// The digest of bytes.
  package static func ofBytes(_ bytes: [UInt8]) throws(DigestError) -> String {
    var digest = Digest()
    digest.update(bytes)
    return try digest.hexadecimal()
  }

  /// The digest of a file, read in portions.
  package static func ofFile(_ path: String) throws(FileError) -> String {
    var digest = Digest()
    try InputFile.forEachPortion(of: path) { digest.update($0) }
    do throws(DigestError) { return try digest.hexadecimal() } catch { throw FileError(.digest, path, code: ENOMEM) }
  }

  /// A text as a part of several: the number of its UTF-8 bytes in eight bytes, the highest first, then they.
  static func bytes(ofPart text: String) -> [UInt8] {
    let length = UInt64(text.utf8.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> (56 - 8 * $0)) } + Array(text.utf8)
  }

  /// The bytes of hexadecimal digits; nil where a text is something else.
  static func bytes(ofHexadecimal text: String) -> [UInt8]? {
    let digits = text.utf8.map { Character(UnicodeScalar($0)).hexDigitValue }
    guard digits.count % 2 == 0, !digits.contains(nil) else { return nil }
    return stride(from: 0, to: digits.count, by: 2).map { UInt8((digits[$0] ?? 0) << 4 | (digits[$0 + 1] ?? 0)) }
  }

  static func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(unsafeUninitializedCapacity: 2 * bytes.count) { text in
      for (place, byte) in bytes.enumerated() {
        text[2 * place] = digits[Int(byte >> 4)]
        text[2 * place + 1] = digits[Int(byte & 15)]
      }
      return 2 * bytes.count
    }
  }
}

/// OpenSSL did not compute a digest: it has no memory, or this system's policy forbids the method.
package struct DigestError: ExplainedError, Equatable {
  /// A refusal.
  package init() {}

  package var failureKind: FailureKind { .unavailable }
  /// What to look at.
  package var message: Message {
    Message(
      tr: "OpenSSL özet değerini hesaplamadı. Belleği ve sistemin OpenSSL ayarlarını (openssl.cnf) denetleyin.",
      en: "OpenSSL did not compute a digest. Check the memory and this system's settings of OpenSSL (openssl.cnf).")
  }
}
