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

  /// Sessions that come from one place, as far as pairs differ by it.
  private struct Origin: Hashable {
    let network: Network
    let country: String?
    let isTrusted: Bool
  }

  /// What the pairs of one local day come to.
  private struct Day {
    var first: Instant?
    var last: Instant?
    /// The last trigger of a pair that a trusted way out took part in.
    var lastTrusted: Instant?
    var pairs: Int64 = 0
    var severity = Severity.info
    var longest: Int64 = 0
    var networks: Set<Network> = []
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
    var origins = UserOrigins(user, context)
    var sweep = Sweep()
    var visits: [Network: Int] = [:]
    var days: [CivilDate: Day] = [:]
    for (index, session) in user.sessions.enumerated() {
      let times = session.resolved
      guard times.start < context.judgedUntil else { break }
      let network = user.network(session.address)
      if let network, times.basis.isRecorded || session.expiresAt?.isMeaningful == true {
        // A shorter session overlaps nothing for long enough.
        if times.length >= overlap, user.sessions.count > 1 {
          let origin = Origin(
            network: network, country: origins.location(session.address)?.country,
            isTrusted: origins.isTrusted(session.address))
          sweep.close(before: times.start.advanced(by: overlap))
          note(index, origin, times, sweep, visits, &days)
          sweep.open(index, origin, until: times.end)
        }
      } else if scope.contains(times) {
        sink.remark(.sessionsLeftOut)
      }
      if let network { visits[network, default: 0] += 1 }
    }
    for (date, day) in days.sorted(by: { $0.key < $1.key }) { try report(day, date, of: user, sink) }
  }

  /// Puts the pairs a session makes with those open at its begin to the day they trigger on.
  private func note(
    _ session: Int, _ origin: Origin, _ times: ResolvedSession, _ sweep: Sweep, _ visits: [Network: Int],
    _ days: inout [CivilDate: Day]
  ) {
    let others = sweep.groups.filter { $0.origin.network != origin.network }
    let trigger = times.start.advanced(by: overlap)
    guard !others.isEmpty, trigger < context.judgedUntil else { return }
    let date = context.zone.localTime(at: trigger).date
    var day = days[date] ?? Day()
    var partners: [Int] = []
    for group in others {
      if origin.isTrusted || group.origin.isTrusted {
        day.lastTrusted = trigger
        continue
      }
      day.first = day.first ?? times.start
      day.last = trigger
      day.pairs += Int64(group.open)
      day.longest = max(day.longest, min(group.latestEnd, times.end).microseconds - times.start.microseconds)
      day.networks.formUnion([origin.network, group.origin.network])
      // The partner itself is one of its network's sessions.
      let isKnown =
        visits[origin.network, default: 0] >= knownSessions
        && visits[group.origin.network, default: 0] > knownSessions
      let isAbroad = origin.country != nil && group.origin.country != nil && origin.country != group.origin.country
      day.severity = max(day.severity, isKnown ? .info : isAbroad ? .high : .medium)
      if day.shownPairs < shownPairs {
        partners += group.sessions.lazy.filter { $0.end >= trigger }.map(\.session)
      }
    }
    let shown = partners.sorted().prefix(shownPairs - day.shownPairs)
    day.shownPairs += shown.count
    day.shown.formUnion(shown)
    if !shown.isEmpty { day.shown.insert(session) }
    days[date] = day
  }

  private func report(_ day: Day, _ date: CivilDate, of user: UserHistory, _ sink: FindingSink) throws {
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
    finding.continues = context.zone.localTime(at: context.judgedUntil).date == date
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
      let origin: Origin
      var open = 0
      var latestEnd = Instant.minusInfinity
      /// Those that are open, and some that ended.
      var sessions: [(session: Int, end: Instant)] = []
    }

    private struct Ending: Comparable {
      let end: Instant
      let origin: Origin

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

    mutating func open(_ session: Int, _ origin: Origin, until end: Instant) {
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
