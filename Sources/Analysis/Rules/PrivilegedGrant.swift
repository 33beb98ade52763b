import Model

/// C05: privileged roles granted to oneself, for a short time, or to many.
///
/// Memory: the privileged grants of the last windows, one for each target and role and those of each actor, and the
/// targets an episode in hand counts; besides, the last role of everybody whose role changed.
struct PrivilegedGrant: Rule {
  static let definition = RuleDefinition(
    id: "C05",
    techniques: ["T1098.003"],
    severities: [.medium, .high, .critical],
    parameters: [
      RuleParameter("short_lived", .duration, 86_400),
      RuleParameter("critical_targets", .count, 3),
      RuleParameter(
        "critical_window", .duration, 86_400),
      RuleParameter("targets", .count, 5),
      RuleParameter(
        "window", .duration, 3600),
    ],
    branches: [
      RuleBranch(
        "a",
        needs: [
          .column(.event(.actorID)), .anyColumn([.event(.targetID), .event(.userID)]), .column(.event(.role)),
          .setting("privileged_roles"), .eventTypes([.roleGranted, .roleChanged]),
        ]),
      RuleBranch(
        "b",
        needs: [
          .anyColumn([.event(.targetID), .event(.userID)]), .column(.event(.role)), .setting("privileged_roles"),
          .eventTypes([.roleGranted, .roleChanged]), .eventTypes([.roleRevoked, .roleChanged]),
        ]),
      RuleBranch(
        "c1",
        needs: [
          actorAndTarget, .column(.event(.role)), .setting("privileged_roles"),
          .setting("critical_roles"), .eventTypes([.roleGranted, .roleChanged]), .wholeSource,
        ]),
      RuleBranch(
        "c2",
        needs: [
          actorAndTarget, .column(.event(.role)), .setting("privileged_roles"),
          .eventTypes([.roleGranted, .roleChanged]), .wholeSource,
        ]),
    ],
    subject: RuleSubject(.account, [.roleGranted, .roleRevoked, .roleChanged]),
    sentences: ["own_grant", "revoked", "critical_grants", "privileged_grants"])

  static let passes: Set<RulePass> = [.events]

  /// Either an actor beside the account, or the actor as the event's user beside its target.
  private static let actorAndTarget = RuleNeed.any([
    [.column(.event(.actorID)), .anyColumn([.event(.targetID), .event(.userID)])],
    [.column(.event(.targetID)), .column(.event(.userID))],
  ])

  private struct Assignment: Hashable {
    let target: Identifier
    let role: String
  }

  /// The last grant of a role, until it is revoked.
  private struct Holding {
    var before: String?
    var grant: EvidenceRow?
    var at = Instant.minusInfinity
  }

  private struct Grant {
    let before: String?
    let role: String
    let row: EvidenceRow
    let target: Identifier
  }

  /// Grants of one actor to many, so far.
  private struct Episode {
    let first: Instant
    var last: Instant
    var evidence: EvidenceList
    var targets = UserCounts()
    var rolesBefore: Set<String> = []
    var rolesAfter: Set<String> = []
    /// Whether every grant was made by a ticket.
    var isApproved = true

    mutating func add(_ grants: [Grant], until trigger: Instant, approved: Set<Identifier>) {
      last = trigger
      for grant in grants {
        evidence.append(grant.row)
        targets.add(grant.target)
        if let before = grant.before { rolesBefore.insert(before) }
        rolesAfter.insert(grant.role)
        if !approved.contains(grant.row.id) { isApproved = false }
      }
    }
  }

  private struct State {
    var window: DistinctWindow<Identifier, Grant>
    var episode: Episode?
  }

  /// The part of the rule that counts targets: its branch, threshold, window and actors.
  private struct Bulk {
    let branch: String
    let targets: Int64
    let window: Int64
    var actors: KeyedStates<Identifier, State>

    init(_ branch: String, targets: Int64, window: Int64) {
      self.branch = branch
      self.targets = targets
      self.window = window
      actors = KeyedStates(sweepingEvery: window)
    }
  }

  private let context: RuleContext
  private let shortLived: Int64
  private var holdings: KeyedStates<Assignment, Holding>
  /// The privileged role a target was last changed to.
  private var changedTo: KeyedStates<Identifier, (role: String, at: Instant)>
  /// The role each target had last, as far as a row said so.
  private var lastRoles: [Identifier: String] = [:]
  private var critical: Bulk
  private var privileged: Bulk

  init(_ context: RuleContext) {
    self.context = context
    shortLived = context.value("short_lived")
    holdings = KeyedStates(sweepingEvery: shortLived)
    changedTo = KeyedStates(sweepingEvery: shortLived)
    critical = Bulk("c1", targets: context.value("critical_targets"), window: context.value("critical_window"))
    privileged = Bulk("c2", targets: context.value("targets"), window: context.value("window"))
  }

  mutating func observe(_ event: borrowing ObservedEvent, _ sink: FindingSink) throws {
    guard let role = event.role, let target = event.targetID ?? event.userKey else { return }
    sweep(at: event.at)
    let roleBefore = lastRoles[target]
    if event.type == .roleRevoked {
      if roleBefore == role { lastRoles[target] = nil }
      return try revoke(role, of: target, event, sink)
    }
    lastRoles[target] = role
    let isPrivileged = context.lists.isPrivileged(role: role)
    if event.type == .roleChanged {
      let now = (role: isPrivileged ? role : "", at: event.at)
      var before = now
      changedTo.update(target, make: { now }) { state in
        before = state
        state = now
      }
      // What lies further back may have been let go of, or not yet.
      let isRecent = event.at.microseconds - before.at.microseconds <= shortLived
      if isRecent, !before.role.isEmpty, before.role != role { try revoke(before.role, of: target, event, sink) }
    }
    guard isPrivileged else { return }
    let holding = Holding(before: roleBefore, grant: EvidenceRow(event), at: event.at)
    holdings.update(Assignment(target: target, role: role), make: { holding }) { $0 = holding }
    if event.actorID == target { try reportOwnGrant(to: target, from: roleBefore, event, sink) }
    let isOfAnother = event.targetID != nil && event.targetID != event.userKey
    guard let actor = event.actorID ?? (isOfAnother ? event.userKey : nil) else { return }
    let grant = Grant(before: roleBefore, role: role, row: EvidenceRow(event), target: target)
    if context.lists.criticalRoles.contains(role) {
      try Self.count(grant, by: actor, at: event.at, in: &critical, context, sink)
    }
    try Self.count(grant, by: actor, at: event.at, in: &privileged, context, sink)
  }

  mutating func finish(_ sink: FindingSink) throws {
    for bulk in [critical, privileged] {
      for (actor, state) in bulk.actors.remaining { try Self.report(state.episode, by: actor, bulk, context, sink) }
    }
  }

  private mutating func sweep(at moment: Instant) {
    let shortLived = shortLived
    holdings.sweep(at: moment) {
      $0.at.advanced(by: shortLived) < moment
    } ended: { _, _ in
    }
    changedTo.sweep(at: moment) {
      $0.at.advanced(by: shortLived) < moment
    } ended: { _, _ in
    }
  }

  /// Counts a grant among its actor's.
  private static func count(
    _ grant: Grant, by actor: Identifier, at moment: Instant, in bulk: inout Bulk, _ context: RuleContext,
    _ sink: FindingSink
  ) throws {
    let (targets, length, approved) = (bulk.targets, bulk.window, context.lists.approvedChanges)
    var ended: [(actor: Identifier, episode: Episode?)] = []
    bulk.actors.sweep(at: moment) { state in
      (state.window.latest ?? .minusInfinity).advanced(by: length) < moment
    } ended: { actor, state in
      ended.append((actor, state.episode))
    }
    bulk.actors.update(actor) {
      State(window: DistinctWindow(distinct: targets, window: length))
    } _: { state in
      switch state.window.add(grant, value: grant.target, at: moment) {
      case .quiet: return
      case .grows(let rows): state.episode?.add(rows, until: moment, approved: approved)
      case .begins(let first, let rows):
        ended.append((actor, state.episode))
        state.episode = Episode(first: first, last: moment, evidence: context.evidence([]))
        state.episode?.add(rows, until: moment, approved: approved)
      }
    }
    for (actor, episode) in ended { try report(episode, by: actor, bulk, context, sink) }
  }

  private func reportOwnGrant(
    to target: Identifier, from before: String?, _ event: borrowing ObservedEvent, _ sink: FindingSink
  ) throws {
    guard context.belongs(event.at) else { return }
    if context.lists.approvedChanges.contains(event.id) { return sink.suppress(by: "approved_changes") }
    var finding = Finding(
      severity: .critical, key: .user(target), first: event.at, last: event.at,
      evidence: context.evidence([EvidenceRow(event)]),
      sentence: Self.sentence("own_grant"))
    finding.branch = "a"
    finding.measured = [.init("event", .text(event.type.rawValue))]
    finding.measured += Self.change(of: target, from: before, to: event.role ?? "")
    try sink.report(finding)
  }

  /// Whose role a grant changed from what, as far as a row said so, to what.
  private static func change(of target: Identifier, from before: String?, to role: String) -> [Finding.Measure] {
    var measures: [Finding.Measure] = [.init("target", .user(target))]
    if let before { measures.append(.init("role_before", .text(before))) }
    return measures + [.init("role_after", .text(role))]
  }

  private mutating func revoke(
    _ role: String, of target: Identifier, _ event: borrowing ObservedEvent, _ sink: FindingSink
  ) throws {
    guard context.lists.isPrivileged(role: role) else { return }
    var found = Holding()
    holdings.update(Assignment(target: target, role: role), make: { Holding() }) { holding in
      found = holding
      holding = Holding()
    }
    guard let grant = found.grant, event.at.microseconds - found.at.microseconds <= shortLived else { return }
    guard context.belongs(event.at) else { return }
    if context.lists.approvedChanges.contains(grant.id) { return sink.suppress(by: "approved_changes") }
    let held = event.at.microseconds - found.at.microseconds
    var finding = Finding(
      severity: .medium, key: .user(target), first: found.at, last: event.at,
      evidence: context.evidence([grant, EvidenceRow(event)]),
      sentence: Self.sentence("revoked", ["held": .text(context.length(held))]))
    finding.branch = "b"
    finding.measured = [.init("held_us", held)] + Self.change(of: target, from: found.before, to: role)
    try sink.report(finding)
  }

  private static func report(
    _ episode: Episode?, by actor: Identifier, _ bulk: Bulk, _ context: RuleContext, _ sink: FindingSink
  ) throws {
    guard let episode, context.belongs(episode.last) else { return }
    if episode.isApproved { return sink.suppress(by: "approved_changes") }
    let span = context.span(episode.first, episode.last)
    let (grants, targets) = (episode.evidence.count, episode.targets.count)
    let isCritical = bulk.branch == "c1"
    var finding = Finding(
      severity: .high, key: .user(actor), first: episode.first, last: episode.last, evidence: episode.evidence,
      sentence: Self.sentence(
        isCritical ? "critical_grants" : "privileged_grants",
        ["grants": .count(grants), "targets": .count(targets), "span": .message(span)]))
    finding.branch = bulk.branch
    finding.continues = context.continues(episode.last, window: bulk.window)
    finding.measured = [
      .init("grants", grants), .init("targets", targets), .init("first_targets", episode.targets.earliest),
    ]
    for (name, roles) in [("roles_before", episode.rolesBefore), ("roles_after", episode.rolesAfter)]
    where !roles.isEmpty {
      finding.measured.append(.init(name, .text(roles.sorted().joined(separator: ", "))))
    }
    try sink.report(finding)
  }
}
