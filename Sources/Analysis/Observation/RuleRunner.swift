public import Model

/// Feeds every enabled rule the passes it asks for, and concludes how far each was evaluated.
///
/// The order of the passes: sessions one user after the other, events in order of time, then users with their history.
public final class RuleRunner {
  /// A rule at work; one object, since rows pass it by the million.
  private final class Slot {
    let definition: RuleDefinition
    let values: [String: Int64]
    let passes: Set<RulePass>
    let exceptKinds: Set<String>
    let key: RuleSubject.Key
    let sink: FindingSink
    var rule: any Rule
    /// Rows of the period of the rule's own types, and those that were left out, by cause.
    var rows = 0
    var leftOut: [RuleExclusion: Int] = [:]

    init(
      _ kind: any Rule.Type, values: [String: Int64], exceptKinds: Set<String>, sink: FindingSink,
      _ context: RuleContext
    ) {
      (definition, passes, self.values, self.exceptKinds) = (kind.definition, kind.passes, values, exceptKinds)
      key = definition.subject.key
      self.sink = sink
      rule = kind.init(context.with(values))
    }

    /// Whether sessions of a kind are not shown to the rule.
    func leavesOut(_ kind: String?) -> Bool { !exceptKinds.isEmpty && kind.map { exceptKinds.contains($0) } ?? false }

    /// The rows left out, with those only the rule itself could tell.
    var excluded: [RuleExclusion: Int] {
      var excluded = leftOut
      for (remark, cause) in [
        (RuleRemark.placesUnknown, RuleExclusion.placeUnknown), (.sessionsLeftOut, .sessionLeftOut),
      ] {
        if let count = sink.remarks[remark], count > 0 { excluded[cause] = count }
      }
      return excluded
    }
  }

  private let context: RuleContext
  private let concludes: Bool
  private let settings: RuleSettings
  private var slots: [Slot] = []
  private var disabled: [RuleDefinition] = []
  private let order: [String]
  private var facts: RuleFacts
  /// The slots that count a type of event, and those that want to be shown it.
  private var counting = EnumTable<EventType, [Slot]> { _ in [] }
  private var watching = EnumTable<EventType, [Slot]> { _ in [] }
  private var eventsEnded = false
  private var usersShown = 0
  private let sessionCounters: [Slot]
  private let rowWatchers: [Slot]
  private let userWatchers: [Slot]

  /// Every rule of the list that is not disabled; `report` is given each finding with the rule's definition and numbers.
  ///
  /// Where nobody asks how far each was evaluated it `concludes` nothing: its outcomes know of no row then.
  public init(
    _ rules: [any Rule.Type], settings: RuleSettings, context: RuleContext, concludes: Bool = true,
    report: @escaping (RuleDefinition, [String: Int64], Finding) throws -> Void
  ) {
    self.context = context
    self.concludes = concludes
    self.settings = settings
    facts = RuleFacts(
      columns: context.columns, isWholeSource: context.isWholeSource, isReadApart: context.isReadApart,
      hasLiveStore: context.hasLiveStore)
    order = rules.map { $0.definition.id }
    for kind in rules {
      let definition = kind.definition
      guard settings.whoDisabled(definition.id) == nil else {
        disabled.append(definition)
        continue
      }
      let values = settings.values(of: definition)
      slots.append(
        Slot(
          kind, values: values, exceptKinds: settings.kindsLeftOut(by: definition.id),
          sink: FindingSink(accepting: Self.filter(definition, context)) { try report(definition, values, $0) },
          context))
    }
    sessionCounters = slots.filter { $0.definition.subject.countsSessions }
    rowWatchers = slots.filter { $0.passes.contains(.rows) }
    userWatchers = slots.filter { $0.passes.contains(.users) }
    for slot in slots {
      let subject = slot.definition.subject
      for type in subject.types { counting[type].append(slot) }
      guard slot.passes.contains(.events) else { continue }
      for type in subject.types.union(subject.shown) { watching[type].append(slot) }
    }
  }

  /// Which findings can be true: of chosen users' rows alone nothing follows for an address or the log, and of sessions and
  /// events that were read apart nothing follows for both together.
  private static func filter(_ definition: RuleDefinition, _ context: RuleContext) -> (Finding) -> Bool {
    let isWholeSource = context.isWholeSource
    let blocked = definition.branches.filter { branch in
      !isWholeSource && branch.needs.contains(.wholeSource)
        || context.isReadApart && RuleNeed.joinSessionsAndEvents(branch.needs)
    }.map(\.id)
    return { finding in
      (isWholeSource || finding.key.kind != .address && finding.key.kind != .tenant)
        && !blocked.contains(finding.branch)
    }
  }

  /// Whether any rule wants to see users; their rows need not be read again where none does.
  public var wantsUsers: Bool { !userWatchers.isEmpty }

  /// A session, one user after the other.
  public func observe(_ session: borrowing Session, _ verdict: SessionAnalysis.Verdict) throws {
    if concludes {
      if (session.startedAt ?? .minusInfinity) < context.judgedUntil {
        facts.note(session, isCountable: verdict.resolved != nil)
      }
      if case .counted = verdict { countKeys(session) }
    }
    for slot in rowWatchers where !slot.leavesOut(session.kind) {
      try slot.rule.observe(row: session, verdict, slot.sink)
    }
  }

  /// An event, in order of time.
  public func observe(_ event: borrowing SecurityEvent, _ verdict: EventAnalysis.Verdict) throws {
    for slot in rowWatchers { try slot.rule.observe(row: event, verdict, slot.sink) }
    guard let instant = verdict.countableAt(event), instant < context.judgedUntil else { return }
    if concludes {
      facts.note(event, at: instant)
      if context.period.from <= instant { countKeys(event) }
    }
    let watchers = watching[event.type]
    if watchers.isEmpty { return }
    let observed = ObservedEvent(event, at: instant)
    for slot in watchers { try slot.rule.observe(observed, slot.sink) }
  }

  /// A session of somebody the report does not look at: it says what the source holds, and nothing else.
  public func observeUnreported(_ session: borrowing Session) { facts.note(session, isCountable: true) }

  /// An event of somebody the report does not look at.
  public func observeUnreported(_ event: borrowing SecurityEvent) {
    guard let instant = event.occurredAt, instant.isMeaningful, instant < context.judgedUntil else { return }
    facts.note(event, at: instant)
  }

  /// A user with everything that was read of it.
  ///
  /// One with more rows than are held is shown to no rule, and every rule that would have looked at it says so.
  public func observe(_ user: UserHistory) throws {
    try endEvents()
    if user.hasTooManyRows {
      for slot in userWatchers { slot.sink.remark(.tooManyRows) }
      return
    }
    usersShown += 1
    for slot in userWatchers {
      user.hideSessions(ofKinds: slot.exceptKinds)
      try slot.rule.observe(user, slot.sink)
    }
  }

  /// Ends the rules; the outcomes come in the order of the list.
  public func finish() throws -> [RuleOutcome] {
    try endEvents()
    for slot in slots { try slot.rule.finish(slot.sink) }
    let outcomes = slots.map { outcome(of: $0) } + disabled.map { disabledOutcome($0) }
    return order.compactMap { id in outcomes.first { $0.definition.id == id } }
  }

  /// Tells the rules, once, that no event comes any more.
  private func endEvents() throws {
    if eventsEnded { return }
    eventsEnded = true
    for slot in slots { try slot.rule.finishEvents(slot.sink) }
  }

  private func countKeys(_ event: borrowing SecurityEvent) {
    for slot in counting[event.type] {
      slot.rows += 1
      if event.failureReason != nil, let cause = slot.definition.subject.exclusion(event.type, event.failureReason) {
        slot.leftOut[cause, default: 0] += 1
        continue
      }
      let isNull =
        switch slot.key {
        case .user: event.userKey == nil
        case .address: event.address == nil
        case .session: event.sessionID == nil
        case .sessionOfUser: event.sessionID == nil || event.userKey == nil
        case .account: event.targetID == nil && event.userKey == nil
        case .tenant: false
        }
      if isNull { slot.leftOut[.nullKey, default: 0] += 1 }
    }
  }

  private func countKeys(_ session: borrowing Session) {
    for slot in sessionCounters {
      if slot.leavesOut(session.kind) {
        slot.sink.remark(.kindsLeftOut)
        continue
      }
      slot.rows += 1
      let isNull =
        switch slot.key {
        case .user, .account, .sessionOfUser: session.userKey == nil
        case .address: session.address == nil
        case .session, .tenant: false
        }
      if isNull { slot.leftOut[.nullKey, default: 0] += 1 }
    }
  }

  private func outcome(of slot: Slot) -> RuleOutcome {
    let excluded = slot.excluded
    let share = excludedShare(excluded, slot)
    // Where types beside the counted ones are looked at, there may be rows all the same.
    let isInVain = share?.detail == "100" && slot.sink.findings == 0 && !slot.definition.subject.looksAtEveryType
    let branches = slot.definition.branches.map { branch in
      func unmet(_ needs: [RuleNeed]) -> RuleReason? {
        facts.unmet(needs, of: slot.definition.subject, settings: settings.configured)
      }
      let isBranchInVain = slot.sink.inVain.contains(branch.id)
      let nothingLeft = isInVain || isBranchInVain ? RuleReason(.inputExcluded, "100") : nil
      if let reason = unmet(branch.needs) ?? slot.sink.obstacle ?? nothingLeft {
        return RuleOutcome.Branch(id: branch.id, status: .notEvaluated, reason: reason)
      }
      let wish = unmet(branch.optionalNeeds) ?? slot.sink.shortfall
      return RuleOutcome.Branch(id: branch.id, status: wish == nil ? .evaluated : .partly, reason: wish)
    }
    let (status, reason) = overall(branches, slot, excluded: share)
    return RuleOutcome(
      definition: slot.definition, values: slot.values, status: status, reason: reason, branches: branches,
      findings: slot.sink.findings, excluded: excluded, suppressed: slot.sink.suppressed, remarks: slot.sink.remarks)
  }

  /// Why a rule more than a fifth of whose rows were left out is evaluated in part, or where none is left not at all.
  private func excludedShare(_ excluded: [RuleExclusion: Int], _ slot: Slot) -> RuleReason? {
    let count = excluded.values.reduce(0, +)
    guard count * 5 > slot.rows else { return nil }
    return RuleReason(.inputExcluded, String(min(count, slot.rows) * 100 / max(1, slot.rows)))
  }

  private func overall(
    _ branches: [RuleOutcome.Branch], _ slot: Slot, excluded: RuleReason?
  ) -> (RuleStatus, RuleReason?) {
    let missing = branches.filter { $0.status == .notEvaluated }
    let whyMissing = RuleReason.first(of: missing.compactMap(\.reason))
    if missing.count == branches.count { return (.notEvaluated, whyMissing) }
    let tooShort = slot.sink.remarks[.historyTooShort, default: 0]
    if tooShort > 0, slot.sink.judged == 0, slot.sink.findings == 0 {
      let first = facts.firstEvent.map { context.zone.localTime(at: $0).date.iso8601 } ?? "–"
      return (.notEvaluated, RuleReason(.historyTooShort, first))
    }
    let tooManyRows = RuleReason(.tooManyRows, String(UserHistory.rowLimit))
    let leftOut = slot.sink.remarks[.tooManyRows, default: 0]
    if leftOut > 0, usersShown == 0, slot.sink.findings == 0 { return (.notEvaluated, tooManyRows) }
    if !missing.isEmpty { return (.partly, whyMissing) }
    if leftOut > 0 { return (.partly, tooManyRows) }
    if let shortened = shortenedHistory(slot) { return (.partly, shortened) }
    if let excluded { return (.partly, excluded) }
    if let partly = branches.first(where: { $0.status == .partly }) { return (.partly, partly.reason) }
    return (.evaluated, nil)
  }

  /// Why a rule that asks for more history than is read knows less than its numbers say.
  private func shortenedHistory(_ slot: Slot) -> RuleReason? {
    let wanted = slot.definition.parameters.filter { $0.unit == .history }
    guard let longest = wanted.max(by: { slot.values[$0.name, default: 0] < slot.values[$1.name, default: 0] }),
      let length = slot.values[longest.name], length > context.lookback
    else { return nil }
    return RuleReason(.historyTooShort, "lookback \(longest.text(context.lookback)) < \(longest.text(length))")
  }

  private func disabledOutcome(_ definition: RuleDefinition) -> RuleOutcome {
    RuleOutcome(
      definition: definition, values: settings.values(of: definition), status: .disabled, reason: nil,
      branches: definition.branches.map { .init(id: $0.id, status: .disabled, reason: nil) }, findings: 0,
      excluded: [:], suppressed: [:], remarks: [:])
  }
}

extension EventAnalysis.Verdict {
  /// When the event happened, if its row can be counted at all, inside the period or outside.
  public func countableAt(_ event: borrowing SecurityEvent) -> Instant? {
    switch self {
    case .counted(let instant): instant
    case .outside: event.occurredAt
    case .copy, .quarantined: nil
    }
  }
}
