import Intake
import Messages
import Model

extension SourceCheck {
  /// What the live store holds, as far as a report would read it.
  mutating func tellLiveStore(_ system: SourceSystem) {
    guard let address = source.live, let layout = system.live else { return }
    lines.append(Message(tr: "canlı oturumlar: \(address.text)", en: "live sessions: \(address.text)"))
    do {
      var store = try LiveStore.open(address, layout, of: system) { SystemClock.now() }
      var (count, endless, nobodys, unreadable) = (0, 0, 0, 0)
      try store.forEach { session in
        guard session.isReadable else {
          unreadable += 1
          return
        }
        count += 1
        if session.forgottenAt == nil { endless += 1 }
        if session.userKey == nil { nobodys += 1 }
      }
      let keys = (address.keys ?? layout.keys).text
      lines.append(
        Message(
          tr: "  \(keys): \(count) oturum; süresiz: \(endless), kullanıcısız: \(nobodys)",
          en: "  \(keys): sessions: \(count); without an end: \(endless), without a user: \(nobodys)"))
      unreadable += store.nameless
      if unreadable > 0 {
        lines.append(
          Message(
            tr: "  ! okunamayan değer: \(unreadable) (metin değil, JSON nesnesi değil, 64 KiB’den uzun ya da "
              + "“\(layout.times.rawValue)” biçiminde olmayan bir an)",
            en: "  ! values that cannot be read: \(unreadable) (no text, no JSON object, more than 64 KiB, or a "
              + "moment that is not written as “\(layout.times.rawValue)”)"))
      }
      if count == 0, unreadable == 0 {
        lines.append(
          Message(
            tr: "  ! \(keys) ile başlayan anahtar yok; “keys” ve “database” değerlerine bakın.",
            en: "  ! no key is like \(keys); look at “keys” and “database”."))
      }
    } catch {
      failures.append(Failure(error))
    }
  }
}
