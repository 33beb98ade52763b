import Files
import Model
import Support
import Testing

/// The wall clock of random zones at random moments, against the system's own `date`.
@Suite struct `A random time zone` {
  @Test(arguments: Fuzzing.seeds(12)) func `shows what the system's clock would`(_ seed: Int) throws {
    var random = FixedGenerator(seed: seed)
    let name = random.one(of: ZoneFiles.names())
    let zone = try zone(name)
    var moments: [Int64] = []
    for _ in 0..<30 {
      let any = Int64(random.number(-2_500_000_000...4_000_000_000))
      moments.append(any)
      // And around a change, if the zone has one.
      guard let change = zone.nextTransition(after: Instant(microseconds: any * 1_000_000)) else { continue }
      let second = change.microseconds / 1_000_000
      if second < 4_000_000_000 { moments += [second - 1, second, second + 1] }
    }
    let outcome = try Command.run(
      "date", "-f", "-", "+%Y-%m-%dT%H:%M:%S", environment: ["TZ": name, "LC_ALL": "C"],
      input: moments.map { "@\($0)\n" }.joined())
    let expected = outcome.output.split(separator: "\n").map { $0 + ".000000" }
    let found = moments.map { zone.localTime(at: Instant(microseconds: $0 * 1_000_000)).iso8601 }
    try #require(expected.count == found.count, "\(outcome.errors)")
    for (index, text) in found.enumerated() { #expect(text == expected[index], "\(name) at \(moments[index])") }
  }

  /// A day, week, month, quarter or year begins with the first minute that shows its first date, or a later one.
  @Test(arguments: Fuzzing.seeds(12)) func `begins its periods where looking minute by minute finds them`(_ seed: Int)
    throws
  {
    var random = FixedGenerator(seed: seed)
    let name =
      random.chance(50) ? random.one(of: ["America/Havana", "Pacific/Apia"]) : random.one(of: ZoneFiles.names())
    let zone = try zone(name)
    let (year, month) = (random.number(1973...2037), random.number(1...12))
    let quarter = (month + 2) / 3
    func date(_ year: Int, _ month: Int) -> CivilDate {
      CivilDate(year: month > 12 ? year + 1 : year, month: month > 12 ? month - 12 : month, day: 1)
    }
    let two = (month < 10 ? "0" : "") + String(month)
    // Week 1 holds 4 January; weeks begin on Mondays.
    let monday = CivilDate(year: year, month: 1, day: 4).advanced(by: -CivilDate(year: year, month: 1, day: 4).weekday)
    let expressions: [(String, CivilDate, CivilDate)] = [
      ("\(year)-\(two)-01", date(year, month), date(year, month).advanced(by: 1)),
      ("\(year)-\(two)", date(year, month), date(year, month + 1)),
      ("\(year)-Q\(quarter)", date(year, quarter * 3 - 2), date(year, quarter * 3 + 1)),
      ("\(year)", date(year, 1), date(year, 13)),
      (
        "\(year)-W\((quarter * 12 < 10 ? "0" : "") + String(quarter * 12))", monday.advanced(by: quarter * 84 - 7),
        monday.advanced(by: quarter * 84)
      ),
    ]
    for (text, first, next) in expressions {
      let period = try PeriodExpression(text).resolve(in: zone, asOf: Instant("2100-01-01T00:00Z", in: .utc))
      #expect(period.from == begin(of: first, in: zone), "\(text) in \(name)")
      #expect(period.to == begin(of: next, in: zone), "\(text) in \(name)")
    }
  }

  private func begin(of date: CivilDate, in zone: Zone) -> Instant? {
    let midnight = Int64(date.dayNumber) * 86_400_000_000
    return stride(from: midnight - 27 * 3_600_000_000, to: midnight + 27 * 3_600_000_000, by: 60_000_000).lazy
      .map { Instant(microseconds: $0) }
      .first { instant in instant.microseconds + zone.offset(at: instant) >= midnight }
  }
}
