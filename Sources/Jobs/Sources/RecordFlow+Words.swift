import Analysis
import Messages
import Model

extension RecordFlow {
  /// What is said at the terminal of a source without the records that are expected; it names no row.
  func words(in zone: Zone) -> Message {
    switch self {
    case .usual: Message(tr: "kayıtlar olağan.", en: "records as usual.")
    case .empty:
      Message(
        tr: "kaynak, sayımın sonuna kadar zamanı belli hiçbir kayıt vermedi. “tutanak source check” çalıştırın.",
        en:
          "the source yielded no record with a known time up to the end of what is counted. Run “tutanak source check”."
      )
    case .outside:
      Message(
        tr: "kaynakta başka dönemlerin kayıtları var, bu dönemin kaydı yok. “tutanak source check” çalıştırın.",
        en: "the source has records of other periods and none of this one. Run “tutanak source check”.")
    case .stale(let newest, let silent, let longest):
      Message(
        tr:
          "son kayıt \(zone.text(of: newest)); o zamandan sayımın sonuna yaklaşık \(silent) saat kayıtsız geçti, daha "
          + "önceki en uzun ara \(longest) saat.",
        en:
          "the newest record is of \(zone.text(of: newest)); about \(silent) hours without one follow up to the end of "
          + "what is counted, and the longest gap before was \(longest).")
    }
  }
}

extension Zone {
  /// `2026-10-07 08:00:00 UTC+03:00`.
  func text(of moment: Instant) -> String {
    let local = localTime(at: moment)
    let time = [local.time.hour, local.time.minute, local.time.second].map { padded($0, 2) }.joined(separator: ":")
    return "\(local.date.iso8601) \(time) \(offsetLabel(at: moment))"
  }
}
