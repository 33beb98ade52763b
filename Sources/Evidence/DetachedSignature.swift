import COpenSSL

/// A seal as it lies beside what it seals: a CMS message in DER form with one signer.
package struct DetachedSignature: Sendable {
  private let bytes: [UInt8]

  /// A signature from its file's bytes.
  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The certificate whose key has signed the content; nil where the signature is not of this content, or is none.
  ///
  /// Whether that key is to be believed is another question, and the caller's.
  package func signer(of content: [UInt8]) -> SealCertificate? {
    defer { ERR_clear_error() }
    guard let message = SealCertificate.withMemory(bytes, { d2i_CMS_bio($0, nil) }) else { return nil }
    defer { CMS_ContentInfo_free(message) }
    let flags = UInt32(CMS_BINARY | CMS_DETACHED | CMS_NO_SIGNER_CERT_VERIFY)
    guard SealCertificate.withMemory(content, { CMS_verify(message, nil, nil, $0, nil, flags) }) == 1,
      let signers = CMS_get0_signers(message)
    else { return nil }
    defer { free_certificate_list(signers) }
    guard certificate_count(signers) == 1, let signer = certificate_at(signers, 0),
      let attribute = Self.certificateAttribute(of: message)
    else { return nil }
    let certificate = SealCertificate(signer)
    // What names the signer lies outside the signature, its certificate's digest within.
    return attribute.contains(SealCertificate.digest(signer)) ? certificate : nil
  }

  /// The signed attribute that names the signer's certificate by its SHA-256 (`signingCertificateV2`, RFC 5035).
  private static func certificateAttribute(of message: OpaquePointer) -> [UInt8]? {
    guard let signer = only_signer(message),
      let value = CMS_signed_get0_data_by_OBJ(
        signer, OBJ_nid2obj(NID_id_smime_aa_signingCertificateV2), -3, V_ASN1_SEQUENCE)
    else { return nil }
    return DER.content(value.assumingMemoryBound(to: ASN1_STRING.self))
  }
}
