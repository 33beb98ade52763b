import CCurl
package import Messages

/// Why a server did not answer a request as it should.
package struct HTTPError: ExplainedError, Equatable {
  /// What happened.
  package enum Cause: Sendable, Equatable {
    /// libcurl's code, and its words.
    case curl(Int, String)
    /// The answer's status is not 200.
    case status(Int)
    /// The answer is of another type, by what it says.
    case type(String)
    /// The answer has more than so many bytes.
    case tooLarge(Int)
    /// libcurl cannot be used.
    case notReady
  }

  /// What happened.
  package let cause: Cause
  /// Where.
  package let url: String

  /// An error of an address.
  package init(_ cause: Cause, _ url: String) { (self.cause, self.url) = (cause, url) }

  package var failureKind: FailureKind { .unavailable }

  package var message: Message { Message(verbatim: url + ":") + explanation }

  /// What happened, with nothing of the address, which may be a secret, nor of libcurl's words, which may repeat it.
  package var withoutAddress: Message {
    if case .curl(let code, _) = cause { return Self.fault(code) }
    return explanation
  }

  private var explanation: Message {
    switch cause {
    case .curl(let code, let words):
      Self.fault(code) + Message(verbatim: "(\(words.isEmpty ? "libcurl" : "libcurl: " + words))")
    case .status(let status):
      Message(
        tr: "HTTP durumu \(status); beklenen 200. Adresi ve hizmetin durumunu denetleyin; yönlendirmeler izlenmez.",
        en: "HTTP status \(status) in place of 200. Check the address and the service; redirects are not followed.")
    case .type(let type):
      Message(
        tr:
          "yanıtın türü “\(Self.short(type))”; bu, istenen türde değil, çoğu kez bir hata sayfasıdır. Adresi denetleyin.",
        en: "the answer is of type “\(Self.short(type))”, not of the one asked for; often it is a page about an error. "
          + "Check the address.")
    case .tooLarge(let limit):
      Message(
        tr: "yanıt \(limit >> 20) MiB'den büyük; bu adreste istenen hizmet yok.",
        en: "the answer is larger than \(limit >> 20) MiB; the service that was asked for is not at this address.")
    case .notReady: Message(tr: "libcurl kullanılamıyor.", en: "libcurl cannot be used.")
    }
  }

  private static func fault(_ code: Int) -> Message {
    switch CURLcode(UInt32(code)) {
    case CURLE_COULDNT_RESOLVE_HOST:
      Message(
        tr: "sunucunun adı çözülemedi; adresi ve DNS ayarlarını denetleyin.",
        en: "the server's name has no address; check the address and the settings of DNS.")
    case CURLE_COULDNT_CONNECT:
      Message(
        tr: "bağlantı kurulamadı; hizmetin çalıştığını ve güvenlik duvarını denetleyin.",
        en: "no connection; check that the service runs, and the firewall.")
    case CURLE_OPERATION_TIMEDOUT:
      Message(
        tr: "süresi içinde yanıt gelmedi; ağı ve hizmeti denetleyin, gerekirse “timeout” değerini yükseltin.",
        en: "no answer in time; check the network and the service, or raise “timeout”.")
    case CURLE_PEER_FAILED_VERIFICATION:
      Message(
        tr: "sunucunun TLS sertifikası bu makinede güvenilen köklerden gelmiyor ya da başka bir addır.",
        en: "the server's TLS certificate does not come from a root this machine trusts, or is for another name.")
    default: Message(tr: "istek başarısız.", en: "the request failed.")
    }
  }

  /// A stranger's words: shortened, and nothing in them is invisible.
  private static func short(_ text: String) -> String { VisibleText.of(String(text.unicodeScalars.prefix(80))) }
}
