import Model

/// A07: somebody signs in, or tries to, with an account that was disabled or deleted.
///
/// Memory: the accounts that were ever closed; of those tried in the last window the failures of one window, and the
/// addresses an episode in hand counts.
struct ClosedAccountSignIn: Rule {
  static let definition = RuleDefinition(
    id: "A07",
    techniques: ["T1078"],
    severities: [.critical, .low, .medium, .high],
    parameters: [
      RuleParameter("grace", .duration, 300),
      RuleParameter(
        "count", .count, 5),
      RuleParameter(
        "users", .count, 3),
      RuleParameter("window", .duration, 86_400),
    ],
    branches: [
      RuleBranch(
        needs: [
          .column(.event(.userID)),
          .any([[.eventTypes([.userDisabled, .userDeleted])], [.column(.user(.disabledAt))]]),
          .eventTypes([.loginSuccess, .loginFailed]),
        ],
        optionalNeeds: [
          .eventTypes([.userDisabled, .userDeleted]), .eventTypes([.loginSuccess]), .eventTypes([.loginFailed]),
          .column(.event(.address)), .wholeSource,
        ])
    ],
    subject: RuleSubject(
      .user, [.loginSuccess, .loginFailed, .userDisabled, .userDeleted, .userEnabled, .userCreated]),
    sentences: ["success", "failure", "from_address"])

  static let passes: Set<RulePass> = [.events]

  private let context: RuleContext
  private let grace: Int64
  private let window: Int64
  private var accounts: [Identifier: Account] = [:]
  private var successes: KeyedStates<Identifier, Episode>
  private var failures: KeyedStates<Identifier, Episode>
  private var sources: UsersByAddress

  init(_ context: RuleContext) {
    self.context = context
    grace = context.value("grace")
    window = context.value("window")
    successes = KeyedStates(sweepingEvery: window)
    failures = KeyedStates(sweepingEvery: window)
    sources = UsersByAddress(distinct: context.value("users"), window: window) { context.evidence([]) }
    for (key, user) in context.users {
      if let moment = user.disabledAt, moment.isMeaningful { accounts[key] = Account(disabledAt: moment) }
    }
  }

  mutating func observe(_ event: borrowing ObservedEvent, _ sink: FindingSink) throws {
    switch event.type {
    case .loginSuccess, .loginFailed:
      guard let user = event.userKey, let place = accounts.index(forKey: user),
        let closing = accounts.values[place].closing(at: event.at, grace)
      else { return }
      try sweep(at: event.at, sink)
      try add(event, of: user, closing, sink)
      guard event.type == .loginFailed, let address = event.address else { return }
      let row = EvidenceRow(event)
      for ended in sources.add(row, from: address, at: event.at) { try report(ended, sink) }
    case .userDisabled, .userDeleted:
      guard let user = event.targetID ?? event.userKey else { return }
      accounts[user, default: Account()].close(Closing(row: EvidenceRow(event), at: event.at), grace)
    default:
      guard let user = event.targetID ?? event.userKey, let place = accounts.index(forKey: user) else { return }
      accounts.values[place].open(at: event.at)
    }
  }

  mutating func finish(_ sink: FindingSink) throws {
    for (user, episode) in successes.remaining { try report(episode, of: user, sink) }
    for (user, episode) in failures.remaining { try report(episode, of: user, sink) }
    for ended in sources.remaining { try report(ended, sink) }
  }

  /// Adds a sign-in to the user's episode, or begins one.
  private mutating func add(
    _ event: borrowing ObservedEvent, of user: Identifier, _ closing: Closing, _ sink: FindingSink
  ) throws {
    let isSuccess = event.type == .loginSuccess
    let known = isSuccess ? successes[user] : failures[user]
    let episode: Episode
    if let known, event.at.microseconds - known.last.microseconds <= window {
      episode = known
    } else {
      if let known { try report(known, of: user, sink) }
      episode = Episode(
        isSuccess, closing, first: event.at, CountWindow(count: context.value("count"), window: window),
        context.evidence(closing.row.map { [$0] } ?? []))
      if isSuccess { successes[user] = episode } else { failures[user] = episode }
    }
    episode.add(event)
  }

  private mutating func sweep(at moment: Instant, _ sink: FindingSink) throws {
    let window = self.window
    var ended: [(Identifier, Episode)] = []
    successes.sweep(at: moment) {
      $0.last.advanced(by: window) < moment
    } ended: {
      ended.append(($0, $1))
    }
    failures.sweep(at: moment) {
      $0.last.advanced(by: window) < moment
    } ended: {
      ended.append(($0, $1))
    }
    for (user, episode) in ended { try report(episode, of: user, sink) }
  }

  private func report(_ episode: Episode, of user: Identifier, _ sink: FindingSink) throws {
    guard context.belongs(episode.last) else { return }
    let span = context.span(episode.first, episode.last)
    let (count, addresses) = (episode.count, episode.addresses.count)
    let sentence =
      episode.isSuccess
      ? Self.sentence("success", ["count": .count(count), "span": .message(span), "addresses": .count(addresses)])
      : Self.sentence("failure", ["count": .count(count), "span": .message(span), "addresses": .count(addresses)])
    var finding = Finding(
      severity: episode.isSuccess ? .critical : episode.isDense ? .medium : .low, key: .user(user),
      first: episode.first, last: episode.last, evidence: episode.evidence, sentence: sentence)
    finding.continues = context.continues(episode.last, window: window)
    finding.measured = [
      .init(episode.isSuccess ? "successes" : "failures", count), .init("addresses", addresses),
      .init("closed_at", .instant(episode.closing.at)),
      .init("closed_before_us", episode.first.microseconds - episode.closing.at.microseconds),
    ]
    if let id = episode.closing.id { finding.measured.append(.init("closed_by", .event(id))) }
    try sink.report(finding)
  }

  private func report(_ ended: UsersByAddress.Ended, _ sink: FindingSink) throws {
    let (address, episode) = ended
    guard context.belongs(episode.last) else { return }
    let span = context.span(episode.first, episode.last)
    let (failures, users) = (episode.evidence.count, episode.users.count)
    var finding = Finding(
      severity: .high, key: .address(address), first: episode.first, last: episode.last, evidence: episode.evidence,
      sentence: Self.sentence(
        "from_address", ["failures": .count(failures), "users": .count(users), "span": .message(span)]))
    finding.continues = context.continues(episode.last, window: window)
    finding.measured = [
      .init("failures", failures), .init("users", users), .init("top_users", episode.users.top()),
    ]
    try sink.report(finding)
  }
}

/// What closed an account; without an identifier it is the source's table of users that says so.
private struct Closing {
  let row: EvidenceRow?
  let at: Instant

  var id: Identifier? { row?.id }
}

/// What is known of an account's status.
private struct Account {
  /// What the table of users says.
  var disabledAt: Instant?
  private var openedAt = Instant.minusInfinity
  /// The latest closing that is old enough.
  private var closed: Closing?
  /// Closings that are not, at most those of one grace.
  private var recent: [Closing] = []

  init(disabledAt: Instant? = nil) {
    self.disabledAt = disabledAt
  }

  mutating func open(at moment: Instant) {
    openedAt = moment
    closed = nil
    recent = []
  }

  mutating func close(_ closing: Closing, _ grace: Int64) {
    settle(at: closing.at, grace)
    recent.append(closing)
  }

  /// What closed the account long enough before a moment, if it has not been opened since.
  mutating func closing(at moment: Instant, _ grace: Int64) -> Closing? {
    settle(at: moment, grace)
    guard let disabledAt, disabledAt.advanced(by: grace) <= moment, openedAt < disabledAt else { return closed }
    if let closed, closed.at >= disabledAt { return closed }
    return Closing(row: nil, at: disabledAt)
  }

  private mutating func settle(at moment: Instant, _ grace: Int64) {
    while let next = recent.first, next.at.advanced(by: grace) <= moment {
      closed = next
      recent.removeFirst()
    }
  }
}

/// One user's successes, or failures, that follow each other.
private final class Episode {
  let isSuccess: Bool
  let closing: Closing
  let first: Instant
  private(set) var last: Instant
  private(set) var evidence: EvidenceList
  private(set) var count = 0
  private(set) var addresses: Set<NetworkAddress> = []
  /// Whether as many as it takes lay within one window.
  private(set) var isDense = false
  private var window: CountWindow<Void>

  init(
    _ isSuccess: Bool, _ closing: Closing, first: Instant, _ window: CountWindow<Void>, _ evidence: EvidenceList
  ) {
    self.isSuccess = isSuccess
    self.closing = closing
    self.first = first
    last = first
    self.window = window
    self.evidence = evidence
  }

  func add(_ event: borrowing ObservedEvent) {
    last = event.at
    evidence.append(EvidenceRow(event))
    count += 1
    if let address = event.address { addresses.insert(address) }
    if case .quiet = window.add((), at: event.at) { return }
    isDense = true
  }
}
