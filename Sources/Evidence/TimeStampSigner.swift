import COpenSSL

/// Who signed a time stamp, and whether a store of trusted certificates bears it out.
struct TimeStampSigner {
  private let token: UnsafeMutablePointer<PKCS7>
  private let certificate: OpaquePointer

  /// The signer of an answer that was granted; the answer must outlive it.
  ///
  /// - Throws: ``TimeStampError`` where its certificate is not there.
  init(of answer: OpaquePointer) throws(TimeStampError) {
    guard let token = TS_RESP_get_token(answer) else { throw TimeStampError(.unreadable) }
    // The list is ours, what it holds is the token's.
    let signers = PKCS7_get0_signers(token, nil, 0)
    defer { OPENSSL_sk_free(signers) }
    ERR_clear_error()
    guard let signers, OPENSSL_sk_num(signers) > 0, let first = OPENSSL_sk_value(signers, 0) else {
      throw TimeStampError(.noCertificate)
    }
    self.token = token
    certificate = OpaquePointer(first)
  }

  /// Verifies purpose, chain and signature, in that order; returns the subject.
  func verify(by store: OpaquePointer) throws(TimeStampError) -> String {
    let subject = subject
    ERR_clear_error()
    // The purpose alone, and critical: a certificate that may sign other things as well is none for stamps.
    guard X509_check_purpose(certificate, X509_PURPOSE_TIMESTAMP_SIGN, 0) == 1 else {
      throw TimeStampError(.purpose(subject))
    }
    if TS_RESP_verify_signature(token, nil, store, nil) == 1 { return subject }
    throw Self.failure()
  }

  private var subject: String { SealCertificate(certificate).subject }

  /// What OpenSSL's queue of errors says, which is empty afterwards.
  private static func failure() -> TimeStampError {
    var (isChain, words) = (false, "")
    var (data, flags) = (UnsafePointer<CChar>?.none, CInt(0))
    while true {
      let code = ERR_get_error_all(nil, nil, nil, &data, &flags)
      if code == 0 { break }
      guard ERR_GET_LIB(code) == ERR_LIB_TS, ERR_GET_REASON(code) == TS_R_CERTIFICATE_VERIFY_ERROR else { continue }
      isChain = true
      if let data { words = String(cString: data) }
    }
    let prefix = "Verify error:"
    return TimeStampError(
      isChain ? .chain(words.hasPrefix(prefix) ? String(words.dropFirst(prefix.utf8.count)) : words) : .signature)
  }
}
