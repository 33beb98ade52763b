import Backups
import Files
import Model
import Support
import Testing

/// Years of simulated nights, judged by a reference that says the same as slowly and plainly as it can be said.
@Suite struct `Retention over random years` {
  /// Zones whose clocks change at night, at midnight, by half an hour, or by a whole day.
  private static let zones = [
    "UTC", "Europe/Istanbul", "Europe/Berlin", "America/St_Johns", "America/Havana", "Australia/Lord_Howe",
    "Pacific/Apia", "Pacific/Kiritimati",
  ]

  /// A database's nights: some fail, some are made twice, some are proven, held or damaged.
  private struct Nights {
    var backups: [RetentionCandidate] = []

    init(_ random: inout FixedGenerator, from start: Int64, count: Int) {
      let failing = random.number(0...60)
      let proven = random.one(of: [0, 1, 5, 40])
      for night in 0..<count where !random.chance(failing) {
        for _ in 0..<(random.chance(10) ? random.number(2...4) : 1) {
          let seconds = start + Int64(night) * 86_400 + Int64(random.number(0...86_399))
          let moment = Instant(microseconds: seconds * 1_000_000)
          let protections: [RetentionCandidate.Protection] = [.held, .damaged]
          let count = backups.filter { $0.moment == moment }.count + 1
          backups.append(
            RetentionCandidate(
              name: "\(moment.stamp)-\(count)", moment: moment, count: count, isComplete: !random.chance(5),
              isProven: random.chance(proven),
              protection: random.chance(3) ? random.one(of: protections) : nil))
        }
      }
    }
  }

  private static func policy(_ random: inout FixedGenerator) -> KeepPolicy {
    func some(_ most: Int) -> (inout FixedGenerator) -> Int { { $0.chance(25) ? 0 : $0.number(1...most) } }
    return KeepPolicy(
      days: some(30)(&random), weeks: some(12)(&random), months: some(14)(&random), years: some(5)(&random),
      minimum: random.number(1...5), counted: random.chance(40) ? .proven : .complete)
  }

  /// The key of a backup's day, week, month or year, from the text of its wall clock alone.
  private static func period(_ tier: RetentionTier, _ backup: RetentionCandidate, _ zone: Zone) -> String {
    let text = zone.localTime(at: backup.moment).iso8601
    switch tier {
    case .day: return String(text.prefix(10))
    case .week:
      let date = zone.localTime(at: backup.moment).date
      // 1970-01-05 was a Monday.
      return "\(floorDivide(Int64(date.dayNumber) - 4, 7))"
    case .month: return String(text.prefix(7))
    case .year: return String(text.prefix(4))
    }
  }

  /// Whether a backup is kept: everything is asked of every pair of backups.
  private static func keeps(
    _ backup: RetentionCandidate, of all: [RetentionCandidate], _ policy: KeepPolicy, _ zone: Zone, _ asOf: Instant
  ) -> Bool {
    func isGood(_ other: RetentionCandidate) -> Bool { other.isComplete && other.protection != .damaged }
    func counts(_ other: RetentionCandidate) -> Bool {
      isGood(other) && (policy.counted == .complete || other.isProven)
    }
    func isNewer(_ one: RetentionCandidate, than other: RetentionCandidate) -> Bool {
      one.moment != other.moment ? one.moment > other.moment : one.count > other.count
    }
    if backup.protection != nil || backup.moment > asOf { return true }
    let past = all.filter { $0.moment <= asOf }
    if !past.contains(where: counts) { return true }
    let newer = past.filter { isNewer($0, than: backup) }
    if isGood(backup), !newer.contains(where: isGood) { return true }
    if isGood(backup), backup.isProven, !newer.contains(where: { isGood($0) && $0.isProven }) { return true }
    if counts(backup), newer.filter(counts).count < policy.minimum { return true }
    let fellows = newer.filter { counts($0) == counts(backup) }
    return RetentionTier.allCases.contains { tier in
      let own = period(tier, backup, zone)
      let others = Set(fellows.map { period(tier, $0, zone) })
      return !others.contains(own) && others.count < tier.count(in: policy)
    }
  }

  @Test(arguments: Fuzzing.seeds(12)) func `keeps what the reference keeps, each database for itself`(seed: Int) throws
  {
    var random = FixedGenerator(seed: seed)
    let name = random.one(of: Self.zones)
    let zone = try Zone(name: name, compiled: try #require(try ZoneFiles.compiled(name)))
    let start = Int64(random.number(1_100_000_000...1_700_000_000))
    let count = random.number(1...300)
    let policy = Self.policy(&random)
    let asOf = Instant(microseconds: (start + Int64(random.number(0...count + 30)) * 86_400) * 1_000_000)
    for nights in [Nights(&random, from: start, count: count), Nights(&random, from: start + 3600, count: count / 3)] {
      let retention = Retention(nights.backups.shuffled(using: &random), policy, in: zone, asOf: asOf)
      #expect(retention.verdicts.map(\.backup) == nights.backups.sorted { RetentionCandidate.isOlder($1, $0) })
      for verdict in retention.verdicts {
        let isKept = Self.keeps(verdict.backup, of: nights.backups, policy, zone, asOf)
        #expect(verdict.isPurged == !isKept, "\(verdict.backup.name) \(policy) \(name)")
      }
    }
  }

  /// Purged night after night, as a schedule does it, what is left is what one purge at the end would leave.
  @Test(arguments: Fuzzing.seeds(4)) func `leaves after many nights what one purge would leave`(seed: Int) throws {
    var random = FixedGenerator(seed: seed &+ 1000)
    let name = random.one(of: Self.zones)
    let zone = try Zone(name: name, compiled: try #require(try ZoneFiles.compiled(name)))
    let policy = KeepPolicy(
      days: random.number(1...14), weeks: random.number(0...8), months: random.number(0...12),
      years: random.number(0...3), minimum: random.number(1...3))
    let start = Int64(random.number(1_100_000_000...1_700_000_000))
    let failing = random.number(0...50)
    var (all, left): ([RetentionCandidate], [RetentionCandidate]) = ([], [])
    for night in 0..<800 where !random.chance(failing) {
      let moment = Instant(microseconds: (start + Int64(night) * 86_400 + Int64(random.number(0...7200))) * 1_000_000)
      let backup = RetentionCandidate(name: moment.stamp, moment: moment)
      all.append(backup)
      let retention = Retention(left + [backup], policy, in: zone, asOf: moment)
      left = retention.verdicts.filter { !$0.isPurged }.map(\.backup)
      #expect(left.first == backup)
    }
    let end = Retention(all, policy, in: zone, asOf: all.last?.moment ?? .minusInfinity)
    #expect(left == end.verdicts.filter { !$0.isPurged }.map(\.backup))
  }
}
