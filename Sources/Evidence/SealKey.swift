import COpenSSL

/// A key that seals, with its certificate: detached CMS signatures (RFC 5652) with the signer's certificate among the
/// signed attributes (CAdES-BES, ETSI EN 319 122).
///
/// `openssl cms -verify` reads them. None of the key is ever printed.
package struct SealKey: Sendable, CustomStringConvertible, CustomReflectable {
  /// The certificate.
  package let certificate: SealCertificate
  /// The certificate, and those above it that came with it, in PEM form.
  package let certificateFile: [UInt8]
  private let keyFile: [UInt8]

  /// A key of a file in PEM form without a password, and the file of its certificate and those above it.
  package init(keyFile: [UInt8], certificateFile: [UInt8]) throws(SealError) {
    (self.keyFile, self.certificateFile) = (keyFile, certificateFile)
    certificate = try SealCertificate(pem: certificateFile)
    guard let key = Self.read(keyFile) else { throw .noKey }
    defer { EVP_PKEY_free(key) }
    guard let certificate = SealCertificate.read(certificateFile) else { throw .noCertificate }
    defer { X509_free(certificate) }
    guard X509_check_private_key(certificate, key) == 1 else { throw .mismatch }
    let kind = EVP_PKEY_get_base_id(key)
    guard kind == EVP_PKEY_EC || kind == EVP_PKEY_RSA && EVP_PKEY_get_bits(key) >= 2048 else { throw .unsuitable }
  }

  /// Signs bytes; the result is a CMS message in DER form that does not hold them.
  package func sign(_ bytes: [UInt8]) throws(SealError) -> [UInt8] {
    guard let key = Self.read(keyFile) else { throw .noKey }
    defer { EVP_PKEY_free(key) }
    guard let certificate = SealCertificate.read(certificateFile) else { throw .noCertificate }
    defer { X509_free(certificate) }
    let flags = UInt32(CMS_DETACHED | CMS_BINARY | CMS_NOSMIMECAP)
    let signature = SealCertificate.withMemory(bytes) { content -> [UInt8]? in
      guard let message = CMS_sign(nil, nil, nil, content, flags | UInt32(CMS_PARTIAL)) else { return nil }
      defer { CMS_ContentInfo_free(message) }
      guard CMS_add1_signer(message, certificate, key, EVP_sha256(), flags | UInt32(CMS_CADES)) != nil,
        addChain(to: message), CMS_final(message, content, nil, flags) == 1
      else { return nil }
      return SealCertificate.bytes { _ = i2d_CMS_bio($0, message) }
    }
    guard let signature, !signature.isEmpty else { throw .refused }
    return signature
  }

  /// Adds the certificates above the signer's own.
  private func addChain(to message: OpaquePointer) -> Bool {
    SealCertificate.withMemory(certificateFile) { file in
      X509_free(PEM_read_bio_X509(file, nil, nil, nil))
      while let certificate = PEM_read_bio_X509(file, nil, nil, nil) {
        defer { X509_free(certificate) }
        guard CMS_add1_cert(message, certificate) == 1 else { return false }
      }
      ERR_clear_error()
      return true
    }
  }

  static func read(_ file: [UInt8]) -> OpaquePointer? {
    // Nobody sits there to be asked for a password.
    SealCertificate.withMemory(file) { PEM_read_bio_PrivateKey($0, nil, { _, _, _, _ in -1 }, nil) }
  }

  /// Nothing of the key.
  package var description: String { "***" }
  /// Nothing of the key.
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}
