import Documents
import Files
import Messages
import Model
@testable import Reports
import Support
import Testing

/// The line under the title of a document: its period as a reader would call it.
@Suite struct PeriodTextTests {
  @Test(arguments: [
    (
      "2026-10-07", "2026-10-08", "7 Ekim 2026, Çarşamba 00:00 – 24:00 (UTC+03:00)",
      "Wednesday, 7 October 2026 00:00 – 24:00 (UTC+03:00)"
    ),
    ("2026-09-01", "2026-10-01", "Eylül 2026 (UTC+03:00)", "September 2026 (UTC+03:00)"),
    ("2025-01-01", "2026-01-01", "2025 yılı (UTC+03:00)", "2025 (UTC+03:00)"),
    (
      "2026-07-01", "2026-10-01", "1 Temmuz 2026 – 30 Eylül 2026 (UTC+03:00)",
      "1 July 2026 – 30 September 2026 (UTC+03:00)"
    ),
    (
      "2025-12-29", "2026-01-05", "29 Aralık 2025 – 4 Ocak 2026 (UTC+03:00)",
      "29 December 2025 – 4 January 2026 (UTC+03:00)"
    ),
  ])
  func `whole days are called by their names`(from: String, to: String, turkish: String, english: String) throws {
    #expect(try Self.subtitle(from, to, "Europe/Istanbul", .tr) == turkish)
    #expect(try Self.subtitle(from, to, "Europe/Istanbul", .en) == english)
  }

  @Test func `a month in which the clock is changed names both offsets`() throws {
    #expect(
      try Self.subtitle("2026-03-01", "2026-04-01", "Europe/Berlin", .en) == "March 2026 (UTC+01:00 / UTC+02:00)")
  }

  @Test func `a month that is not over is not called by its name`() throws {
    let subtitle = try Self.subtitle("2026-12-01", "2027-01-01", "UTC", .en)
    #expect(subtitle.hasPrefix("2026-12-01 00:00:00 UTC+00:00 (included)"), "\(subtitle)")
  }

  private static func subtitle(_ from: String, _ to: String, _ zone: String, _ language: Language) throws -> String {
    let zone = try Zone(name: zone, compiled: try #require(try ZoneFiles.compiled(zone)))
    let definition = try SectionTrial.definition(.sessions, ["summary"])
    let period = Period(from: try Instant(from + "T00:00", in: zone), to: try Instant(to + "T00:00", in: zone))
    return try SectionTrial().document(definition) { facts in
      (facts.language, facts.zone, facts.period) = (language, zone, period)
    }.identity.subtitle
  }
}
