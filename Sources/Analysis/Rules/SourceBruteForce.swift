import Model

/// A02: many failed sign-ins from one address within a short time, whoever was tried.
///
/// Memory: the addresses with a failure in the last window, as many rows each as the count asks for, and what an
/// episode in hand counts by user.
struct SourceBruteForce: Rule {
  static let definition = RuleDefinition(
    id: "A02",
    techniques: ["T1110"],
    severities: [.medium, .low],
    parameters: [
      RuleParameter("count", .count, 20),
      RuleParameter("window", .duration, 600),
    ],
    branches: [
      RuleBranch(
        needs: [.column(.event(.address)), .eventTypes([.loginFailed]), .wholeSource],
        optionalNeeds: [.column(.event(.reason))])
    ],
    subject: .failures(by: .address),
    sentences: ["found"])

  static let passes: Set<RulePass> = [.events]

  private struct Episode {
    let first: Instant
    var last: Instant
    var evidence: EvidenceList
    var users: [Identifier: Int64] = [:]
    var withoutUser: Int64 = 0

    /// Adds rows up to a trigger.
    mutating func add(_ rows: [EvidenceRow], until trigger: Instant) {
      last = trigger
      for row in rows {
        evidence.append(row)
        if let user = row.user { users[user, default: 0] += 1 } else { withoutUser += 1 }
      }
    }
  }

  private struct State {
    var window: CountWindow<EvidenceRow>
    var episode: Episode?
  }

  private let context: RuleContext
  private var states: KeyedStates<NetworkAddress, State>

  init(_ context: RuleContext) {
    self.context = context
    states = KeyedStates(sweepingEvery: context.value("window"))
  }

  mutating func observe(_ event: borrowing ObservedEvent, _ sink: FindingSink) throws {
    guard event.isWrongCredential, let address = event.address else { return }
    let context = self.context
    let length = context.value("window")
    let moment = event.at
    try states.sweep(at: moment) { state in
      (state.window.latest ?? .minusInfinity).advanced(by: length) < moment
    } ended: { address, state in
      try Self.report(state.episode, address, context, sink)
    }
    let row = EvidenceRow(event)
    try states.update(address) {
      State(window: CountWindow(count: context.value("count"), window: length))
    } _: { state in
      switch state.window.add(row, at: moment) {
      case .quiet: return
      case .grows(let rows): state.episode?.add(rows, until: moment)
      case .begins(let first, let rows):
        try Self.report(state.episode, address, context, sink)
        state.episode = Episode(first: first, last: moment, evidence: context.evidence([]))
        state.episode?.add(rows, until: moment)
      }
    }
  }

  mutating func finish(_ sink: FindingSink) throws {
    for (address, state) in states.remaining { try Self.report(state.episode, address, context, sink) }
  }

  private static func report(
    _ episode: Episode?, _ address: NetworkAddress, _ context: RuleContext, _ sink: FindingSink
  ) throws {
    guard let episode, context.belongs(episode.last) else { return }
    let isTrusted = context.isTrusted(address)
    let count = episode.evidence.count
    let span = context.span(episode.first, episode.last)
    var finding = Finding(
      severity: isTrusted ? .low : .medium, key: .address(address), first: episode.first, last: episode.last,
      evidence: episode.evidence,
      sentence: Self.sentence(
        "found", ["failures": .count(count), "span": .message(span), "users": .count(episode.users.count)]))
    if isTrusted { finding.mitigations = ["trusted_egress"] }
    finding.continues = context.continues(episode.last, window: context.value("window"))
    let top = episode.users.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(10)
    finding.measured = [
      .init("failures", count), .init("users", episode.users.count), .init("without_user", episode.withoutUser),
      .init("top_users", .users(top.map { Finding.Measure.UserCount($0.key, $0.value) })),
    ]
    try sink.report(finding)
  }
}
