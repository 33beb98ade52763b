import CCurl
package import Messages

/// Why a server did not take a message.
package struct MailError: DeliveryFault, Equatable {
  /// What happened.
  package enum Cause: Sendable, Equatable {
    /// libcurl's code and words, the server's last answer (0 where there is none), and whether the whole message had gone
    /// to it by then.
    case curl(Int, status: Int, isSent: Bool, words: String)
    /// libcurl cannot be used.
    case notReady
  }

  /// What happened.
  package let cause: Cause
  /// Where.
  package let server: String

  /// An error of a server.
  init(_ cause: Cause, _ server: String) { (self.cause, self.server) = (cause, server) }

  /// What is wrong, as far as codes tell.
  private enum Fault {
    case unknownName, unreachable, late, untrusted, noEncryption, credentials, sender, refused, notNow, closed, other
  }

  private var fault: Fault {
    guard case .curl(let code, let status, let isSent, let words) = cause else { return .other }
    let result = CURLcode(UInt32(code))
    switch result {
    case CURLE_COULDNT_RESOLVE_HOST: return .unknownName
    case CURLE_COULDNT_CONNECT: return .unreachable
    case CURLE_OPERATION_TIMEDOUT: return .late
    case CURLE_PEER_FAILED_VERIFICATION: return .untrusted
    case CURLE_USE_SSL_FAILED: return .noEncryption
    case CURLE_LOGIN_DENIED: return .credentials
    default: break
    }
    if [530, 534, 535, 538].contains(status) { return .credentials }
    if status == 421 { return .closed }
    if (400..<500).contains(status) { return .notNow }
    // What the server says before a message is offered is about us, not about the message.
    if (500..<600).contains(status), result == CURLE_SEND_ERROR || isSent {
      return words.hasPrefix("MAIL failed") && status != 552 ? .sender : .refused
    }
    return status >= 400 ? .closed : .other
  }

  /// The server may have taken the message without having been able to say so.
  package var isUncertain: Bool {
    guard case .curl(_, let status, let isSent, _) = cause else { return false }
    return isSent && status < 400
  }

  /// Whether the server refused an address, before the message was offered.
  var isAboutAddress: Bool {
    guard case .curl(_, let status, let isSent, let words) = cause else { return false }
    return !isSent && status >= 400 && status != 421 && words.hasPrefix("RCPT failed")
  }

  /// What a server says of a message or mailbox is about that one; everything else is about the way.
  package var verdict: DeliveryVerdict {
    switch fault {
    case .refused: .stop
    case .notNow: .tryLater
    default: .wayIsBroken
    }
  }

  package var failureKind: FailureKind {
    switch fault {
    case .credentials, .untrusted, .noEncryption, .sender: .notPermitted
    case .notNow, .closed: .temporary
    default: .unavailable
    }
  }

  package var message: Message {
    let explained = Message(verbatim: server + ":") + explanation
    return isUncertain ? explained + Self.uncertain : explained
  }

  private static let uncertain = Message(
    tr:
      "İleti bütünüyle gönderilmişti, sunucu almış olabilir: yeniden gönderilen ileti aynı Message-ID değerini taşır.",
    en: "The whole message had been sent, so the server may have taken it: what is sent again has the same Message-ID.")

  private var explanation: Message {
    switch cause {
    case .notReady: Message(tr: "libcurl kullanılamıyor.", en: "libcurl cannot be used.")
    case .curl(_, let status, _, let words):
      Self.words(fault, status) + Message(verbatim: "(\(words.isEmpty ? "libcurl" : "libcurl: " + words))")
    }
  }

  private static func words(_ fault: Fault, _ status: Int) -> Message {
    switch fault {
    case .unknownName:
      Message(
        tr: "sunucunun adı çözülemedi; “server” değerini ve DNS ayarlarını denetleyin.",
        en: "the server's name has no address; check “server” and the settings of DNS.")
    case .unreachable:
      Message(
        tr: "bağlantı kurulamadı; hizmetin çalıştığını, kapıyı ve güvenlik duvarını denetleyin.",
        en: "no connection; check that the service runs, the port, and the firewall.")
    case .late:
      Message(
        tr: "süresi içinde yanıt gelmedi; ağı ve sunucuyu denetleyin (mail: { timeouts }).",
        en: "no answer in time; check the network and the server (mail: { timeouts }).")
    case .untrusted:
      Message(
        tr:
          "sunucunun TLS sertifikası güvenilen bir kökten gelmiyor, süresi dolmuş ya da başka bir addır; kurumun kökü "
          + "için “ca: <PEM dosyası>” verin.",
        en: "the server's TLS certificate comes from no trusted root, has expired, or is for another name; for an "
          + "organisation's own root give “ca: <PEM file>”.")
    case .noEncryption:
      Message(
        tr: "sunucu STARTTLS sunmuyor; belge şifresiz gönderilmez. “smtps://” deneyin ya da sunucuyu düzeltin.",
        en: "the server offers no STARTTLS, and no document goes in the clear. Try “smtps://”, or mend the server.")
    case .credentials:
      Message(
        tr: "sunucu adı ya da parolayı kabul etmedi, ya da oturum istiyor; “user” ile “password_file” değerlerini "
          + "denetleyin.",
        en: "the server did not accept the name or password, or asks for one; check “user” and “password_file”.")
    case .sender:
      Message(
        tr: "sunucu göndereni kabul etmedi (\(status)); “from” adresini ve hesabın yetkisini denetleyin.",
        en: "the server did not accept the sender (\(status)); check “from”, and what the account may send.")
    case .refused:
      Message(
        tr: "sunucu iletiyi ya da bir alıcıyı kalıcı olarak geri çevirdi (\(status)); adresi, boyutu ve sunucunun "
          + "günlüğünü denetleyin.",
        en: "the server refused the message or a recipient for good (\(status)); check the address, the size, and the "
          + "server's log.")
    case .notNow:
      Message(
        tr: "sunucu iletiyi şimdi almadı (\(status)): kutu ya da disk dolu olabilir, ya da gri liste uygulanıyordur.",
        en: "the server did not take the message now (\(status)): a mailbox or disk may be full, or senders greylisted."
      )
    case .closed:
      Message(
        tr: "sunucu şimdi ileti almıyor (\(status)); günlüğüne bakın.",
        en: "the server takes no messages now (\(status)); look at its log.")
    case .other: Message(tr: "gönderim başarısız.", en: "the message was not sent.")
    }
  }
}
