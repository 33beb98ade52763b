import Model

/// A06: one address tries many names that are no users.
///
/// Memory: the users' names; the addresses with such a failure in the last window, the rows of one window each, and the
/// names an episode in hand tried.
struct UnknownUserEnumeration: Rule {
  static let definition = RuleDefinition(
    id: "A06",
    techniques: ["T1110.003", "T1589"],
    severities: [.medium],
    parameters: [
      RuleParameter("users", .count, 10),
      RuleParameter("window", .duration, 1800),
    ],
    branches: [
      RuleBranch(
        needs: [
          .column(.event(.address)), .column(.event(.userID)), .eventTypes([.loginFailed]),
          .anyColumn([.event(.reason), .user(.id)]),
          .any([[.failureReason(.unknownUser)], [.column(.user(.id))]]),
          .wholeSource,
        ],
        optionalNeeds: [.column(.event(.reason))])
    ],
    subject: .failures(by: .address),
    sentences: ["found"])

  static let passes: Set<RulePass> = [.events]

  private let context: RuleContext
  private let window: Int64
  private let hasUsers: Bool
  /// The folded names of known users: an event may name one without its identifier.
  ///
  /// Names and no keys: Swift's comparison takes a composed and a decomposed letter for one, as a reader does.
  private let names: Set<String>
  private var sources: UsersByAddress

  init(_ context: RuleContext) {
    self.context = context
    window = context.value("window")
    hasUsers = !context.users.isEmpty
    names = Set(context.users.values.lazy.compactMap { $0.name?.foldedName })
    sources = UsersByAddress(distinct: context.value("users"), window: window) { context.evidence([]) }
  }

  mutating func observe(_ event: borrowing ObservedEvent, _ sink: FindingSink) throws {
    guard event.isWrongCredential, let address = event.address, isUnknown(event) else { return }
    let row = EvidenceRow(event)
    for ended in sources.add(row, from: address, at: event.at) { try report(ended, sink) }
  }

  mutating func finish(_ sink: FindingSink) throws {
    for ended in sources.remaining { try report(ended, sink) }
  }

  private func isUnknown(_ event: borrowing ObservedEvent) -> Bool {
    if event.reason == .unknownUser { return true }
    guard hasUsers, let user = event.userKey else { return false }
    return context.users.index(forKey: user) == nil && user.triedName.map { names.contains($0) } != true
  }

  private func report(_ ended: UsersByAddress.Ended, _ sink: FindingSink) throws {
    let (address, episode) = ended
    guard context.belongs(episode.last) else { return }
    let (failures, names) = (episode.evidence.count, episode.users.count)
    let span = context.span(episode.first, episode.last)
    var finding = Finding(
      severity: .medium, key: .address(address), first: episode.first, last: episode.last, evidence: episode.evidence,
      sentence: Self.sentence("found", ["failures": .count(failures), "names": .count(names), "span": .message(span)]))
    finding.continues = context.continues(episode.last, window: window)
    finding.measured = [
      .init("failures", failures), .init("names", names), .init("without_name", episode.users.withoutUser),
      .init("first_names", episode.users.earliest),
    ]
    try sink.report(finding)
  }
}
