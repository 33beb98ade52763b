import Backups
import Files
import Model
import Support
import Testing

@Suite struct `What is kept` {
  /// Backups of 2026, one at 02:15 UTC of each day from 1 January on, newest last.
  private static func nights(_ count: Int, proven: Set<Int> = [], except missing: Set<Int> = []) throws
    -> [RetentionCandidate]
  {
    let first = try Instant("2026-01-01T02:15Z", in: .utc)
    return (0..<count).filter { !missing.contains($0) }.map { night in
      let moment = first.advanced(by: Int64(night) * microsecondsPerDay)
      return RetentionCandidate(name: moment.stamp, moment: moment, isProven: proven.contains(night))
    }
  }

  private static func kept(_ backups: [RetentionCandidate], _ policy: KeepPolicy, asOf: String = "2027-06-01T00:00Z")
    throws -> [String]
  {
    Retention(backups, policy, in: .utc, asOf: try Instant(asOf, in: .utc)).verdicts.filter { !$0.isPurged }
      .map { String($0.backup.name.prefix(8)) }
  }

  @Test func `keeps the newest of each of the last days, weeks, months and years`() throws {
    let year = try Self.nights(400)
    #expect(try Self.kept(year, KeepPolicy(days: 3, minimum: 1)) == ["20270204", "20270203", "20270202"])
    #expect(try Self.kept(year, KeepPolicy(weeks: 3, minimum: 1)) == ["20270204", "20270131", "20270124"])
    #expect(try Self.kept(year, KeepPolicy(months: 3, minimum: 1)) == ["20270204", "20270131", "20261231"])
    #expect(try Self.kept(year, KeepPolicy(years: 3, minimum: 1)) == ["20270204", "20261231"])
    #expect(
      try Self.kept(year, KeepPolicy(days: 2, weeks: 2, months: 2, years: 2, minimum: 1))
        == ["20270204", "20270203", "20270131", "20261231"])
  }

  @Test func `says every reason, in a person's periods`() throws {
    let retention = Retention(
      try Self.nights(10), KeepPolicy(days: 2, weeks: 1, months: 1, years: 1, minimum: 2), in: .utc,
      asOf: try Instant("2026-01-11T00:00Z", in: .utc))
    let reasons = retention.verdicts.map { verdict in
      verdict.reasons.compactMap { reason in
        if case .newest(let tier, let first) = reason { "\(tier.rawValue) \(tier.text(first))" } else { nil }
      }
    }
    #expect(reasons[0] == ["day 2026-01-10", "week 2026-W02", "month 2026-01", "year 2026"])
    #expect(reasons[1] == ["day 2026-01-09"])
    #expect(retention.verdicts[0].reasons.suffix(2) == [.minimum, .lastGood])
    #expect(retention.verdicts[1].reasons.last == .minimum)
    #expect(retention.purged.map(\.name) == (try Self.nights(8)).map(\.name))
  }

  /// A night that failed has no backup; a tier asks for days that have one.
  @Test func `deletes nothing because nights fail`() throws {
    let policy = KeepPolicy(days: 14, minimum: 1)
    let nights = try Self.nights(14)
    for later in ["2026-01-15T00:00Z", "2026-02-14T00:00Z", "2036-01-01T00:00Z"] {
      #expect(try Self.kept(nights, policy, asOf: later).count == 14)
    }
    // After thirty failed nights the first good one takes the place of one, not of all.
    let after = try Self.nights(45, except: Set(14..<44))
    #expect(try Self.kept(after, policy).count == 14)
    #expect(try Self.kept(after, policy).last == "20260102")
  }

  @Test func `lets what is not proven take no place where only proven ones count`() throws {
    let policy = KeepPolicy(days: 2, minimum: 1, counted: .proven)
    #expect(try Self.kept(Self.nights(8), policy).count == 8)
    let kept = try Self.kept(Self.nights(8, proven: [0, 2, 3]), policy)
    #expect(kept == ["20260108", "20260107", "20260104", "20260103"])
    // Where every whole one counts the last proven one stays beside them.
    #expect(
      try Self.kept(Self.nights(8, proven: [0, 2]), KeepPolicy(days: 2, minimum: 1))
        == ["20260108", "20260107", "20260103"])
  }

  @Test func `keeps what is held, damaged or of the future, and lets none of them take a place they have not`()
    throws
  {
    var nights = try Self.nights(8)
    for (index, protection) in zip(1..., [RetentionCandidate.Protection.held, .damaged]) {
      let old = nights[index]
      nights[index] = RetentionCandidate(name: old.name, moment: old.moment, protection: protection)
    }
    let last = nights[7]
    nights[7] = RetentionCandidate(name: last.name, moment: last.moment, protection: .damaged)
    let kept = try Self.kept(nights, KeepPolicy(days: 2, minimum: 1), asOf: "2026-01-07T12:00Z")
    // The eighth is of the future, the seventh and sixth are the last two days.
    #expect(kept == ["20260108", "20260107", "20260106", "20260103", "20260102"])
  }

  @Test func `never leaves a database without a good backup`() throws {
    let nights = try Self.nights(5).enumerated().map { index, backup in
      RetentionCandidate(
        name: backup.name, moment: backup.moment, isComplete: index < 2, isProven: index == 0)
    }
    for policy in [KeepPolicy(days: 1, minimum: 1), KeepPolicy(years: 1, minimum: 1, counted: .proven)] {
      let kept = try Self.kept(nights, policy)
      #expect(kept.contains("20260101"))
      #expect(kept.contains("20260102"))
    }
  }

  /// In St John's clocks went back from 00:01 to 23:01 of the day before.
  @Test func `counts a day once that goes on after midnight`() throws {
    let zone = try Zone(name: "America/St_Johns", compiled: try #require(try ZoneFiles.compiled("America/St_Johns")))
    let moments = ["2006-10-28T12:00Z", "2006-10-29T02:30:30Z", "2006-10-29T02:45Z"]
    let backups = try moments.map { text in
      RetentionCandidate(name: text, moment: try Instant(text, in: .utc))
    }
    #expect(zone.localTime(at: backups[1].moment).iso8601.hasPrefix("2006-10-29T00:00:30"))
    #expect(zone.localTime(at: backups[2].moment).iso8601.hasPrefix("2006-10-28T23:15"))
    func kept(_ days: Int) throws -> [String] {
      Retention(backups, KeepPolicy(days: days, minimum: 1), in: zone, asOf: try Instant("2006-11-01T00:00Z", in: .utc))
        .verdicts.filter { !$0.isPurged }.map(\.backup.name)
    }
    #expect(try kept(1) == ["2006-10-29T02:45Z"])
    #expect(try kept(2) == ["2006-10-29T02:45Z", "2006-10-29T02:30:30Z"])
  }

  @Test func `tells two backups of one second by their count`() throws {
    let moment = try Instant("2026-10-07T02:15Z", in: .utc)
    let backups = [3, 12, 2].map { RetentionCandidate(name: "\(moment.stamp)-\($0)", moment: moment, count: $0) }
    let retention = Retention(backups, KeepPolicy(days: 1, minimum: 1), in: .utc, asOf: moment)
    #expect(retention.verdicts.first { !$0.isPurged }?.backup.count == 12)
    #expect(retention.purged.map(\.count) == [2, 3])
  }
}
