import COpenSSL

/// The certificates of those who shall open an envelope, as a PEM file has them.
package struct RecipientCertificates: Sendable {
  private let pem: [UInt8]

  /// Certificates that fit for envelopes at a moment, in seconds since 1970; `addresses` are those that mail goes to.
  ///
  /// - Throws: ``EnvelopeError`` for a file without a certificate, and for the first one that does not fit.
  package init(pem: [UInt8], asOf seconds: Int64, addresses: [String]) throws(EnvelopeError) {
    self.pem = pem
    let certificates = Self.read(pem)
    defer { for certificate in certificates { X509_free(certificate) } }
    guard !certificates.isEmpty else { throw .noCertificate }
    for certificate in certificates { try Self.check(certificate, seconds) }
    // A certificate that names addresses must name the one that mail goes to: nobody else could open it there.
    for address in addresses {
      let isFor = certificates.contains { certificate in
        !Self.namesAddresses(certificate)
          || X509_check_email(certificate, address, address.utf8.count, 0) == 1
      }
      guard isFor else { throw .otherAddress(address) }
    }
  }

  /// Bytes in an envelope that only the certificates' keys open: CMS enveloped data (RFC 5652), AES-256, in DER form.
  package func envelope(_ bytes: [UInt8]) throws(EnvelopeError) -> [UInt8] {
    let certificates = Self.read(pem)
    guard let list = OPENSSL_sk_new_null() else { throw .refused }
    defer {
      OPENSSL_sk_free(list)
      for certificate in certificates { X509_free(certificate) }
    }
    for certificate in certificates { OPENSSL_sk_push(list, UnsafeRawPointer(certificate)) }
    let result = SealCertificate.withMemory(bytes) { content -> [UInt8] in
      guard let message = CMS_encrypt(list, content, EVP_aes_256_cbc(), UInt32(CMS_BINARY)) else { return [] }
      defer { CMS_ContentInfo_free(message) }
      return SealCertificate.bytes { _ = i2d_CMS_bio($0, message) }
    }
    guard !result.isEmpty else { throw .refused }
    return result
  }

  private static func check(_ certificate: OpaquePointer, _ seconds: Int64) throws(EnvelopeError) {
    let subject = SealCertificate(certificate).subject
    var moment = time_t(seconds)
    guard X509_cmp_time(X509_get0_notBefore(certificate), &moment) < 0 else { throw .notYet(subject) }
    guard X509_cmp_time(X509_get0_notAfter(certificate), &moment) > 0 else { throw .expired(subject) }
    guard let key = X509_get0_pubkey(certificate) else { throw .weak(subject) }
    let kind = EVP_PKEY_get_base_id(key)
    // A key of a curve agrees on another one, and one of RSA encrypts it; what is not stated is not limited.
    let usage = UInt32(kind == EVP_PKEY_EC ? KU_KEY_AGREEMENT : KU_KEY_ENCIPHERMENT)
    guard X509_get_key_usage(certificate) & usage != 0,
      X509_get_extended_key_usage(certificate) & UInt32(XKU_SMIME | XKU_ANYEKU) != 0
    else { throw .purpose(subject) }
    guard kind == EVP_PKEY_RSA && EVP_PKEY_get_bits(key) >= 2048 || kind == EVP_PKEY_EC && EVP_PKEY_get_bits(key) >= 256
    else { throw .weak(subject) }
  }

  private static func namesAddresses(_ certificate: OpaquePointer) -> Bool {
    let addresses = X509_get1_email(certificate)
    defer { X509_email_free(addresses) }
    return addresses != nil
  }

  private static func read(_ pem: [UInt8]) -> [OpaquePointer] {
    SealCertificate.withMemory(pem) { source in
      var certificates: [OpaquePointer] = []
      while let certificate = PEM_read_bio_X509(source, nil, nil, nil) { certificates.append(certificate) }
      ERR_clear_error()
      return certificates
    }
  }
}
