import Analysis
import Files
import Model
import Support
import Testing

/// Days of random stretches of time, against looking at the wall clock minute by minute.
@Suite struct `A split into days` {
  private static let minute: Int64 = 60_000_000

  @Test(arguments: Fuzzing.seeds(40)) func `gives each local day its own minutes`(_ seed: Int) throws {
    var random = FixedGenerator(seed: seed)
    let name = random.one(of: ZoneFiles.names())
    let zone = try Zone(name: name, compiled: try #require(try ZoneFiles.compiled(name)))
    // Near a change of the clock, where there is one; offsets are whole minutes from 1972 on.
    let any = Instant(microseconds: Int64(random.number(1_100_000...36_000_000)) * Self.minute)
    let anchor = zone.nextTransition(after: any) ?? any
    let start = (anchor.microseconds / Self.minute - Int64(random.number(0...2000))) * Self.minute
    let end = start + Int64(random.number(0...4000)) * Self.minute
    var expected: [CivilDate: Int64] = [:]
    for moment in stride(from: start, to: end, by: Int(Self.minute)) {
      let wall = moment + zone.offset(at: Instant(microseconds: moment))
      let day = (wall - ((wall % 86_400_000_000) + 86_400_000_000) % 86_400_000_000) / 86_400_000_000
      expected[CivilDate(dayNumber: Int32(day)), default: 0] += Self.minute
    }
    var found: [CivilDate: Int64] = [:]
    DaySplit.forEachPiece(of: Interval(start: start, end: end), in: zone) { date, length in
      #expect(length > 0)
      found[date, default: 0] += length
    }
    #expect(found == expected, "\(name) from \(start) to \(end)")
  }
}
