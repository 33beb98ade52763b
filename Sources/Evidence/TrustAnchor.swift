import COpenSSL

/// Certificates that are trusted, because an administrator says so.
package struct TrustAnchor: Sendable, Equatable {
  /// The content of the file: one or several certificates in PEM.
  package let bytes: [UInt8]
  /// SHA-256 of the file.
  package let digest: String

  /// The certificates of a PEM file's content.
  ///
  /// - Throws: ``TimeStampError`` where it holds none.
  package init(pem bytes: [UInt8]) throws {
    self.bytes = bytes
    digest = try Digest.ofBytes(bytes)
    var count = 0
    Self.forEachCertificate(of: bytes) { _ in count += 1 }
    guard count > 0 else { throw TimeStampError(.noAnchor) }
  }

  /// Lends a store of these certificates that judges as at a moment, in seconds since 1970; nil where OpenSSL has none.
  func withStore<Result>(asOf seconds: Int, _ body: (OpaquePointer) -> Result) -> Result? {
    guard let store = X509_STORE_new() else { return nil }
    defer { X509_STORE_free(store) }
    Self.forEachCertificate(of: bytes) { X509_STORE_add_cert(store, $0) }
    X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(store), seconds)
    return body(store)
  }

  private static func forEachCertificate(of bytes: [UInt8], _ body: (OpaquePointer) -> Void) {
    SealCertificate.withMemory(bytes) { source in
      while let certificate = PEM_read_bio_X509(source, nil, nil, nil) {
        body(certificate)
        X509_free(certificate)
      }
      ERR_clear_error()
    }
  }
}
