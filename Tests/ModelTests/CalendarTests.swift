import Model
import Testing

@Suite struct `The calendar` {
  @Test func `counts every day of eight centuries`() {
    var expected = CivilDate(year: 1600, month: 1, day: 1).dayNumber
    for year in 1600..<2400 {
      for month in 1...12 {
        for day in 1...31 {
          guard let date = CivilDate(validYear: year, month: month, day: day) else { continue }
          #expect(date.dayNumber == expected)
          #expect(date.parts == (year, month, day))
          expected += 1
        }
      }
    }
  }

  @Test(arguments: [("2026-10-07", 2), ("2026-10-11", 6), ("1969-12-29", 0), ("2000-02-29", 1)])
  func `knows the weekday`(_ text: String, _ weekday: Int) throws {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    #expect(CivilDate(year: parts[0], month: parts[1], day: parts[2]).weekday == weekday)
  }

  @Test func `writes moments to the microsecond, before the epoch too`() throws {
    #expect(Instant(microseconds: -1).iso8601 == "1969-12-31T23:59:59.999999Z")
    #expect(Instant(microseconds: 0).iso8601 == "1970-01-01T00:00:00.000000Z")
    #expect(Instant.infinity.iso8601 == "infinity")
    #expect(try Instant("2026-10-08T02:15:00+03:00", in: .utc).stamp == "20261007T231500Z")
  }

  @Test func `takes year 9000 and infinity for no time at all`() {
    #expect(!Instant.infinity.isMeaningful)
    #expect(!Instant.minusInfinity.isMeaningful)
    #expect(!Instant.never.isMeaningful)
    #expect(Instant.never.advanced(by: -1).isMeaningful)
  }

  @Test func `saturates instead of overflowing`() {
    #expect(Instant.infinity.advanced(by: 1) == .infinity)
    #expect(Instant(microseconds: .min + 1).advanced(by: -5) == .minusInfinity)
  }
}
