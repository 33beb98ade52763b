import COpenSSL
import Glibc

/// A new key on the curve P-256 with a certificate that it signs itself.
///
/// Such a certificate shows that what was sealed is unchanged. Whose seal it is nobody has attested, and it says so in
/// its own name.
package struct NewSealKey: Sendable {
  /// The private key, in PEM form.
  package let keyFile: [UInt8]
  /// The certificate, in PEM form.
  package let certificateFile: [UInt8]

  /// Makes one in the name of an organisation, valid from a moment in seconds since 1970 and without end (RFC 5280,
  /// section 4.1.2.5): evidence is looked at long after a key was last used.
  package init(organisation: String, from seconds: Int64) throws(SealError) {
    guard let key = Self.key() else { throw .refused }
    defer { EVP_PKEY_free(key) }
    guard let certificate = Self.certificate(key, organisation, seconds) else { throw .refused }
    defer { X509_free(certificate) }
    keyFile = SealCertificate.bytes { PEM_write_bio_PrivateKey($0, key, nil, nil, 0, nil, nil) }
    certificateFile = SealCertificate.bytes { PEM_write_bio_X509($0, certificate) }
    guard !keyFile.isEmpty, !certificateFile.isEmpty else { throw .refused }
  }

  private static func key() -> OpaquePointer? {
    guard let context = EVP_PKEY_CTX_new_id(EVP_PKEY_EC, nil) else { return nil }
    defer { EVP_PKEY_CTX_free(context) }
    var key: OpaquePointer?
    guard EVP_PKEY_keygen_init(context) == 1,
      EVP_PKEY_CTX_set_ec_paramgen_curve_nid(context, NID_X9_62_prime256v1) == 1,
      EVP_PKEY_keygen(context, &key) == 1
    else { return nil }
    return key
  }

  private static func certificate(_ key: OpaquePointer, _ organisation: String, _ seconds: Int64) -> OpaquePointer? {
    guard let certificate = X509_new() else { return nil }
    var random = [UInt8](repeating: 0, count: 16)
    let isMade =
      getentropy(&random, random.count) == 0 && X509_set_version(certificate, 2) == 1
      && setSerial(certificate, random) && setNames(certificate, organisation)
      && ASN1_TIME_set(X509_getm_notBefore(certificate), time_t(seconds)) != nil
      && ASN1_TIME_set_string(X509_getm_notAfter(certificate), "99991231235959Z") == 1
      && X509_set_pubkey(certificate, key) == 1 && addExtensions(certificate)
      && X509_sign(certificate, key, EVP_sha256()) > 0
    if isMade { return certificate }
    X509_free(certificate)
    return nil
  }

  private static func setSerial(_ certificate: OpaquePointer, _ random: [UInt8]) -> Bool {
    // Positive, and never zero.
    let bytes = [random[0] & 0x7F | 0x40] + random[1...]
    guard let number = BN_bin2bn(bytes, CInt(bytes.count), nil) else { return false }
    defer { BN_free(number) }
    return BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != nil
  }

  private static func setNames(_ certificate: OpaquePointer, _ organisation: String) -> Bool {
    let name = X509_get_subject_name(certificate)
    // Two languages within the 64 characters that an attribute may hold.
    var entries = [("CN", "Tutanak: kendinden imzalı, kimlik kanıtlamaz (self-signed)")]
    let owner = String(String.UnicodeScalarView(organisation.unicodeScalars.prefix(64)))
    if !owner.isEmpty { entries.append(("O", owner)) }
    for (field, text) in entries {
      let bytes = Array(text.utf8)
      guard X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, bytes, CInt(bytes.count), -1, 0) == 1 else {
        return false
      }
    }
    return X509_set_issuer_name(certificate, name) == 1
  }

  private static func addExtensions(_ certificate: OpaquePointer) -> Bool {
    var context = X509V3_CTX()
    X509V3_set_ctx(&context, certificate, certificate, nil, nil, 0)
    let extensions = [
      (NID_basic_constraints, "critical,CA:FALSE"), (NID_key_usage, "critical,digitalSignature,nonRepudiation"),
      (NID_subject_key_identifier, "hash"),
    ]
    for (kind, value) in extensions {
      guard let part = X509V3_EXT_conf_nid(nil, &context, kind, value) else { return false }
      defer { X509_EXTENSION_free(part) }
      guard X509_add_ext(certificate, part, -1) == 1 else { return false }
    }
    return true
  }
}
