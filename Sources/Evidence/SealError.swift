package import Messages

/// Why something could not be sealed, or a seal not be read.
package enum SealError: ExplainedError, Equatable {
  /// The file holds no certificate in PEM form.
  case noCertificate
  /// The file holds no private key in PEM form, or one behind a password.
  case noKey
  /// The private key is not that of the certificate.
  case mismatch
  /// The key is of a kind that does not sign, or is too weak: RSA needs 2048 bits.
  case unsuitable
  /// OpenSSL refused to make a key, a certificate or a signature.
  case refused

  package var failureKind: FailureKind { self == .refused ? .unavailable : .misconfigured }
  /// What is wrong, and what mends it.
  package var message: Message {
    switch self {
    case .noCertificate:
      Message(
        tr: "PEM biçiminde X.509 sertifikası yok (“-----BEGIN CERTIFICATE-----”).",
        en: "there is no X.509 certificate in PEM form (“-----BEGIN CERTIFICATE-----”).")
    case .noKey:
      Message(
        tr: "PEM biçiminde, parolasız bir özel anahtar yok; “openssl pkey -in … -out …” ile dönüştürün.",
        en: "there is no private key in PEM form without a password; convert it with “openssl pkey -in … -out …”.")
    case .mismatch:
      Message(
        tr: "özel anahtar, sertifikanın anahtarı değil; ikisini birlikte verin.",
        en: "the private key is not that of the certificate; give the two that belong together.")
    case .unsuitable:
      Message(
        tr: "anahtar mühürlemeye uygun değil; P-256 ya da en az 2048 bitlik RSA gerekir.",
        en: "the key does not fit for seals; P-256, or RSA of 2048 bits or more, is needed.")
    case .refused:
      Message(
        tr: "OpenSSL anahtar ya da imza üretmedi; belleği ve sistemin OpenSSL ayarlarını (openssl.cnf) denetleyin.",
        en: "OpenSSL made no key or signature; check the memory and this system's settings of OpenSSL (openssl.cnf).")
    }
  }
}
