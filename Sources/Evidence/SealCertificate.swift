import COpenSSL

/// The certificate of a key that seals: what tells one seal's key from another's.
package struct SealCertificate: Sendable, Equatable {
  /// SHA-256 of the certificate in DER form, as 64 hexadecimal digits; `openssl x509 -fingerprint -sha256` prints the same.
  package let fingerprint: String
  /// Whom it names, as `O=…,CN=…` (RFC 2253).
  package let subject: String
  /// Whether it was signed with its own key: it then shows that nothing was changed, and not by whom it was sealed.
  package let isSelfSigned: Bool

  /// The first certificate of a file in PEM form.
  package init(pem: [UInt8]) throws(SealError) {
    guard let certificate = Self.read(pem) else { throw .noCertificate }
    defer { X509_free(certificate) }
    self.init(certificate)
  }

  init(_ certificate: OpaquePointer) {
    fingerprint = Digest.hexadecimal(Self.digest(certificate))
    subject = Self.text { X509_NAME_print_ex($0, X509_get_subject_name(certificate), 0, readable_name) }
    isSelfSigned = X509_self_signed(certificate, 0) == 1
  }

  static func read(_ pem: [UInt8]) -> OpaquePointer? {
    withMemory(pem) { PEM_read_bio_X509($0, nil, nil, nil) }
  }

  static func digest(_ certificate: OpaquePointer) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 0
    X509_digest(certificate, EVP_sha256(), &bytes, &length)
    return bytes
  }

  /// What OpenSSL writes, as text.
  static func text(_ write: (OpaquePointer?) -> CInt) -> String {
    String(decoding: bytes { _ = write($0) }, as: UTF8.self)
  }

  /// What OpenSSL writes.
  static func bytes(_ write: (OpaquePointer?) -> Void) -> [UInt8] {
    let memory = BIO_new(BIO_s_mem())
    defer { BIO_free(memory) }
    write(memory)
    var result: [UInt8] = []
    var portion = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = BIO_read(memory, &portion, CInt(portion.count))
      if count <= 0 { return result }
      result += portion[..<Int(count)]
    }
  }

  /// Has OpenSSL read from bytes.
  static func withMemory<Result>(_ bytes: [UInt8], _ read: (OpaquePointer?) -> Result) -> Result {
    bytes.withUnsafeBytes { bytes in
      // A pointer of its own: OpenSSL takes no empty memory without one.
      let memory = bytes.isEmpty ? BIO_new(BIO_s_mem()) : BIO_new_mem_buf(bytes.baseAddress, CInt(bytes.count))
      defer { BIO_free(memory) }
      return read(memory)
    }
  }
}
