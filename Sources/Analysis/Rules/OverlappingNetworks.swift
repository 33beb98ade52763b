import HeapModule
import Messages
import Model

/// S05: sessions of one user open at the same time from different networks.
///
/// Memory: the open sessions of one user, and for each of the user's days what its pairs come to.
struct OverlappingNetworks: Rule {
  static let definition = RuleDefinition(
    id: "S05",
    title: Message(tr: "Farklı ağlardan çakışan oturumlar", en: "Overlapping sessions from different networks"),
    logic: Message(
      tr:
        "Bir kullanıcının farklı ağlardaki (IPv4 /24, IPv6 /64) iki oturumu en az “overlap” süreyle birlikte açıktır: "
        + "etkin sonların önceki ile başlangıçların sonraki arasındaki fark. Çift, birlikte açık kalınan süre “overlap” "
        + "olduğu anda tetiklenir ve o anın yerel gününe yazılır; kullanıcı ve yerel gün başına bir bulgu. Bulgu son "
        + "tetiklenmenin döneminde bildirilir. Ülkeler GeoIP dosyasına göre farklıysa önem yüksek, değilse orta; iki ağın "
        + "her biri, çiftin kendisi dışında sonrakinden önce başlayan en az “known_sessions” oturumda görülmüşse "
        + "bilgidir; gün, çiftlerinin en yüksek önemini alır. Çiftlerin sayısı kesindir; kanıt ilk “shown_pairs” çiftin "
        + "oturumlarıdır. Adresi olmayan veya makine adı olan, sonu da süre sonu da yazılmamış oturumlar dışarıda kalır "
        + "ve dönemdekiler sayılır. trusted_egress ağları fark yaratmaz; yalnız onlardan oluşan günler sayılır.",
      en:
        "Two sessions of a user in different networks (/24 of IPv4, /64 of IPv6) are open together for at least "
        + "“overlap”: the earlier effective end less the later begin. A pair triggers when it has been open together for "
        + "“overlap” and is put to that moment's local day; one finding per user and local day, reported in the period "
        + "of its last trigger. Where the countries differ by the GeoIP file the severity is high, else medium; where "
        + "each of the two networks was seen in at least “known_sessions” sessions that began before the later one, the "
        + "pair itself left out, info; a day has the highest severity of its pairs. The number of pairs is exact; the "
        + "evidence is the sessions of the first “shown_pairs” pairs. Sessions without an address or from a host name, "
        + "or with neither an end nor an expiry, are left out, those of the period counted. trusted_egress makes no "
        + "difference; days that consist of such pairs alone are counted."),
    thresholdSource: Message(
      tr: "Splunk 5 dakika içinde farklı adreslerden eşzamanlı oturumlar",
      en: "Splunk concurrent sessions from different addresses within 5 min"),
    techniques: ["T1185", "T1550.004"],
    tuning: Message(
      tr:
        "Kullanıcıların kendi çıkış ağlarını (VPN) trusted_egress listesine yazın; GeoIP dosyası ülke farkını gösterir.",
      en: "Put the users' own way out (VPN) into trusted_egress; a GeoIP file shows differences of country."),
    severities: [.medium, .high, .info],
    parameters: [
      RuleParameter("overlap", .duration, 60, Message(tr: "en kısa çakışma", en: "shortest overlap")),
      RuleParameter(
        "known_sessions", .count, 5,
        Message(tr: "bir ağı tanıdık kılan önceki oturum", en: "earlier sessions that make a network known")),
      RuleParameter(
        "shown_pairs", .count, 100, Message(tr: "kanıtta gösterilen çift", en: "pairs shown as evidence")),
    ],
    branches: [
      RuleBranch(needs: [
        .column(.session(.userID)), .column(.session(.startedAt)), .column(.session(.address)),
        .anyColumn([.session(.endedAt), .session(.expiresAt)]),
      ])
    ],
    subject: RuleSubject(.user))

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
      evidence: context.evidence(day.shown.sorted().lazy.map { user.sessions[$0].id }, ofSessions: true),
      text: Message(
        tr: "farklı ağlardan çakışan oturum çifti: \(day.pairs), ilki \(from.tr), en uzun çakışma "
          + "\(context.length(day.longest)), \(day.networks.count) ağ\(estimates.text.tr)",
        en: "overlapping pairs of sessions from different networks: \(day.pairs), the first \(from.en), the longest "
          + "overlap \(context.length(day.longest)), \(day.networks.count) networks\(estimates.text.en)"))
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
