import Documents
import Records
@testable import Excel
import Model
import Support
import Testing

@Suite struct `Values of cells` {
  /// The instant at which a clock in UTC shows a time.
  private static func instant(_ year: Int, _ month: Int, _ day: Int, microsecond: Int64 = 0) -> Instant {
    Instant(
      microseconds: LocalTime(
        date: CivilDate(year: year, month: month, day: day), microsecondOfDay: microsecond
      ).wallClock)
  }

  @Test func `moments are dates of the document's zone, cut to whole seconds`() throws {
    let hour: Int64 = 3_600_000_000
    let moments: [(Instant, Int64, String)] = [
      (Self.instant(2026, 10, 7), 3 * hour, "2026-10-07T03:00:00.000"),
      (Self.instant(2026, 10, 7, microsecond: 86_399_999_999), 0, "2026-10-07T23:59:59.000"),
      (Self.instant(2026, 10, 7, microsecond: 8 * hour + 1_999_999), 0, "2026-10-07T08:00:01.000"),
      (Self.instant(1969, 12, 31, microsecond: 86_399_500_000), 0, "1969-12-31T23:59:59.000"),
      (Self.instant(1900, 3, 1), 0, "1900-03-01T00:00:00.000"),
      (Self.instant(9999, 12, 31, microsecond: 86_399_000_000), 0, "9999-12-31T23:59:59.000"),
      (Self.instant(2016, 2, 29), -5 * hour, "2016-02-28T19:00:00.000"),
    ]
    let listed = try Drawn(
      columns: [Drawn.column(.moment)], rows: moments.map { [.moment($0.0, zoneOffset: $0.1)] }
    ).listed().dropFirst()
    #expect(listed.map { $0?.value } == moments.map(\.2))
    #expect(listed.allSatisfy { $0?.kind == "moment" && $0?.format == "dd.mm.yyyy hh:mm:ss" })
  }

  @Test func `moments Excel has no date for are texts`() throws {
    let moments: [(Instant, String)] = [
      (Self.instant(1899, 12, 31), "31.12.1899 00:00:00"), (Self.instant(1900, 1, 1), "01.01.1900 00:00:00"),
      (Self.instant(1453, 5, 29), "29.05.1453 00:00:00"), (Self.instant(10_000, 1, 1), "01.01.10000 00:00:00"),
      (.infinity, "infinity"), (.minusInfinity, "-infinity"),
    ]
    let listed = try Drawn(
      columns: [Drawn.column(.moment)], rows: moments.map { [.moment($0.0, zoneOffset: 0)] }
    ).listed().dropFirst()
    #expect(listed.map { $0?.value } == moments.map(\.1))
    #expect(listed.allSatisfy { $0?.kind == "s" || $0?.kind == "inlineStr" })
  }

  @Test func `the order of day, month and year is the document's`() throws {
    let drawn = try Drawn { folder in
      var document = try Drawn.document(
        in: folder, columns: [Drawn.column(.moment), Drawn.column(.date)],
        rows: [[.moment(SampleDocument.issuedAt, zoneOffset: 0), .date(CivilDate(year: 2026, month: 10, day: 7))]])
      document.formats.dateOrder = .yearMonthDay
      return document
    }
    let sheet = try drawn.reading().sheet("Liste")
    #expect(sheet["A2"]?.format == "yyyy-mm-dd hh:mm:ss")
    #expect(sheet["B2"]?.format == "yyyy-mm-dd")
    #expect(sheet["B2"]?.value == "2026-10-07T00:00:00.000")
  }

  @Test func `durations are numbers that keep their microseconds, beyond a day too`() throws {
    let durations: [(Int64, String)] = [
      (0, "0"), (1, "1"), (999_999, "999999"), (1_000_000, "1000000"), (86_399_999_999, "86399999999"),
      (360_000_000_000, "360000000000"), (315_576_000_000_001, "315576000000001"),
    ]
    let listed = try Drawn(columns: [Drawn.column(.duration)], rows: durations.map { [.duration($0.0)] })
      .listed().dropFirst()
    #expect(listed.map { $0?.value } == durations.map(\.1))
    #expect(listed.allSatisfy { $0?.kind == "duration" && $0?.format == "[h]:mm:ss.000" })
  }

  @Test func `durations below zero or beyond Excel's calendar are texts`() throws {
    let durations: [(Int64, String)] = [
      (-5_000_000, "-00:00:05"), (-90_061_000_000, "-25:01:01"), (.max, "2562047788:00:54"),
      (.min, "-2562047788:00:54"),
    ]
    let listed = try Drawn(columns: [Drawn.column(.duration)], rows: durations.map { [.duration($0.0)] })
      .listed().dropFirst()
    #expect(listed.map { $0?.value } == durations.map(\.1))
  }

  @Test func `shares are numbers written as percentages of the document's language`() throws {
    let rows: [[Cell]] = [[.share(1, of: 8)], [.share(-3, of: 4)], [.share(0, of: 5)], [.share(1, of: 0)]]
    for (isPercentFirst, format) in [(true, "%0.0"), (false, "0.0%")] {
      let drawn = try Drawn { folder in
        var document = try Drawn.document(in: folder, columns: [Drawn.column(.share)], rows: rows)
        document.formats.isPercentFirst = isPercentFirst
        return document
      }
      let listed = try drawn.listed().dropFirst()
      #expect(listed.map { $0?.value } == ["0.125", "-0.75", "0", nil])
      #expect(listed.dropLast().allSatisfy { $0?.kind == "n" && $0?.format == format })
    }
  }

  @Test func `counts are grouped, numbers that name something are not`() throws {
    let rows: [[Cell]] = [[.integer(1_234_567), .integer(54_321), .integer(-7)]]
    let columns = [
      Drawn.column(.integer, id: "events"), Drawn.column(.integer, id: "port"), Drawn.column(.integer, id: "row_no"),
    ]
    let sheet = try Drawn(columns: columns, rows: rows).reading().sheet("Liste")
    #expect([sheet["A2"], sheet["B2"], sheet["C2"]].map { $0?.format } == ["#,##0", "0", "0"])
    #expect([sheet["A2"], sheet["B2"], sheet["C2"]].map { $0?.value } == ["1234567", "54321", "-7"])
    #expect([sheet["A2"], sheet["B2"], sheet["C2"]].allSatisfy { $0?.kind == "n" })
  }

  @Test func `an integer is a number as long as Excel shows all its digits`() throws {
    let values: [Int64] = [
      999_999_999_999_999, -999_999_999_999_999, 1_000_000_000_000_000, 9_007_199_254_740_993, .max, .min,
    ]
    let listed = try Drawn(columns: [Drawn.column(.integer)], rows: values.map { [.integer($0)] }).listed().dropFirst()
    #expect(listed.map { $0?.value } == values.map { String($0) })
    #expect(listed.map { $0?.kind == "n" } == [true, true, false, false, false, false])
  }

  @Test func `a severity is its word, with a colour of its own beside it`() throws {
    let rows: [[Cell]] = Severity.allCases.map { [.severity($0)] }
    let drawn = try Drawn(columns: [Drawn.column(.severity)], rows: rows)
    #expect(try drawn.listed().dropFirst().map { $0?.value } == ["Bilgi", "Düşük", "Orta", "Yüksek", "Kritik"])
    let styles = try drawn.part("xl/styles.xml")
    for colour in ["9AA3B2", "5B7593", "C77A14", "B3261E", "5E0B0B"] {
      #expect(styles.contains("<left style=\"thick\"><color rgb=\"FF\(colour)\"/>"))
    }
  }

  @Test func `an empty value is an empty cell, and rows may be shorter than the table is wide`() throws {
    let drawn = try Drawn(
      columns: [Drawn.column(.text), Drawn.column(.text), Drawn.column(.text)],
      rows: [[.text("a"), .empty, .text("c")], [.text("d")]])
    let sheet = try drawn.reading().sheet("Liste")
    #expect(sheet["B2"] == nil && sheet["B3"] == nil)
    #expect(sheet["C2"]?.value == "c")
  }

  @Test func `a value of another kind than its column's is kept`() throws {
    let rows: [[Cell]] = [[.text("bilinmiyor")], [.integer(7)], [.json("{\"a\": 1}")]]
    #expect(
      try Drawn(columns: [Drawn.column(.duration)], rows: rows).listed().dropFirst().map { $0?.value }
        == ["bilinmiyor", "7", "{\"a\": 1}"])
  }
}
