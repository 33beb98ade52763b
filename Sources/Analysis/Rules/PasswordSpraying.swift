import Model

/// A04: one address tries many users within a short time.
///
/// Memory: the addresses with a failure in the last window, the rows of one window each, and the users an episode in
/// hand tried; besides, the successes of one moment.
struct PasswordSpraying: Rule {
  static let definition = RuleDefinition(
    id: "A04",
    techniques: ["T1110.003"],
    severities: [.medium, .high],
    parameters: [
      RuleParameter("users", .count, 10),
      RuleParameter("window", .duration, 1800),
      RuleParameter(
        "success_within", .duration, 900),
    ],
    branches: [
      RuleBranch(
        needs: [.column(.event(.address)), .column(.event(.userID)), .eventTypes([.loginFailed]), .wholeSource],
        optionalNeeds: [.column(.event(.reason)), .eventTypes([.loginSuccess])])
    ],
    subject: .failures(by: .address, beside: [.loginSuccess]),
    sentences: ["found", "signed_in"])

  static let passes: Set<RulePass> = [.events]

  private let context: RuleContext
  private let users: Int64
  private let window: Int64
  private let hold: Int64
  private var sources: KeyedStates<NetworkAddress, Source>
  private var early = MomentSuccesses()

  init(_ context: RuleContext) {
    self.context = context
    users = context.value("users")
    window = context.value("window")
    hold = context.value("success_within")
    sources = KeyedStates(sweepingEvery: window)
  }

  /// For how long after its last trigger an episode can still change.
  private var patience: Int64 { max(window, hold) }

  mutating func observe(_ event: borrowing ObservedEvent, _ sink: FindingSink) throws {
    guard let address = event.address else { return }
    let moment = event.at
    if event.type == .loginSuccess {
      guard let user = event.userKey else { return }
      let success = Success(row: EvidenceRow(event), at: moment, user: user)
      guard let source = sources[address] else { return early.add(success, from: address) }
      return source.add(success, window: window, patience: patience)
    }
    guard event.isWrongCredential else { return }
    try sweep(at: moment, sink)
    let source = sources[address] ?? begin(address, at: moment)
    let row = EvidenceRow(event)
    switch source.window.add(row, value: event.userKey, at: moment) {
    case .quiet: return
    case .grows(let rows): source.grow(rows, until: moment)
    case .begins(let first, let rows):
      for episode in source.removeEpisodes(over: moment, patience) { try report(episode, address, sink) }
      source.begin(UserEpisode(first: first, rows, until: moment, context.evidence([])))
    }
  }

  /// Users are judged after the events, and want to know who was tried.
  mutating func finishEvents(_ sink: FindingSink) throws {
    for (address, source) in sources.remaining {
      for episode in source.episodes { try report(episode, address, sink) }
    }
  }

  private mutating func begin(_ address: NetworkAddress, at moment: Instant) -> Source {
    let source = Source(
      window: DistinctWindow(distinct: users, window: window), early.successes(from: address, at: moment))
    sources[address] = source
    return source
  }

  private mutating func sweep(at moment: Instant, _ sink: FindingSink) throws {
    let patience = self.patience
    var ended: [(NetworkAddress, Source)] = []
    sources.sweep(at: moment) { source in
      (source.window.latest ?? .minusInfinity).advanced(by: patience) < moment
    } ended: {
      ended.append(($0, $1))
    }
    for (address, source) in ended {
      for episode in source.episodes { try report(episode, address, sink) }
    }
  }

  private func report(_ episode: Episode, _ address: NetworkAddress, _ sink: FindingSink) throws {
    let succeeding = episode.successes.values.count { $0.at <= episode.last }
    if succeeding >= episode.rows.users.count {
      if context.belongs(episode.last) { sink.suppress(by: "nat") }
      return
    }
    for user in episode.rows.users.byUser.keys { context.suspicions.add(user, at: episode.last) }
    guard context.belongs(episode.last) else { return }
    let limit = episode.last.advanced(by: hold)
    let hits = episode.successes.values.filter { $0.at <= limit && episode.rows.users.byUser[$0.user] != nil }
    let span = context.span(episode.rows.first, episode.last)
    let (failures, users) = (episode.rows.evidence.count, episode.rows.users.count)
    var finding = Finding(
      severity: hits.isEmpty ? .medium : .high, key: .address(address), first: episode.rows.first, last: episode.last,
      evidence: episode.rows.evidence,
      sentence: Self.sentence(
        hits.isEmpty ? "found" : "signed_in",
        [
          "failures": .count(failures), "users": .count(users), "span": .message(span), "hits": .count(hits.count),
        ]))
    finding.continues = context.continues(episode.last, window: patience)
    finding.measured = [
      .init("failures", failures), .init("users", users), .init("without_user", episode.rows.users.withoutUser),
      .init("most_per_user", episode.rows.users.most), .init("succeeding_users", succeeding),
      .init("tried_users_succeeding", hits.count), .init("top_users", episode.rows.users.top),
    ]
    if let hit = hits.min(by: { ($0.at, $0.id) < ($1.at, $1.id) }) {
      for hit in hits { finding.successes.add(.init(at: hit.at, hit.row)) }
      finding.measured.append(.init("first_success", .event(hit.id)))
    }
    try sink.report(finding)
  }
}

private struct Success {
  let row: EvidenceRow
  let at: Instant
  let user: Identifier

  var id: Identifier { row.id }
}

private struct Episode {
  var rows: UserEpisode
  /// The first success of each user since the begin.
  private(set) var successes: [Identifier: Success] = [:]

  var last: Instant { rows.last }

  mutating func add(_ success: Success) {
    if successes[success.user] == nil { successes[success.user] = success }
  }
}

/// What is known of one address.
private final class Source {
  var window: DistinctWindow<Identifier, EvidenceRow>
  /// Mostly one; more only while an earlier one waits for a success.
  private(set) var episodes: [Episode] = []
  /// Successes of the last window: an episode that begins later reaches back to them.
  private var successes: [Success]
  private var start = 0

  init(window: DistinctWindow<Identifier, EvidenceRow>, _ successes: [Success]) {
    self.window = window
    self.successes = successes
  }

  func add(_ success: Success, window: Int64, patience: Int64) {
    while start < successes.count, successes[start].at.advanced(by: window) < success.at { start += 1 }
    if start > 64, start * 2 > successes.count {
      successes.removeFirst(start)
      start = 0
    }
    successes.append(success)
    for index in episodes.indices where success.at <= episodes[index].last.advanced(by: patience) {
      episodes[index].add(success)
    }
  }

  func grow(_ rows: [EvidenceRow], until trigger: Instant) {
    guard let current = episodes.indices.last else { return }
    episodes[current].rows.add(rows, until: trigger)
  }

  func begin(_ rows: UserEpisode) {
    var episode = Episode(rows: rows)
    for success in successes[start...] where success.at >= rows.first { episode.add(success) }
    episodes.append(episode)
  }

  /// Takes out the episodes nothing can change any more.
  func removeEpisodes(over moment: Instant, _ patience: Int64) -> [Episode] {
    let over = episodes.filter { $0.last.advanced(by: patience) < moment }
    episodes.removeAll { $0.last.advanced(by: patience) < moment }
    return over
  }
}

/// Successes of the present moment from addresses nothing is known of: a failure of the same moment may follow them.
private struct MomentSuccesses {
  private var rows: [(address: NetworkAddress, success: Success)] = []
  /// Made only when somebody asks, and as far as somebody asked.
  private var byAddress: [NetworkAddress: [Success]] = [:]
  private var indexed = 0

  mutating func add(_ success: Success, from address: NetworkAddress) {
    if let last = rows.last, last.success.at != success.at {
      rows.removeAll(keepingCapacity: true)
      byAddress = [:]
      indexed = 0
    }
    rows.append((address, success))
  }

  mutating func successes(from address: NetworkAddress, at moment: Instant) -> [Success] {
    guard rows.last?.success.at == moment else { return [] }
    for row in rows[indexed...] { byAddress[row.address, default: []].append(row.success) }
    indexed = rows.count
    return byAddress[address] ?? []
  }
}
