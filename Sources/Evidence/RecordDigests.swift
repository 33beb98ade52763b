import COpenSSL

/// The digest of a sequence of records: SHA-256 of the SHA-256 digests of each, one behind the other.
///
/// Whoever has kept a part of each record's digest can say which of them changed. Whatever OpenSSL refuses is
/// remembered, and told when the digest is asked for.
package struct RecordDigests: ~Copyable {
  private let context: OpaquePointer?
  private var whole = Digest()
  private var last = [UInt8](repeating: 0, count: 32)
  private var isSound: Bool

  /// No records yet.
  package init() {
    context = EVP_MD_CTX_new()
    isSound = context != nil && EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1
  }

  deinit {
    EVP_MD_CTX_free(context)
  }

  /// Adds a record; returns the first six bytes of its digest as a number.
  @discardableResult
  package mutating func add(_ record: UnsafeRawBufferPointer) -> UInt64 {
    guard isSound else { return 0 }
    isSound =
      EVP_DigestUpdate(context, record.baseAddress, record.count) == 1
      && last.withUnsafeMutableBufferPointer { EVP_DigestFinal_ex(context, $0.baseAddress, nil) } == 1
      // The method stays: only its state begins anew.
      && EVP_DigestInit_ex(context, nil, nil) == 1
    whole.update(last)
    return last.prefix(6).reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The digest of the sequence, as 64 hexadecimal digits; nothing may be added afterwards.
  ///
  /// - Throws: ``DigestError`` where OpenSSL refused any step.
  package mutating func hexadecimal() throws(DigestError) -> String {
    guard isSound else { throw DigestError() }
    return try whole.hexadecimal()
  }
}
