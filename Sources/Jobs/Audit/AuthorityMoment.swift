import Messages
import Model
import Settings

/// A day or a moment as a letter has it: with or without an hour, with or without an offset.
struct AuthorityMoment {
  private let node: SettingsNode
  private let text: String
  /// The day.
  let date: CivilDate
  /// Whether an hour is written.
  var hasHour: Bool { text.utf8.contains(UInt8(ascii: "T")) }
  /// Whether an offset from UTC is written.
  var hasOffset: Bool {
    let time = text.split(separator: "T", maxSplits: 1).dropFirst().first ?? ""
    return time.contains { "Z+-".contains($0) }
  }

  /// Reads a value; `2026-10-08`, `2026-10-08T14:30` or `2026-10-08T14:30+03:00`.
  init(_ node: SettingsNode) throws {
    (self.node, text) = (node, try node.string())
    date = try Self.date(String(text.prefix { $0 != "T" }), node)
  }

  /// A day.
  static func date(_ node: SettingsNode) throws -> CivilDate { try date(try node.string(), node) }

  private static func date(_ text: String, _ node: SettingsNode) throws -> CivilDate {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard text.utf8.count == 10, parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
      let date = CivilDate(validYear: year, month: month, day: day), date.iso8601 == text
    else {
      throw node.error(
        Message(tr: "“2026-10-08” gibi bir gün gerekir.", en: "a day like “2026-10-08” is needed."))
    }
    return date
  }

  /// The moment, read in the zone the letter states, else in another; of a day its begin, or its end.
  func instant(stated: Zone?, else other: Zone, endsDay: Bool = false) throws -> Instant {
    let zone = stated ?? other
    guard hasHour else { return zone.start(of: endsDay ? date.advanced(by: 1) : date) }
    do throws(PeriodError) { return try Instant(text, in: zone) } catch {
      throw node.error(error.message)
    }
  }
}
