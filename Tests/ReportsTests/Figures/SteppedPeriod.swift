import Files
import Model
import Support
import Testing

/// A period of some zone in steps so short that no hour, no date and no offset begins within one.
///
/// Everything a report counts can then be counted by walking through the steps.
struct SteppedPeriod {
  let zone: Zone
  /// Microseconds.
  let step: Int64
  let from: Int64
  let count: Int
  /// How many steps after the begin the report's moment lies.
  let asOfStep: Int

  var to: Int64 { from + Int64(count) * step }
  var asOf: Int64 { from + Int64(asOfStep) * step }
  /// Steps of the period that have passed.
  var counted: Int { min(count, asOfStep) }
  var period: Period { Period(from: Instant(microseconds: from), to: Instant(microseconds: to)) }

  func moment(_ index: Int) -> Int64 { from + Int64(index) * step }
  func offset(_ moment: Int64) -> Int64 { zone.offset(at: Instant(microseconds: moment)) }
  func day(_ moment: Int64) -> Int { Int(Self.floor(moment + offset(moment), 86_400_000_000)) }
  func hour(_ moment: Int64) -> Int { Int(Self.floor(moment + offset(moment), 3_600_000_000)) - day(moment) * 24 }
  /// Every date some step lies on, and those between: what the charts and tables of days have a place for.
  var dates: [CivilDate] {
    let days = Set((0..<counted).map { day(moment($0)) })
    return ((days.min() ?? 0)...(days.max() ?? 0)).map { CivilDate(dayNumber: Int32($0)) }
  }

  /// The hours charts and tables by hour have a place for: all, of a single date those that were counted.
  var hours: [Int] {
    let (first, last) = (hour(from), hour(moment(max(0, counted - 1))))
    return dates.count > 1 || first > last ? Array(0..<24) : Array(first...last)
  }

  private static func floor(_ number: Int64, _ divisor: Int64) -> Int64 {
    (number - ((number % divisor) + divisor) % divisor) / divisor
  }

  /// Zones whose clocks did something odd, and a few that never do.
  private static let oddZones = [
    "Europe/Istanbul", "Europe/Berlin", "America/New_York", "America/Sao_Paulo", "America/Havana", "America/St_Johns",
    "Asia/Kathmandu", "Asia/Kolkata", "Pacific/Apia", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Tehran",
    "Pacific/Kiritimati", "Antarctica/Troll", "Europe/London", "Australia/Sydney", "America/Los_Angeles", "UTC",
  ]
  private static let allZones = ZoneFiles.names()

  init(_ random: inout FixedGenerator) throws {
    while true {
      let name = random.chance(75) ? random.one(of: Self.oddZones) : random.one(of: Self.allZones)
      let zone = try Zone(name: name, compiled: try #require(try ZoneFiles.compiled(name)))
      if let period = Self.wholeDays(zone, &random) ?? Self.near(zone, &random) {
        self = period
        return
      }
    }
  }

  init(zone: Zone, step: Int64, from: Int64, count: Int, asOfStep: Int) {
    self.zone = zone
    self.step = step
    self.from = from
    self.count = count
    self.asOfStep = asOfStep
  }

  /// A moment at which the zone changed its offset, or any other, between 1970 and 2040.
  private static func anchor(_ zone: Zone, _ random: inout FixedGenerator) -> Int64 {
    let any = Int64(random.number(0...2_200_000_000)) * 1_000_000
    guard random.chance(70), let change = zone.nextTransition(after: Instant(microseconds: any)),
      change.microseconds < 2_200_000_000_000_000
    else { return any }
    return change.microseconds
  }

  /// A period of any length around an anchor, sometimes of a few microseconds.
  private static func near(_ zone: Zone, _ random: inout FixedGenerator) -> SteppedPeriod? {
    let scales: [(step: Int64, most: Int)] = [
      (1, 300), (1_000_000, 1500), (60_000_000, 1500), (3_600_000_000, 1000), (900_000_000, 400), (900_000_000, 400),
      (900_000_000, 400),
    ]
    let (step, most) = random.one(of: scales)
    let count = random.number(1...most)
    let first = (anchor(zone, &random) / step - Int64(random.number(0...count))) * step
    return checked(zone, step: step, from: first, count: count, &random)
  }

  /// One to four whole days of the zone.
  private static func wholeDays(_ zone: Zone, _ random: inout FixedGenerator) -> SteppedPeriod? {
    guard random.chance(35) else { return nil }
    let step: Int64 = 900_000_000
    let probe = SteppedPeriod(
      zone: zone, step: step, from: (anchor(zone, &random) / step - 96) * step, count: 0, asOfStep: 0)
    let day = probe.day(probe.moment(Int.random(in: 0...96, using: &random))) + 1
    let last = day + random.number(0...3)
    guard let first = (0..<600).first(where: { probe.day(probe.moment($0)) >= day }),
      let end = (0..<600).first(where: { probe.day(probe.moment($0)) > last }), first < end
    else { return nil }
    return checked(zone, step: step, from: probe.moment(first), count: end - first, &random)
  }

  private static func checked(
    _ zone: Zone, step: Int64, from: Int64, count: Int, _ random: inout FixedGenerator
  ) -> SteppedPeriod? {
    let isOver = random.chance(65)
    let asOf = isOver ? count + random.number(0...2 * count) : random.number(1...count)
    let period = SteppedPeriod(zone: zone, step: step, from: from, count: count, asOfStep: asOf)
    var cursor = Instant(microseconds: from)
    guard period.offset(from) % step == 0 else { return nil }
    while let change = zone.nextTransition(after: cursor), change.microseconds <= period.to {
      guard change.microseconds % step == 0, period.offset(change.microseconds) % step == 0 else { return nil }
      cursor = change
    }
    return period
  }
}
