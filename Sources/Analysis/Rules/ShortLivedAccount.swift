import Model

/// C04: an account that was closed, or became privileged, soon after it was created.
///
/// Memory: the accounts created in the last window, and the events of one moment.
struct ShortLivedAccount: Rule {
  static let definition = RuleDefinition(
    id: "C04",
    techniques: ["T1136", "T1098.003"],
    severities: [.high],
    parameters: [
      RuleParameter("window", .duration, 86_400)
    ],
    branches: [
      RuleBranch(
        "a",
        needs: [
          .anyColumn([.event(.userID), .event(.targetID)]), .eventTypes([.userCreated]),
          .eventTypes([.userDeleted, .userDisabled]),
        ]),
      RuleBranch(
        "b",
        needs: [
          .anyColumn([.event(.userID), .event(.targetID)]), .column(.event(.role)), .setting("privileged_roles"),
          .eventTypes([.userCreated]), .eventTypes([.roleGranted, .roleChanged]),
        ]),
    ],
    subject: RuleSubject(.account, [.userCreated, .userDeleted, .userDisabled, .roleGranted, .roleChanged]),
    sentences: ["deleted", "disabled", "granted"])

  static let passes: Set<RulePass> = [.events]

  /// What became of a created account.
  private enum Sequel {
    case closed, granted
  }

  private struct Row {
    let evidence: EvidenceRow
    let account: Identifier
    let at: Instant
    let type: EventType
    let sequel: Sequel

    var id: Identifier { evidence.id }
  }

  private struct Creation {
    var row: EvidenceRow?
    var at = Instant.minusInfinity
    var isClosed = false
    var isGranted = false
  }

  private let context: RuleContext
  private let window: Int64
  private var creations: KeyedStates<Identifier, Creation>
  /// Sequels of the moment in hand whose creation may stand behind them.
  private var sameMoment: [Row] = []

  init(_ context: RuleContext) {
    self.context = context
    window = context.value("window")
    creations = KeyedStates(sweepingEvery: context.value("window"))
  }

  mutating func observe(_ event: borrowing ObservedEvent, _ sink: FindingSink) throws {
    guard let account = event.targetID ?? event.userKey else { return }
    let (moment, window) = (event.at, window)
    creations.sweep(at: moment) {
      $0.at.advanced(by: window) < moment
    } ended: { _, _ in
    }
    if let last = sameMoment.last, last.at < moment { sameMoment = [] }
    if event.type == .userCreated {
      let creation = Creation(row: EvidenceRow(event), at: moment)
      creations.update(account, make: { Creation() }) { $0 = creation }
      for row in sameMoment where row.account == account { try follow(row, sink) }
      return
    }
    let isGrant = event.type == .roleGranted || event.type == .roleChanged
    if isGrant, !context.lists.isPrivileged(role: event.role) { return }
    let row = Row(
      evidence: EvidenceRow(event), account: account, at: moment, type: event.type, sequel: isGrant ? .granted : .closed
    )
    sameMoment.append(row)
    try follow(row, sink)
  }

  /// Looks whether a row follows a creation, the first of its kind.
  private mutating func follow(_ row: Row, _ sink: FindingSink) throws {
    var found: (creation: Creation, row: EvidenceRow)?
    creations.update(row.account, make: { Creation() }) { creation in
      guard let begin = creation.row, row.at.microseconds - creation.at.microseconds <= window else { return }
      switch row.sequel {
      case .closed where !creation.isClosed: creation.isClosed = true
      case .granted where !creation.isGranted: creation.isGranted = true
      default: return
      }
      found = (creation, begin)
    }
    guard let found, context.belongs(row.at) else { return }
    if row.sequel == .granted, context.lists.approvedChanges.contains(row.id) {
      return sink.suppress(by: "approved_changes")
    }
    try sink.report(finding(row, after: found.creation, found.row))
  }

  private func finding(_ row: Row, after creation: Creation, _ begin: EvidenceRow) -> Finding {
    let delay = row.at.microseconds - creation.at.microseconds
    let length = context.length(delay)
    let sentence =
      switch row.sequel {
      case .closed:
        Self.sentence(row.type == .userDeleted ? "deleted" : "disabled", ["after": .text(length)])
      case .granted:
        Self.sentence("granted", ["after": .text(length)])
      }
    let rows =
      row.at == creation.at && row.id < begin.id
      ? [row.evidence, begin] : [begin, row.evidence]
    var finding = Finding(
      severity: .high, key: .user(row.account), first: creation.at, last: row.at, evidence: context.evidence(rows),
      sentence: sentence)
    finding.branch = row.sequel == .closed ? "a" : "b"
    finding.measured = [.init("after_us", delay), .init("event", .text(row.type.rawValue))]
    return finding
  }
}
