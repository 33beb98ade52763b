import Backups
import Messages
import Model
import Settings
import Support
import Testing

/// The `backup.keep` block of the configuration.
@Suite struct `The policy of retention` {
  private static func read(_ yaml: String) throws -> KeepPolicy {
    let scratch = try ScratchFolder()
    return try KeepPolicy(SettingsNode(file: try scratch.write("keep.yaml", yaml)))
  }

  @Test func `is read from its numbers`() throws {
    let policy = try Self.read("{ days: 14, weeks: 8, months: 12, years: 10, count_only: proven, minimum: 5 }")
    #expect(policy == KeepPolicy(days: 14, weeks: 8, months: 12, years: 10, minimum: 5, counted: .proven))
    #expect(try Self.read("{ months: 6 }") == KeepPolicy(months: 6, minimum: 3, counted: .complete))
  }

  @Test(arguments: [
    "{ days: -1 }", "{ days: fourteen }", "{ minimum: 3 }", "{ days: 0, weeks: 0 }", "{ days: 1, minimum: 0 }",
    "{ daily: 14 }", "{ days: 1, count_only: all }", "14", "{}",
  ])
  func `is refused where it says nothing, or what nobody understands`(yaml: String) throws {
    #expect(throws: SettingsError.self) { try Self.read(yaml) }
  }

  @Test func `is at least another one where nothing of it is less`() {
    let policy = KeepPolicy(days: 14, weeks: 8)
    #expect(policy.isAtLeast(policy))
    #expect(KeepPolicy(days: 15, weeks: 8, years: 1).isAtLeast(policy))
    #expect(!KeepPolicy(days: 30, weeks: 7).isAtLeast(policy))
    #expect(!KeepPolicy(days: 14, weeks: 8, minimum: 2).isAtLeast(policy))
    #expect(!KeepPolicy(days: 14, weeks: 8, counted: .proven).isAtLeast(policy))
  }

  /// Weeks around new year, by the calendar of ISO 8601.
  @Test(arguments: [
    ("2026-01-01", "2026-W01"), ("2027-01-01", "2026-W53"), ("2027-01-04", "2027-W01"), ("2024-12-30", "2025-W01"),
    ("2021-01-03", "2020-W53"), ("2026-10-07", "2026-W41"),
  ])
  func `names weeks as the calendar does`(day: String, week: String) throws {
    let date = Zone.utc.localTime(at: try Instant(day + "T12:00Z", in: .utc)).date
    #expect(RetentionTier.week.text(RetentionTier.week.firstDay(of: date)) == week)
  }
}
