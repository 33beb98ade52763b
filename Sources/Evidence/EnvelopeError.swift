package import Messages

/// Why nothing can be put into an envelope for somebody; subjects are as the certificate has them.
package enum EnvelopeError: ExplainedError, Equatable {
  /// The file holds no certificate in PEM form.
  case noCertificate
  /// The certificate is not valid any more.
  case expired(String)
  /// The certificate is not valid yet.
  case notYet(String)
  /// The certificate is not for encrypting mail.
  case purpose(String)
  /// The key is of a kind that takes no envelopes, or too weak: RSA needs 2048 bits.
  case weak(String)
  /// No certificate is for this address.
  case otherAddress(String)
  /// OpenSSL refused.
  case refused

  package var failureKind: FailureKind { self == .refused ? .unavailable : .misconfigured }

  package var message: Message {
    switch self {
    case .noCertificate:
      Message(
        tr:
          "PEM biçiminde X.509 sertifikası yok (“-----BEGIN CERTIFICATE-----”); DER ise “openssl x509 -inform DER” ile "
          + "dönüştürün.",
        en: "there is no X.509 certificate in PEM form (“-----BEGIN CERTIFICATE-----”); convert DER with “openssl x509 "
          + "-inform DER”.")
    case .expired(let subject):
      Message(
        tr: "“\(subject)” sertifikasının süresi dolmuş; alıcıdan yenisini alın.",
        en: "the certificate of “\(subject)” has expired; get the recipient's new one.")
    case .notYet(let subject):
      Message(
        tr: "“\(subject)” sertifikası henüz geçerli değil; saati ve sertifikayı denetleyin.",
        en: "the certificate of “\(subject)” is not valid yet; check the clock and the certificate.")
    case .purpose(let subject):
      Message(
        tr: "“\(subject)” sertifikası e-posta şifrelemeye uygun değil (keyUsage, extendedKeyUsage); S/MIME şifreleme "
          + "sertifikası gerekir.",
        en: "the certificate of “\(subject)” is not for encrypting mail (keyUsage, extendedKeyUsage); one for S/MIME "
          + "encryption is needed.")
    case .weak(let subject):
      Message(
        tr: "“\(subject)” sertifikasının anahtarı uygun değil; en az 2048 bitlik RSA ya da P-256 gerekir.",
        en: "the key of the certificate of “\(subject)” does not fit; RSA of 2048 bits or more, or P-256, is needed.")
    case .otherAddress(let address):
      Message(
        tr: "sertifika \(address) adresi için değil; o adresin sertifikasını verin.",
        en: "no certificate is for \(address); give the one of that address.")
    case .refused:
      Message(
        tr: "OpenSSL zarfı yapmadı; belleği ve sistemin OpenSSL ayarlarını (openssl.cnf) denetleyin.",
        en: "OpenSSL made no envelope; check the memory and this system's settings of OpenSSL (openssl.cnf).")
    }
  }
}
