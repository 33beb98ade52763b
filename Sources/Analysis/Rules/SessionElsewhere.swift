import Model

/// S06: a session identifier used from another network, or from another network and with another device.
///
/// Memory: a few places for each session of one user.
struct SessionElsewhere: Rule {
  static let definition = RuleDefinition(
    id: "S06",
    techniques: ["T1539", "T1550.004"],
    severities: [.high, .low],
    parameters: [],
    branches: [
      RuleBranch(
        needs: [.column(.event(.userID)), .column(.event(.sessionID)), .column(.event(.address))],
        optionalNeeds: [.anyColumn([.event(.device), .event(.userAgent)])])
    ],
    // Events that are always part of a session; others count when they name one.
    subject: RuleSubject(
      .sessionOfUser, [.sessionStart, .activity, .tokenRefresh, .reauthentication], looksAtEveryType: true),
    sentences: ["network_and_device", "network"])

  static let passes: Set<RulePass> = [.users]

  /// Places among the user's events that matter for one session; -1 for none.
  private struct Use {
    /// The first of all, and the first that did not come by a trusted way out.
    var earliest = -1
    var first = -1
    /// The first from another network, and the first with another device as well.
    var elsewhere = -1
    var otherDevice = -1
    /// The first that only a trusted way out makes different.
    var trusted = -1
  }

  private let context: RuleContext

  init(_ context: RuleContext) {
    self.context = context
  }

  mutating func observe(_ user: UserHistory, _ sink: FindingSink) throws {
    var origins = UserOrigins(user, context)
    var uses: [Use] = []
    for index in user.events.indices {
      let number = Int(user.events[index].session)
      guard number >= 0, user.events[index].address >= 0 else { continue }
      if uses.isEmpty { uses = Array(repeating: Use(), count: user.sessionIDCount) }
      // Most events come from where the session's first came from.
      let first = uses[number].first
      if first >= 0, user.events[first].address == user.events[index].address { continue }
      note(index, of: user, &uses[number], &origins)
    }
    for number in uses.indices { try report(uses[number], user.sessionID(numbered: number), of: user, sink) }
  }

  private func note(_ index: Int, of user: UserHistory, _ use: inout Use, _ origins: inout UserOrigins) {
    let event = user.events[index]
    guard let network = user.network(event.address), isUse(event, of: user) else { return }
    if use.earliest < 0 { use.earliest = index }
    if origins.isTrusted(event.address) || use.first < 0 {
      let isElsewhere = network != user.network(user.events[use.earliest].address)
      if isElsewhere, use.trusted < 0 { use.trusted = index }
      if !origins.isTrusted(event.address) { use.first = index }
      return
    }
    let first = user.events[use.first]
    guard network != user.network(first.address) else { return }
    if use.elsewhere < 0 { use.elsewhere = index }
    if use.otherDevice < 0, event.device >= 0, first.device >= 0, event.device != first.device {
      use.otherDevice = index
    }
  }

  /// Whether an event shows somebody using the session, and not somebody ending it or acting upon its user.
  private func isUse(_ event: UserHistory.Event, of user: UserHistory) -> Bool {
    switch event.type {
    case .sessionRevoked, .sessionEnd: false
    default: user.isOwnAct(event)
    }
  }

  private func report(_ use: Use, _ session: Identifier, of user: UserHistory, _ sink: FindingSink) throws {
    guard use.elsewhere >= 0 else {
      if use.trusted >= 0, context.belongs(user.events[use.trusted].at) { sink.suppress(by: "trusted_egress") }
      return
    }
    let differs = use.otherDevice >= 0
    let (first, trigger) = (user.events[use.first], user.events[differs ? use.otherDevice : use.elsewhere])
    guard context.belongs(trigger.at) else { return }
    let length = context.length(trigger.at.microseconds - first.at.microseconds)
    let clock = context.span(trigger.at, trigger.at)
    let places = Set([use.first, use.elsewhere, use.otherDevice]).subtracting([-1]).sorted()
    var finding = Finding(
      severity: differs ? .high : .low, key: .user(user.key), first: first.at, last: trigger.at,
      evidence: context.evidence([user.namedRow(session)] + places.map { user.row(user.events[$0]) }),
      sentence: differs
        ? Self.sentence("network_and_device", ["time": .message(clock), "after": .text(length)])
        : Self.sentence("network", ["time": .message(clock), "after": .text(length)]))
    finding.measured = [
      .init("after_us", trigger.at.microseconds - first.at.microseconds), .init("other_device", differs ? 1 : 0),
    ]
    for (name, event) in [("first_address", first), ("address", trigger)] {
      if let address = user.address(event.address) { finding.measured.append(.init(name, .address(address))) }
    }
    try sink.report(finding)
  }
}
