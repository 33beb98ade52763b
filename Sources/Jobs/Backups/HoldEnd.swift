import Messages
import Model

/// When a hold ends that was given its last day: `--until 2027-01-31`, in the configured zone.
enum HoldEnd {
  /// The first moment after a day, which must not have passed at a moment.
  static func moment(after lastDay: String, in zone: Zone, now: Instant) throws -> Instant {
    let parts = lastDay.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard lastDay.utf8.count == 10, parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
      let date = CivilDate(validYear: year, month: month, day: day), date.iso8601 == lastDay
    else {
      throw Failure(
        .wrongUsage,
        Message(
          tr: "--until “\(lastDay)” bir gün değil; “2027-01-31” biçiminde yazın.",
          en: "--until “\(lastDay)” is no day; write it like “2027-01-31”."))
    }
    let end = zone.start(of: date.advanced(by: 1))
    guard end > now else {
      throw Failure(
        .wrongUsage,
        Message(tr: "--until \(lastDay) geçmiş bir gün.", en: "--until \(lastDay) is a day that has passed."))
    }
    return end
  }
}
