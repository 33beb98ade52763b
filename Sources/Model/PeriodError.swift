public import Messages

/// Why a period cannot be reported on; always a mistake in how the program was called.
public enum PeriodError: ExplainedError {
  /// None of the forms.
  case unreadable(String)
  /// Not a date and a time.
  case unreadableMoment(String)
  /// The end lies before the begin, or at it.
  case reversed(String)
  /// The begin lies after the moment the report speaks from.
  case future(String)
  /// A wall-clock time that does not exist in the zone.
  case skippedHour(String, zone: String)
  /// A wall-clock time that exists twice in the zone.
  case repeatedHour(String, zone: String)

  public var failureKind: FailureKind { .wrongUsage }
  public var message: Message {
    switch self {
    case .unreadable(let text):
      Message(
        tr: "“\(text)” bir dönem olarak okunamadı. Örnekler: 2026-10-07, 2026-W41, 2026-10, 2026-Q4, 2026, yesterday, "
          + "last-week, last-month, last-quarter, 2026-10-01..2026-10-15, 2026-10-01T08:00..2026-10-01T10:00.",
        en: "“\(text)” is not a period. Examples: 2026-10-07, 2026-W41, 2026-10, 2026-Q4, 2026, yesterday, last-week, "
          + "last-month, last-quarter, 2026-10-01..2026-10-15, 2026-10-01T08:00..2026-10-01T10:00.")
    case .unreadableMoment(let text):
      Message(
        tr: "“\(text)” bir an olarak okunamadı. Örnek: 2026-10-08T02:15:00+03:00.",
        en: "“\(text)” is not a moment. Example: 2026-10-08T02:15:00+03:00.")
    case .reversed(let text):
      Message(
        tr: "“\(text)” döneminin bitişi başlangıcından önce veya onunla aynı. Başlangıcı önce yazın.",
        en: "The period “\(text)” ends before it begins, or at once. Write its begin first.")
    case .future(let text):
      Message(
        tr: "“\(text)” dönemi henüz başlamadı. Geçmiş bir dönem verin; saati denetlemek için --as-of kullanılır.",
        en: "The period “\(text)” has not begun yet. Give a past period; --as-of sets the clock for reruns.")
    case .skippedHour(let text, let zone):
      Message(
        tr: "“\(text)” içindeki bir saat \(zone) saat diliminde yok (saatler ileri alınmış). "
          + "Z veya +03:00 gibi bir fark ekleyin.",
        en: "A time in “\(text)” does not exist in \(zone), where the clocks went forward. "
          + "Add Z or an offset like +03:00.")
    case .repeatedHour(let text, let zone):
      Message(
        tr: "“\(text)” içindeki bir saat \(zone) saat diliminde iki kez yaşandı (saatler geri alınmış). "
          + "Z veya +03:00 gibi bir fark ekleyin.",
        en: "A time in “\(text)” happened twice in \(zone), where the clocks went back. Add Z or an offset like +03:00."
      )
    }
  }
}
