import HeapModule
import Model

/// S05: sessions of one user open at the same time from different networks.
///
/// Memory: the open sessions of one user, and for each of the user's days what its pairs come to.
struct OverlappingNetworks: Rule {
  static let definition = RuleDefinition(
    id: "S05",
    techniques: ["T1185", "T1550.004"],
    severities: [.medium, .high, .info],
    parameters: [
      RuleParameter("overlap", .duration, 60),
      RuleParameter(
        "known_sessions", .count, 5),
      RuleParameter(
        "shown_pairs", .count, 100),
    ],
    branches: [
      RuleBranch(needs: [
        .column(.session(.userID)), .column(.session(.startedAt)), .column(.session(.address)),
        .anyColumn([.session(.endedAt), .session(.expiresAt)]),
      ])
    ],
    subject: RuleSubject(.user),
    sentences: ["found", "estimated"])

  static let passes: Set<RulePass> = [.users]

  /// Sessions that come from one place, as far as pairs differ by it; a network by its place among those of the user.
  private struct Origin: Hashable {
    let network: Int
    let country: String?
    let isTrusted: Bool
  }

  /// Where a user's sessions come from, found out once for each address.
  private struct Origins {
    private(set) var all: [Origin] = []
    /// How many sessions came from each network so far.
    var visits: [Int] = []
    private var numbers: [Origin: Int] = [:]
    private var networks: [Network: Int] = [:]
    private var byAddress: [Int]
    private var places: UserOrigins

    init(_ user: UserHistory, _ context: RuleContext) {
      byAddress = Array(repeating: -1, count: user.addresses.count)
      places = UserOrigins(user, context)
    }

    /// The place among all of what an address, which lies in a network, stands for.
    mutating func number(_ address: Int32, in network: Network) -> Int {
      if byAddress[Int(address)] >= 0 { return byAddress[Int(address)] }
      let place = networks[network] ?? visits.count
      if place == visits.count {
        networks[network] = place
        visits.append(0)
      }
      let origin = Origin(
        network: place, country: places.location(address)?.country, isTrusted: places.isTrusted(address))
      let number = numbers[origin] ?? all.count
      if number == all.count {
        numbers[origin] = number
        all.append(origin)
      }
      byAddress[Int(address)] = number
      return number
    }
  }

  /// What the pairs of one local day come to.
  private struct Day {
    let date: CivilDate
    var first: Instant?
    var last: Instant?
    /// The last trigger of a pair that a trusted way out took part in.
    var lastTrusted: Instant?
    var pairs: Int64 = 0
    var severity = Severity.info
    var longest: Int64 = 0
    var networks: Set<Int> = []
    var shownPairs = 0
    var shown: Set<Int> = []
  }

  private let context: RuleContext
  private let overlap: Int64
  private let knownSessions: Int
  private let shownPairs: Int

  init(_ context: RuleContext) {
    self.context = context
    overlap = max(1, context.value("overlap"))
    knownSessions = Int(clamping: context.value("known_sessions"))
    shownPairs = Int(clamping: context.value("shown_pairs"))
  }

  mutating func observe(_ user: UserHistory, _ sink: FindingSink) throws {
    guard !user.sessions.isEmpty else { return }
    let scope = Scope(period: context.period, asOf: context.asOf, zone: context.zone)
    var origins = Origins(user, context)
    var sweep = Sweep()
    var days: [Day] = []
    let sessions = user.sessions
    for index in sessions.indices {
      let times = sessions[index].resolved
      guard times.start < context.judgedUntil else { break }
      let address = sessions[index].address
      let origin = user.network(address).map { origins.number(address, in: $0) }
      if let origin, times.basis.isRecorded || sessions[index].expiresAt?.isMeaningful == true {
        // A shorter session overlaps nothing for long enough.
        if times.length >= overlap, sessions.count > 1 {
          sweep.close(before: times.start.advanced(by: overlap))
          note(index, origin, times, sweep, origins, &days)
          sweep.open(index, origin, until: times.end)
        }
      } else if scope.contains(times) {
        sink.remark(.sessionsLeftOut)
      }
      if let origin { origins.visits[origins.all[origin].network] += 1 }
    }
    for day in days.sorted(by: { $0.date < $1.date }) { try report(day, of: user, sink) }
  }

  /// Puts the pairs a session makes with those open at its begin to the day they trigger on.
  private func note(
    _ session: Int, _ origin: Int, _ times: ResolvedSession, _ sweep: Sweep, _ origins: Origins, _ days: inout [Day]
  ) {
    let own = origins.all[origin]
    let trigger = times.start.advanced(by: overlap)
    guard trigger < context.judgedUntil, sweep.groups.contains(where: { origins.all[$0.origin].network != own.network })
    else { return }
    let date = context.zone.localTime(at: trigger).date
    // Clocks set back at midnight show a day once more.
    let place = days.lastIndex { $0.date == date } ?? days.count
    if place == days.count { days.append(Day(date: date)) }
    var partners: [Int] = []
    for group in sweep.groups {
      let other = origins.all[group.origin]
      if other.network == own.network { continue }
      if own.isTrusted || other.isTrusted {
        days[place].lastTrusted = trigger
        continue
      }
      days[place].first = days[place].first ?? times.start
      days[place].last = trigger
      days[place].pairs += Int64(group.open)
      let end = min(group.latestEnd, times.end)
      days[place].longest = max(days[place].longest, end.microseconds - times.start.microseconds)
      days[place].networks.insert(own.network)
      days[place].networks.insert(other.network)
      // The partner itself is one of its network's sessions.
      let isKnown =
        origins.visits[own.network] >= knownSessions && origins.visits[other.network] > knownSessions
      let isAbroad = own.country != nil && other.country != nil && own.country != other.country
      days[place].severity = max(days[place].severity, isKnown ? .info : isAbroad ? .high : .medium)
      if days[place].shownPairs < shownPairs {
        partners += group.sessions.lazy.filter { $0.end >= trigger }.map(\.session)
      }
    }
    let shown = partners.sorted().prefix(shownPairs - days[place].shownPairs)
    days[place].shownPairs += shown.count
    days[place].shown.formUnion(shown)
    if !shown.isEmpty { days[place].shown.insert(session) }
  }

  private func report(_ day: Day, of user: UserHistory, _ sink: FindingSink) throws {
    guard let first = day.first, let last = day.last else {
      if let last = day.lastTrusted, context.belongs(last) { sink.suppress(by: "trusted_egress") }
      return
    }
    guard context.belongs(last) else { return }
    let from = context.clock(first, last).0
    let estimates = EstimatedEnds(day.shown.lazy.map { user.sessions[$0] })
    var finding = Finding(
      severity: day.severity, key: .user(user.key), first: first, last: last,
      evidence: context.evidence(day.shown.sorted().lazy.map { user.row(user.sessions[$0]) }, ofSessions: true),
      sentence: Self.sentence(
        estimates.isEmpty ? "found" : "estimated",
        [
          "pairs": .count(day.pairs), "first": .message(from), "longest": .text(context.length(day.longest)),
          "networks": .count(day.networks.count), "estimated": .count(estimates.count),
        ]))
    if day.severity == .info { finding.mitigations = ["known_sessions"] }
    finding.continues = context.zone.localTime(at: context.judgedUntil).date == day.date
    finding.measured = [
      .init("pairs", day.pairs), .init("pairs_shown", day.shownPairs), .init("networks", day.networks.count),
      .init("longest_overlap_us", day.longest),
    ]
    finding.measured += estimates.measured
    try sink.report(finding)
  }

  /// The sessions that are open, by where they come from.
  private struct Sweep {
    struct Group {
      let origin: Int
      var open = 0
      var latestEnd = Instant.minusInfinity
      /// Those that are open, and some that ended.
      var sessions: [(session: Int, end: Instant)] = []
    }

    private struct Ending: Comparable {
      let end: Instant
      let origin: Int

      static func < (first: Ending, second: Ending) -> Bool { first.end < second.end }
    }

    /// Only those with an open session.
    private(set) var groups: [Group] = []
    private var ends = Heap<Ending>()

    /// Lets go of sessions that ended before a moment.
    mutating func close(before moment: Instant) {
      while let ending = ends.min, ending.end < moment {
        ends.removeMin()
        guard let index = groups.firstIndex(where: { $0.origin == ending.origin }) else { continue }
        groups[index].open -= 1
        if groups[index].open == 0 { groups.remove(at: index) }
      }
    }

    mutating func open(_ session: Int, _ origin: Int, until end: Instant) {
      ends.insert(Ending(end: end, origin: origin))
      let index = groups.firstIndex { $0.origin == origin } ?? groups.count
      if index == groups.count { groups.append(Group(origin: origin)) }
      groups[index].open += 1
      groups[index].latestEnd = max(groups[index].latestEnd, end)
      // Half of them at most have ended.
      if groups[index].sessions.count >= 2 * groups[index].open + 16, let now = ends.min?.end {
        groups[index].sessions.removeAll { $0.end < now }
      }
      groups[index].sessions.append((session, end))
    }
  }
}
