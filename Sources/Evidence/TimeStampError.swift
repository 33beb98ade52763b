package import Messages

/// Why something is not the time stamp that was asked for, or is none at all.
package struct TimeStampError: ExplainedError, Equatable {
  /// What is wrong with it.
  package enum Cause: Sendable, Equatable {
    /// It is no answer of a time-stamping authority.
    case unreadable
    /// The authority refused; its status, and its words.
    case rejected(Int, String)
    /// It is over another digest.
    case imprint
    /// It repeats another number than the request's, so it answers another request.
    case nonce
    /// It was given under another policy than the one asked for.
    case policy(String)
    /// The signer's certificate is not in it.
    case noCertificate
    /// The signer's certificate, by its subject, is not one for time stamps alone.
    case purpose(String)
    /// The signer's certificate does not come from the trusted ones; OpenSSL's words.
    case chain(String)
    /// The signature is not that of the certificate.
    case signature
    /// The file of trusted certificates holds none.
    case noAnchor
    /// OpenSSL did not do what it was told.
    case library
  }

  /// What is wrong.
  package let cause: Cause

  /// An error from its cause.
  package init(_ cause: Cause) { self.cause = cause }

  package var failureKind: FailureKind {
    switch cause {
    case .noAnchor: .misconfigured
    case .library: .internalFault
    default: .unavailable
    }
  }

  package var message: Message {
    switch cause {
    case .unreadable:
      Message(
        tr: "yanıt bir RFC 3161 yanıtı değil; “url” değerinin bir zaman damgası hizmetine gittiğini denetleyin.",
        en: "the answer is none of RFC 3161; check that “url” leads to a time-stamping authority.")
    case .rejected(let status, let words):
      Message(
        tr: "hizmet damga vermedi (durum \(status)\(Self.quoted(words))); hizmetin şartlarını ve hesabı denetleyin.",
        en: "the authority gave no stamp (status \(status)\(Self.quoted(words))); check its terms and the account.")
    case .imprint:
      Message(
        tr: "damga başka bir özet değerinin üzerinde; bu belgenin değil.",
        en: "the stamp is over another digest; it is not this document's.")
    case .nonce:
      Message(
        tr: "damga başka bir isteğin yanıtı (nonce uymuyor); aradaki bir önbellek ya da saldırgan eski bir yanıtı "
          + "vermiş olabilir.",
        en:
          "the stamp answers another request (its nonce differs); a cache or an attacker in between may have given an "
          + "old answer.")
    case .policy(let policy):
      Message(
        tr: "damga istenenden başka bir ilkeyle verilmiş (\(policy)); “policy” değerini hizmetinkiyle karşılaştırın.",
        en: "the stamp was given under another policy (\(policy)); compare “policy” with the authority's.")
    case .noCertificate:
      Message(
        tr: "damgada damgalayanın sertifikası yok; istenmişti, o olmadan damga doğrulanamaz.",
        en: "the stamp lacks the signer's certificate; it was asked for, and without it the stamp cannot be verified.")
    case .purpose(let subject):
      Message(
        tr: "damgayı imzalayan sertifika (\(subject)) yalnız zaman damgası için verilmiş değil (extendedKeyUsage).",
        en: "the certificate that signed the stamp (\(subject)) is not one for time stamps alone (extendedKeyUsage).")
    case .chain(let words):
      Message(
        tr: "damgayı imzalayan sertifika güvenilen kökten (anchor) gelmiyor (OpenSSL: \(words)).",
        en: "the certificate that signed the stamp does not come from the trusted anchor (OpenSSL: \(words)).")
    case .signature:
      Message(tr: "damganın imzası tutmuyor; damga bozulmuş.", en: "the stamp's signature is wrong; it was changed.")
    case .noAnchor:
      Message(
        tr: "dosyada PEM biçiminde sertifika yok; hizmetin kök sertifikası gerekir.",
        en: "the file holds no certificate in PEM; the authority's root certificate is needed.")
    case .library:
      Message(tr: "OpenSSL bu işi yapmadı.", en: "OpenSSL did not do this.")
    }
  }

  /// An authority's words are a stranger's: shortened, and nothing in them is invisible.
  private static func quoted(_ words: String) -> String {
    words.isEmpty ? "" : ", “\(VisibleText.of(String(words.unicodeScalars.prefix(200))))”"
  }
}
