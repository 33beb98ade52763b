import Messages
import Model

/// What is odd about the moments of a relation, beside the server's own clock; `docs/manual.md` has the recipes.
enum TimeDoubt: Equatable {
  /// The newest moment lies beyond the year 9000: milliseconds were taken for seconds.
  case millisecondsAsSeconds
  /// The newest moment lies in 1970: seconds were taken for milliseconds, or a zero for a time.
  case secondsAsMilliseconds
  /// The first moment lies before the year 2000.
  case beforeMillennium
  /// Later than the clock by no more than the zone's offset, or earlier by just that: local times were taken for UTC.
  case localAsUTC
  /// The reverse.
  case utcAsLocal
  /// The newest moment lies in the future, and no offset explains it.
  case future

  /// What two clocks may differ, and an application may have rested.
  private static let tolerance = 300 * microsecondsPerSecond

  /// The doubts about a range of moments, as the server's clock shows `now` and the source's zone is `zone`.
  static func all(_ range: ClosedRange<Instant>, now: Instant, zone: Zone) -> [TimeDoubt] {
    let (first, last) = (range.lowerBound, range.upperBound)
    if last >= .never { return [.millisecondsAsSeconds] }
    if last < start(ofYear: 1971), last >= start(ofYear: 1970) { return [.secondsAsMilliseconds] }
    let old: [TimeDoubt] = first < start(ofYear: 2000) ? [.beforeMillennium] : []
    return old + (shift(last, now, zone.offset(at: now)).map { [$0] } ?? [])
  }

  private static func shift(_ last: Instant, _ now: Instant, _ offset: Int64) -> TimeDoubt? {
    let ahead = last.microseconds - now.microseconds
    let isEast = offset > 0
    if ahead > tolerance {
      guard ahead <= abs(offset) + tolerance else { return .future }
      return isEast ? .localAsUTC : .utcAsLocal
    }
    guard offset != 0, abs(-ahead - abs(offset)) <= tolerance else { return nil }
    return isEast ? .utcAsLocal : .localAsUTC
  }

  private static func start(ofYear year: Int) -> Instant {
    Instant(microseconds: Int64(CivilDate(year: year, month: 1, day: 1).dayNumber) * microsecondsPerDay)
  }

  /// What is said of it, with the cast that would mend it.
  var message: Message {
    switch self {
    case .millisecondsAsSeconds:
      Message(
        tr: "son an 9000 yılından sonra: milisaniye saniye sanılmış olabilir, “to_timestamp(x/1000.0)” kullanın.",
        en: "the last moment lies beyond the year 9000: milliseconds taken for seconds? Use “to_timestamp(x/1000.0)”.")
    case .secondsAsMilliseconds:
      Message(
        tr: "son an 1970 yılında: saniye milisaniye sanılmış olabilir, “to_timestamp(x)” kullanın.",
        en: "the last moment lies in 1970: seconds taken for milliseconds? Use “to_timestamp(x)”.")
    case .beforeMillennium:
      Message(
        tr: "ilk an 2000 yılından önce: boş değer yerine yazılmış bir tarih olabilir, “NULLIF” ile NULL yapın.",
        en: "the first moment lies before the year 2000: a date that stands for none? Make it NULL with “NULLIF”.")
    case .localAsUTC:
      Message(
        tr: "son an, sunucunun saatine göre kaynağın saat dilimi kadar kaymış olabilir: yerel saat UTC sanılmış. "
          + "“x AT TIME ZONE :'zone'” kullanın.",
        en:
          "the last moment seems shifted by the source's offset against the server's clock: local times taken for UTC? "
          + "Use “x AT TIME ZONE :'zone'”.")
    case .utcAsLocal:
      Message(
        tr: "son an, sunucunun saatine göre kaynağın saat dilimi kadar kaymış olabilir: UTC yerel saat sanılmış. "
          + "“x AT TIME ZONE 'UTC'” kullanın.",
        en:
          "the last moment seems shifted by the source's offset against the server's clock: UTC taken for local time? "
          + "Use “x AT TIME ZONE 'UTC'”.")
    case .future:
      Message(
        tr: "son an gelecekte; gelecekteki satırlar karantinaya alınır.",
        en: "the last moment lies in the future; such rows are quarantined.")
    }
  }
}
