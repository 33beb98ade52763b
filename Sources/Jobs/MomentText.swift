import Model

/// How messages write a moment: `2026-10-08 14:30 UTC+03:00`.
enum MomentText {
  /// In a zone's time, to the minute.
  static func local(_ instant: Instant, _ zone: Zone) -> String {
    let local = zone.localTime(at: instant)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(local.date.iso8601) \(two(local.time.hour)):\(two(local.time.minute)) \(zone.offsetLabel(at: instant))"
  }
}
