@testable import Jobs
import Files
import Model
import Testing

/// What `source check` says of moments that cannot be right, beside the server's clock.
@Suite struct TimeDoubtTests {
  private static let now = "2026-10-08T10:00Z"

  /// A zone, the first and the last moment, and what is doubted.
  static let trials: [(zone: String, first: String, last: String, doubts: [TimeDoubt])] = [
    ("Europe/Istanbul", "2026-01-01T00:00Z", "2026-10-08T09:59Z", []),
    ("Europe/Istanbul", "2026-01-01T00:00Z", "2026-10-07T09:59Z", []),
    // Nine local minutes past noon, taken for UTC; any time up to the offset may be one.
    ("Europe/Istanbul", "2026-01-01T00:00Z", "2026-10-08T12:59Z", [.localAsUTC]),
    ("Europe/Istanbul", "2026-01-01T00:00Z", "2026-10-08T10:30Z", [.localAsUTC]),
    ("Europe/Istanbul", "2026-01-01T00:00Z", "2026-10-08T06:58Z", [.utcAsLocal]),
    ("Europe/Istanbul", "2026-01-01T00:00Z", "2026-10-08T06:30Z", []),
    ("Europe/Istanbul", "2026-01-01T00:00Z", "2026-10-08T13:30Z", [.future]),
    ("America/New_York", "2026-01-01T00:00Z", "2026-10-08T13:59Z", [.utcAsLocal]),
    ("America/New_York", "2026-01-01T00:00Z", "2026-10-08T05:59Z", [.localAsUTC]),
    ("UTC", "2026-01-01T00:00Z", "2026-10-08T10:04Z", []), ("UTC", "2026-01-01T00:00Z", "2026-10-08T10:06Z", [.future]),
    ("UTC", "1900-01-01T00:00Z", "2026-10-08T09:00Z", [.beforeMillennium]),
    ("UTC", "0001-01-01T00:00Z", "2026-10-09T09:00Z", [.beforeMillennium, .future]),
    ("UTC", "1970-01-20T00:00Z", "1970-01-21T18:00Z", [.secondsAsMilliseconds]),
    ("UTC", "9001-01-20T00:00Z", "9999-01-21T18:00Z", [.millisecondsAsSeconds]),
  ]

  @Test(arguments: trials) func `are doubted`(
    _ trial: (zone: String, first: String, last: String, doubts: [TimeDoubt])
  ) throws {
    let zone = try Zone(name: trial.zone, compiled: try #require(try ZoneFiles.compiled(trial.zone)))
    let range = try Instant(trial.first, in: .utc)...Instant(trial.last, in: .utc)
    #expect(TimeDoubt.all(range, now: try Instant(Self.now, in: .utc), zone: zone) == trial.doubts)
  }
}
