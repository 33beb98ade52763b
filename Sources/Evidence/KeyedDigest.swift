import COpenSSL

/// HMAC-SHA-256 (RFC 2104), by OpenSSL: the pseudonyms of masking level M2.
package struct KeyedDigest: Sendable {
  private let key: [UInt8]

  /// A keyed digest; whoever has the key can find a value's pseudonym again.
  package init(key: [UInt8]) {
    self.key = key
  }

  /// The first 80 bits of a value's digest as 20 hexadecimal digits.
  package func pseudonym(of value: String) -> String {
    var bytes = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 0
    let message = Array(value.utf8)
    bytes.withUnsafeMutableBufferPointer { result in
      _ = HMAC(EVP_sha256(), key, CInt(key.count), message, message.count, result.baseAddress, &length)
    }
    return String(Digest.hexadecimal(bytes).prefix(20))
  }
}
