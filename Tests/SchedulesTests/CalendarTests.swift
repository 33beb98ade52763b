import Files
import Messages
import Model
import Schedules
import Support
import Testing

@Suite struct `A calendar expression` {
  private static func zone(_ name: String) throws -> Zone {
    try Zone(name: name, compiled: try #require(try ZoneFiles.compiled(name)))
  }

  /// The next moments after one, as `date time` of the zone's clock with the offset's hours, `!` where the clock was moved.
  private static func next(_ text: String, _ zone: String, _ from: String, _ count: Int) throws -> [String] {
    let (expression, zone) = (try CalendarExpression(text), try Self.zone(zone))
    return expression.next(count, after: try Instant(from, in: .utc), in: zone).map { next in
      let local = zone.localTime(at: next.instant).iso8601
      return "\(local.dropFirst(5).prefix(11))\(zone.offsetLabel(at: next.instant).dropFirst(3))"
        + (next.isShifted ? "!" : "")
    }
  }

  /// What happens where clocks are moved: a time that does not exist is the moment after, one that exists twice its first.
  static let changes: [(expression: String, zone: String, from: String, next: [String])] = [
    // Berlin: 29 March 2026, 02:00 → 03:00; 25 October, 03:00 → 02:00.
    (
      "30 2 * * *", "Europe/Berlin", "2026-03-28T00:00Z",
      ["03-28T02:30+01:00", "03-29T03:00+02:00!", "03-30T02:30+02:00"]
    ),
    ("0,30 2,3 29 3 *", "Europe/Berlin", "2026-03-28T00:00Z", ["03-29T03:00+02:00!", "03-29T03:30+02:00"]),
    (
      "30 2 * * *", "Europe/Berlin", "2026-10-24T12:00Z",
      ["10-25T02:30+02:00", "10-26T02:30+01:00", "10-27T02:30+01:00"]
    ),
    // Begun between the first and the second 02:30: that night is over.
    ("30 2 * * *", "Europe/Berlin", "2026-10-25T00:45Z", ["10-26T02:30+01:00"]),
    ("0 3 * * *", "Europe/Berlin", "2026-10-24T12:00Z", ["10-25T03:00+01:00"]),
    (
      "*/30 * 25 10 *", "Europe/Berlin", "2026-10-24T23:59Z",
      ["10-25T02:00+02:00", "10-25T02:30+02:00", "10-25T03:00+01:00"]
    ),
    // New York: 8 March 2026, 02:00 → 03:00; 1 November, 02:00 → 01:00.
    ("15 2 * * *", "America/New_York", "2026-03-07T12:00Z", ["03-08T03:00-04:00!", "03-09T02:15-04:00"]),
    ("15 1 * * sun", "America/New_York", "2026-10-31T12:00Z", ["11-01T01:15-04:00", "11-08T01:15-05:00"]),
    // Istanbul: 27 March 2016, 03:00 → 04:00, and never back.
    (
      "30 3 * * *", "Europe/Istanbul", "2016-03-26T00:00Z",
      ["03-26T03:30+02:00", "03-27T04:00+03:00!", "03-28T03:30+03:00"]
    ),
    ("30 3 30 10 *", "Europe/Istanbul", "2016-10-01T00:00Z", ["10-30T03:30+03:00", "10-30T03:30+03:00"]),
    // Lord Howe moves by half an hour: 5 April 2026, 02:00 → 01:30; 4 October, 02:00 → 02:30.
    ("45 1 * * *", "Australia/Lord_Howe", "2026-04-03T20:00Z", ["04-05T01:45+11:00", "04-06T01:45+10:30"]),
    (
      "15 2 * * *", "Australia/Lord_Howe", "2026-10-02T20:00Z",
      ["10-04T02:30+11:00!", "10-05T02:15+11:00"]
    ),
    // Samoa had no 30 December 2011.
    (
      "0 6 * * *", "Pacific/Apia", "2011-12-29T10:00Z",
      ["12-29T06:00-10:00", "12-31T00:00+14:00!", "12-31T06:00+14:00"]
    ),
    // What follows from the calendar alone.
    ("15 2 * * *", "Europe/Istanbul", "2026-10-07T23:15Z", ["10-09T02:15+03:00"]),
    ("0 4 29 2 *", "UTC", "2096-03-01T00:00Z", ["02-29T04:00+00:00"]),
    ("0 0 31 * *", "UTC", "2026-04-01T00:00Z", ["05-31T00:00+00:00", "07-31T00:00+00:00"]),
    ("0 8 * * 1-5", "UTC", "2026-10-09T08:00Z", ["10-12T08:00+00:00", "10-13T08:00+00:00"]),
    ("0 8 * * 7", "UTC", "2026-10-09T08:00Z", ["10-11T08:00+00:00"]),
    ("5 4 1 JAN,jul *", "UTC", "2026-10-09T08:00Z", ["01-01T04:05+00:00", "07-01T04:05+00:00"]),
  ]

  @Test(arguments: changes) func `is a moment on every day, and one only`(
    _ change: (expression: String, zone: String, from: String, next: [String])
  ) throws {
    #expect(try Self.next(change.expression, change.zone, change.from, change.next.count) == change.next)
  }

  @Test(arguments: [
    ("15 2 * *", "five fields"), ("daily", "five fields"), ("60 2 * * *", "“60”"), ("15 24 * * *", "“24”"),
    ("15 2 0 * *", "“0”"), ("15 2 * 13 *", "“13”"), ("15 2 * * 8", "“8”"), ("5-1 2 * * *", "“5-1”"),
    ("*/0 2 * * *", "“*/0”"), ("5/2 2 * * *", "“5/2”"), ("1,,2 2 * * *", "“1,,2”"), ("15 2 * * fri-mon", "“fri-mon”"),
    ("-1 2 * * *", "“-1”"), ("١٥ 2 * * *", "“١٥”"), ("15 2 1 * 1", "weekdays"), ("0 0 30 2 *", "never comes"),
    ("0 0 31 4,6,9,11 *", "never comes"), ("15 2 * * *\u{A0}", "“*\u{A0}”"),
  ])
  func `that is none is told`(_ text: String, _ complaint: String) {
    let error = #expect(throws: CalendarError.self) { try CalendarExpression(text) }
    #expect(error?.message[.en].contains(complaint) == true, "\(String(describing: error))")
  }

  /// An independent judge: systemd's own calendar, asked for the text that the units have.
  @Test func `comes when systemd takes it to come`() throws {
    var numbers = SeededNumbers(seed: 20_261_130)
    func pick(_ choices: [String]) -> String { choices[Int.random(in: 0..<choices.count, using: &numbers)] }
    for _ in 0..<25 {
      let day = pick(["*", "*", "1", "15,31", "1-7", "*/10"])
      let text = [
        pick(["0", "15", "*/20", "7,33", "10-12"]), pick(["2", "*", "8-10", "*/6", "23"]), day,
        pick(["*", "*", "2", "feb,jun", "3-5"]), day == "*" ? pick(["*", "1-5", "sun", "7", "0,3"]) : "*",
      ].joined(separator: " ")
      // No clock is moved there.
      let (zone, from) = ("Asia/Tokyo", "2026-11-\(pick(["03", "17", "30"]))T04:30:00Z")
      let run = UnattendedRun(
        name: "x", title: "x", when: try CalendarExpression(text), zone: zone, command: ["/bin/true"],
        statusCommand: ["/bin/true"], user: "x", writable: [], credentials: [], spread: 0)
      let timer = try #require(SystemdUnits.files(for: [run]).first { $0.name.hasSuffix(".timer") }).text
      let line = try #require(timer.split(separator: "\n").first { $0.hasPrefix("OnCalendar=") })
      let outcome = try Command.run(
        "systemd-analyze", "calendar", "--iterations=4",
        "--base-time=\(from.prefix(10)) \(from.dropFirst(11).dropLast()) UTC",
        String(line.dropFirst(11)), environment: ["TZ": "UTC", "LC_ALL": "C"])
      let theirs = outcome.output.split(separator: "\n").filter { $0.contains("elapse:") || $0.contains("Iter. #") }
        .compactMap { line in
          line.split(separator: ": ").last?.split(separator: " ").dropFirst().prefix(2).joined(separator: "T")
        }
      let ours = try CalendarExpression(text).next(4, after: try Instant(from, in: .utc), in: try Self.zone(zone))
        .map { String($0.instant.iso8601.prefix(19)) }
      #expect(outcome.status == 0 && ours == theirs, "\(text) → \(line): \(outcome.errors)")
    }
  }

  @Test func `says which times of a year a zone skips`() throws {
    let from = try Instant("2026-01-01T00:00Z", in: .utc)
    func skipped(_ text: String, _ zone: String) throws -> [String] {
      try CalendarExpression(text).skipped(after: from, in: try Self.zone(zone)).map { String($0.iso8601.prefix(16)) }
    }
    #expect(try skipped("30 2 * * *", "Europe/Berlin") == ["2026-03-29T02:30"])
    #expect(try skipped("0 3 * * *", "Europe/Berlin") == [])
    #expect(try skipped("0 2 * * *", "Europe/Berlin") == ["2026-03-29T02:00"])
    #expect(try skipped("15 2 * * *", "Europe/Istanbul") == [])
    #expect(try skipped("15 2 * * *", "Australia/Lord_Howe") == ["2026-10-04T02:15"])
  }
}
