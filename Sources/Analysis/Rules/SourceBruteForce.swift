import Model

/// A02: many failed sign-ins from one address within a short time, whoever was tried.
///
/// Memory: what ``AddressEpisodes`` holds, with as many rows of each address as the count asks for.
struct SourceBruteForce: Rule {
  static let definition = RuleDefinition(
    id: "A02",
    version: 2,
    techniques: ["T1110"],
    severities: [.medium, .high, .low],
    parameters: [
      RuleParameter("count", .count, 20),
      RuleParameter("window", .duration, 600),
      RuleParameter("aftermath", .duration, 1800),
    ],
    branches: [
      RuleBranch(
        needs: [.column(.event(.address)), .eventTypes([.loginFailed]), .wholeSource],
        optionalNeeds: [.column(.event(.reason))])
    ],
    subject: .failures(by: .address, beside: [.loginSuccess]),
    sentences: ["found", "entered"])

  static let passes: Set<RulePass> = [.events]

  private let context: RuleContext
  private let aftermath: Int64
  private var episodes: AddressEpisodes

  init(_ context: RuleContext) {
    self.context = context
    aftermath = context.value("aftermath")
    let (count, window) = (context.value("count"), context.value("window"))
    episodes = AddressEpisodes(window: window, patience: aftermath) {
      context.evidence([])
    } makeWindow: {
      var rows = CountWindow<TimedRow>(count: count, window: window)
      return { rows.add($0, at: $0.at) }
    }
  }

  mutating func observe(_ event: borrowing ObservedEvent, _ sink: FindingSink) throws {
    guard let address = event.address else { return }
    let row = TimedRow(event)
    if event.type == .loginSuccess { return episodes.add(success: row, from: address) }
    guard event.isWrongCredential else { return }
    for ended in episodes.add(failure: row, from: address) { try report(ended, sink) }
  }

  mutating func finishEvents(_ sink: FindingSink) throws {
    for ended in episodes.remaining { try report(ended, sink) }
  }

  private func report(_ ended: AddressEpisodes.Ended, _ sink: FindingSink) throws {
    var (address, episode) = ended
    guard context.belongs(episode.last) else { return }
    episode.end(after: aftermath)
    let isTrusted = context.isTrusted(address)
    let succeeding = episode.succeeding(until: episode.last.advanced(by: aftermath))
    let addresses = NamedAddresses([address])
    let span = context.span(episode.first, episode.last)
    var finding = Finding(
      severity: isTrusted ? .low : episode.successes > 0 ? .high : .medium, key: .address(address),
      first: episode.first, last: episode.last, evidence: episode.evidence,
      sentence: Self.sentence(
        episode.successes > 0 ? "entered" : "found",
        [
          "failures": .count(episode.failures), "span": .message(span), "users": .count(episode.users.count),
          "successes": .count(episode.successes), "aftermath": .length(aftermath),
        ]))
    if isTrusted { finding.mitigations = ["trusted_egress"] }
    finding.continues = context.continues(episode.last, window: max(context.value("window"), aftermath))
    finding.measured = [
      .init("failures", episode.failures), .init("users", episode.users.count),
      .init("without_user", episode.users.withoutUser), .init("top_users", episode.users.top(10)),
      .init("addresses", addresses.count), addresses.measure,
      .init("successes", episode.successes), .init("succeeding_users", succeeding.count),
    ]
    if let success = episode.firstSuccess {
      finding.measured.append(.init("first_success", .event(success.row.id)))
      finding.successes.add(.init(at: success.at, success.row))
    }
    for success in succeeding { finding.successes.add(.init(at: success.at, success.row)) }
    try sink.report(finding)
  }
}
