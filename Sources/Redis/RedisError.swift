package import Messages

/// Why a Redis server gave no answer that can be used; no word of the server is repeated but its code.
package struct RedisError: ExplainedError, Equatable {
  /// What happened.
  package enum Cause: Sendable, Equatable {
    /// Nobody takes the call.
    case unreachable
    /// The server takes the call and stays silent, or everything takes too long.
    case silent
    /// The connection ended.
    case cut
    /// The server refuses, with its code, such as `WRONGPASS`.
    case refused(String)
    /// What comes is no answer of Redis.
    case foreign
  }

  /// What happened.
  package let cause: Cause
  /// The server in words, without a secret.
  package let address: String

  /// An error of a server.
  package init(_ cause: Cause, _ address: String) {
    self.cause = cause
    self.address = address
  }

  /// Codes that speak of who asks.
  private static let codesOfPersons: Set<String> = ["NOAUTH", "WRONGPASS", "NOPERM"]

  package var failureKind: FailureKind {
    if case .refused(let code) = cause, Self.codesOfPersons.contains(code) { return .notPermitted }
    return .unavailable
  }

  /// The cause in one word, for files: `unreachable`, `silent`, `cut`, `foreign`, or the server's code.
  package var code: String {
    switch cause {
    case .unreachable: "unreachable"
    case .silent: "silent"
    case .cut: "cut"
    case .foreign: "foreign"
    case .refused(let code): code
    }
  }

  package var message: Message { Message(verbatim: "Redis (\(address)):") + explanation }

  private var explanation: Message {
    switch cause {
    case .unreachable:
      Message(
        tr: "bağlantı kurulamadı; sunucunun çalıştığına ve adresin (live: { address: … }) doğru olduğuna bakın.",
        en: "no connection; see that the server runs and that the address (live: { address: … }) is right.")
    case .silent:
      Message(
        tr: "süresi içinde yanıt vermedi; sunucunun yüküne bakın ya da “timeouts” sürelerini uzatın.",
        en: "no answer in time; look at the server's load, or give it longer “timeouts”.")
    case .cut:
      Message(tr: "bağlantı yarıda kesildi; yeniden deneyin.", en: "the connection was cut; try again.")
    case .foreign:
      Message(
        tr:
          "yanıt Redis yanıtı değil; adreste başka bir sunucu, ya da TLS bekleyen bir Redis olabilir (TLS desteklenmez).",
        en: "what comes is no answer of Redis; another server may be there, or a Redis that wants TLS (not supported).")
    case .refused("NOAUTH"), .refused("WRONGPASS"):
      Message(
        tr: "parola istendi ya da kabul edilmedi; “username” ve “password_file” değerlerine bakın.",
        en: "a password is asked for, or was not accepted; look at “username” and “password_file”.")
    case .refused("NOPERM"):
      Message(
        tr: "kullanıcının yetkisi yetmiyor; gereken: “ACL SETUSER … +scan +getrange +pttl +select ~<anahtarlar>”.",
        en: "the user may not do this; it needs “ACL SETUSER … +scan +getrange +pttl +select ~<keys>”.")
    case .refused(let code):
      Message(
        tr: "sunucu isteği “\(code)” koduyla geri çevirdi; nedeni sunucunun günlüğünde aranmalıdır.",
        en: "the server refused with the code “\(code)”; look for the reason in its log.")
    }
  }
}
