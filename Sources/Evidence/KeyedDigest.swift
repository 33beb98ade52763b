import COpenSSL

/// HMAC-SHA-256 (RFC 2104), by OpenSSL: digests that nobody without the key can find by trying.
package struct KeyedDigest: Sendable {
  private let key: SecretKey

  /// A keyed digest; whoever has the key can find a value's digest again.
  package init(key: SecretKey) {
    self.key = key
  }

  /// The digest of several texts as 64 hexadecimal digits; each goes in with its length before it.
  package func hexadecimal(of parts: [String]) throws(DigestError) -> String {
    Digest.hexadecimal(try code(of: parts.flatMap { Digest.bytes(ofPart: $0) }))
  }

  /// The first 80 bits of a value's digest as 20 hexadecimal digits: the pseudonyms of masking level M2.
  package func pseudonym(of value: String) throws(DigestError) -> String {
    String(Digest.hexadecimal(try code(of: Array(value.utf8))).prefix(20))
  }

  /// A digest with a key of its own for a purpose, so that what is known of one helps nobody with another.
  package func derived(for purpose: String) throws(DigestError) -> KeyedDigest {
    guard let key = SecretKey(try code(of: Digest.bytes(ofPart: purpose))) else { throw DigestError() }
    return KeyedDigest(key: key)
  }

  private func code(of message: [UInt8]) throws(DigestError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 0
    let isDone = bytes.withUnsafeMutableBufferPointer { result in
      HMAC(
        EVP_sha256(), key.bytes, CInt(key.bytes.count), message, message.count, result.baseAddress, &length) != nil
    }
    guard isDone, length == 32 else { throw DigestError() }
    return bytes
  }
}
