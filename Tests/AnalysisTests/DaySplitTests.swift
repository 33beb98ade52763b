import Analysis
import Files
import Model
import Support
import Testing

/// Days of random stretches of time, against looking at the wall clock minute by minute.
@Suite struct `A split into days` {
  private static let minute: Int64 = 60_000_000

  private static let changing = [
    "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Havana", "America/St_Johns",
    "Africa/Casablanca", "Antarctica/Troll",
  ]

  @Test(arguments: Fuzzing.seeds(20)) func `gives each local day its own minutes`(_ seed: Int) throws {
    var random = FixedGenerator(seed: seed)
    for _ in 0..<3 {
      let name = random.chance(70) ? random.one(of: Self.changing) : random.one(of: ZoneFiles.names())
      let zone = try Zone(name: name, compiled: try #require(try ZoneFiles.compiled(name)))
      // Around a change of the clock, where there is one; offsets are whole minutes from 1972 on.
      let any = Instant(microseconds: Int64(random.number(1_100_000...30_000_000)) * Self.minute)
      let anchor = zone.nextTransition(after: any) ?? any
      let start = (anchor.microseconds / Self.minute - Int64(random.number(0...1000))) * Self.minute
      let end = start + Int64(random.number(0...4000)) * Self.minute
      var found: [CivilDate: Int64] = [:]
      DaySplit.forEachPiece(of: Interval(start: start, end: end), in: zone) { date, length in
        #expect(length > 0)
        found[date, default: 0] += length
      }
      #expect(found == Self.minutes(from: start, to: end, zone), "\(name) from \(start) to \(end)")
    }
  }

  private static func minutes(from start: Int64, to end: Int64, _ zone: Zone) -> [CivilDate: Int64] {
    var result: [CivilDate: Int64] = [:]
    for moment in stride(from: start, to: end, by: Int(minute)) {
      let wall = moment + zone.offset(at: Instant(microseconds: moment))
      let day = (wall - ((wall % 86_400_000_000) + 86_400_000_000) % 86_400_000_000) / 86_400_000_000
      result[CivilDate(dayNumber: Int32(day)), default: 0] += minute
    }
    return result
  }
}
