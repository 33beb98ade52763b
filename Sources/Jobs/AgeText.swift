import Messages
import Model

extension Message {
  /// How long something takes or has taken, in its two largest units: `3 d 4 h`, `2 h 5 min`, `40 s`.
  static func duration(_ microseconds: Int64) -> Message {
    let seconds = max(0, microseconds / microsecondsPerSecond)
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60)
    func text(_ day: String, _ hour: String, _ minute: String, _ second: String) -> String {
      if days > 0 { return "\(days) \(day) \(hours) \(hour)" }
      if hours > 0 { return "\(hours) \(hour) \(minutes) \(minute)" }
      return minutes > 0 ? "\(minutes) \(minute)" : "\(seconds) \(second)"
    }
    return Message(tr: text("g", "sa", "dk", "sn"), en: text("d", "h", "min", "s"))
  }

  /// A number of bytes with a binary unit and one decimal: `12.3 MiB`.
  static func bytes(_ count: Int) -> Message {
    var (units, whole, tenths) = (["B", "KiB", "MiB", "GiB", "TiB", "PiB"][...], count, 0)
    while whole >= 1024, units.count > 1 {
      (tenths, whole) = (whole % 1024 * 10 / 1024, whole / 1024)
      units.removeFirst()
    }
    let unit = units.first ?? "B"
    if unit == "B" { return Message(verbatim: "\(whole) B") }
    return Message(tr: "\(whole),\(tenths) \(unit)", en: "\(whole).\(tenths) \(unit)")
  }
}
