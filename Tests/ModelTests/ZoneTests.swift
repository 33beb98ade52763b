import Files
import Model
import Testing

/// A zone of the system's tzdata.
func zone(_ name: String) throws -> Zone {
  try Zone(name: name, compiled: try #require(try ZoneFiles.compiled(name)))
}

@Suite struct `A time zone` {
  /// Zone, UTC moment, what the wall clock shows.
  static let clocks: [(String, String, String)] = [
    ("Europe/Istanbul", "2026-10-07T21:00:00Z", "2026-10-08T00:00:00.000000"),
    ("Europe/Istanbul", "2016-10-30T01:30:00Z", "2016-10-30T04:30:00.000000"),
    ("Europe/Istanbul", "2015-11-08T00:59:59Z", "2015-11-08T03:59:59.000000"),
    ("Europe/Istanbul", "2015-11-08T01:00:00Z", "2015-11-08T03:00:00.000000"),
    ("Europe/Berlin", "2026-03-29T00:59:59Z", "2026-03-29T01:59:59.000000"),
    ("Europe/Berlin", "2026-03-29T01:00:00Z", "2026-03-29T03:00:00.000000"),
    ("America/New_York", "2026-11-01T06:00:00Z", "2026-11-01T01:00:00.000000"),
    ("Asia/Kathmandu", "2026-03-02T18:15:00Z", "2026-03-03T00:00:00.000000"),
    ("Europe/Berlin", "2150-07-01T10:00:00Z", "2150-07-01T12:00:00.000000"),
    ("Europe/Istanbul", "1900-01-01T00:00:00Z", "1900-01-01T01:56:56.000000"),
    ("UTC", "1969-12-31T23:59:59Z", "1969-12-31T23:59:59.000000"),
  ]

  @Test(arguments: clocks) func `shows what its rules say`(_ name: String, _ moment: String, _ shown: String) throws {
    let instant = try Instant(moment, in: .utc)
    #expect(try zone(name).localTime(at: instant).iso8601 == shown)
  }

  /// Zone, date, first moment of the date.
  static let midnights: [(String, String, String)] = [
    ("Europe/Istanbul", "2026-10-07", "2026-10-06T21:00:00.000000Z"),
    // Midnight does not exist: the day begins at 01:00.
    ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00.000000Z"),
    // Midnight exists twice: the day begins with the first.
    ("America/Havana", "2025-11-02", "2025-11-02T04:00:00.000000Z"),
    // At 00:01 the clock went back to the day before.
    ("America/St_Johns", "2006-10-29", "2006-10-29T02:30:00.000000Z"),
    ("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00.000000Z"),
  ]

  @Test(arguments: midnights) func `knows when a date begins`(_ name: String, _ date: String, _ begin: String) throws {
    let parts = date.split(separator: "-").compactMap { Int($0) }
    let day = try #require(CivilDate(validYear: parts[0], month: parts[1], day: parts[2]))
    #expect(try zone(name).start(of: day).iso8601 == begin)
  }

  @Test func `names its offset`() throws {
    let moment = try Instant("2026-10-07T12:00Z", in: .utc)
    #expect(try zone("Europe/Istanbul").offsetLabel(at: moment) == "UTC+03:00")
    #expect(try zone("America/St_Johns").offsetLabel(at: moment) == "UTC-02:30")
  }

  @Test func `is refused when its file is none`() {
    #expect(throws: ZoneFileError.self) { try Zone(name: "Nowhere", compiled: Array("TZif garbage".utf8)) }
  }

  @Test(arguments: ["../../etc/passwd", "/etc/passwd", "", "Europe//Istanbul", "Europe/İstanbul"])
  func `is looked for inside the system's folder only`(_ name: String) throws {
    #expect(try ZoneFiles.compiled(name) == nil)
  }

  @Test func `comes with the version of the data`() throws {
    let version = try #require(ZoneFiles.version())
    #expect(version.count == 5 && version.prefix(4).allSatisfy(\.isNumber))
  }
}
