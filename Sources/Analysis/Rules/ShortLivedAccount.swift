import Messages
import Model

/// C04: an account that was closed, or became privileged, soon after it was created.
///
/// Memory: the accounts created in the last window, and the events of one moment.
struct ShortLivedAccount: Rule {
  static let definition = RuleDefinition(
    id: "C04",
    title: Message(
      tr: "Kısa ömürlü veya hemen yetkilendirilen hesap", en: "Short-lived or instantly privileged account"),
    logic: Message(
      tr:
        "Bir hesap t anında oluşturulur. a) [t, t + “window”] içinde (iki uç dâhil) kapatılır veya silinir. b) Aynı "
        + "süre içinde ona privileged_roles veya critical_roles listesinden bir rol verilir ya da rolü böyle bir role "
        + "çevrilir. Her oluşturma için ilk kapatma ve ilk yetki birer bulgudur. Hesap, yazılıysa olayın hedefi, değilse "
        + "kullanıcısıdır. Hesabın yeniden oluşturulması öncekinin yerini alır. Aynı "
        + "mikrosaniyedeki olaylarda sıra aranmaz.",
      en:
        "An account is created at t. a) Within [t, t + “window”], both ends included, it is disabled or deleted. b) "
        + "Within the same time it is granted a role of privileged_roles or critical_roles, or its role is changed to "
        + "one. The first closing and the first grant after each creation are a finding each. The account is the "
        + "event's target where one is named, else its user. A later creation of the account takes the "
        + "place of the one before. Within one microsecond the order does not matter."),
    thresholdSource: Message(
      tr: "Azure Sentinel 24 saat içinde oluşturulup silinen hesap",
      en: "Azure Sentinel account created and deleted within 24 h"),
    techniques: ["T1136", "T1098.003"],
    tuning: Message(
      tr: "Talebe bağlı yetkileri approved_changes listesine yazın: b bulgusu silinir ve sayılır.",
      en: "Put grants made by a ticket into approved_changes: the finding of b is taken out and counted."),
    severities: [.high],
    parameters: [
      RuleParameter("window", .duration, 86_400, Message(tr: "oluşturmadan sonraki süre", en: "time after creation"))
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
    subject: RuleSubject(.account, [.userCreated, .userDeleted, .userDisabled, .roleGranted, .roleChanged]))

  static let passes: Set<RulePass> = [.events]

  /// What became of a created account.
  private enum Sequel {
    case closed, granted
  }

  private struct Row {
    let id: Identifier
    let account: Identifier
    let at: Instant
    let type: EventType
    let sequel: Sequel
  }

  private struct Creation {
    var id: Identifier = ""
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
      let creation = Creation(id: event.id, at: moment)
      creations.update(account, make: { Creation() }) { $0 = creation }
      for row in sameMoment where row.account == account { try follow(row, sink) }
      return
    }
    let isGrant = event.type == .roleGranted || event.type == .roleChanged
    if isGrant, !context.lists.isPrivileged(role: event.role) { return }
    let row = Row(
      id: event.id, account: account, at: moment, type: event.type, sequel: isGrant ? .granted : .closed)
    sameMoment.append(row)
    try follow(row, sink)
  }

  /// Looks whether a row follows a creation, the first of its kind.
  private mutating func follow(_ row: Row, _ sink: FindingSink) throws {
    var found: Creation?
    creations.update(row.account, make: { Creation() }) { creation in
      guard !creation.id.isEmpty, row.at.microseconds - creation.at.microseconds <= window else { return }
      switch row.sequel {
      case .closed where !creation.isClosed: creation.isClosed = true
      case .granted where !creation.isGranted: creation.isGranted = true
      default: return
      }
      found = creation
    }
    guard let found, context.belongs(row.at) else { return }
    if row.sequel == .granted, context.lists.approvedChanges.contains(row.id) {
      return sink.suppress(by: "approved_changes")
    }
    try sink.report(finding(row, after: found))
  }

  private func finding(_ row: Row, after creation: Creation) -> Finding {
    let delay = row.at.microseconds - creation.at.microseconds
    let length = context.length(delay)
    let text =
      switch row.sequel {
      case .closed:
        Message(
          tr: "hesap, oluşturulmasından \(length) sonra \(row.type == .userDeleted ? "silindi" : "kapatıldı")",
          en: "account \(row.type == .userDeleted ? "deleted" : "disabled") \(length) after it was created")
      case .granted:
        Message(
          tr: "hesaba, oluşturulmasından \(length) sonra ayrıcalıklı rol verildi",
          en: "privileged role granted \(length) after the account was created")
      }
    let rows =
      row.at == creation.at && row.id < creation.id
      ? [row.id, creation.id] : [creation.id, row.id]
    var finding = Finding(
      severity: .high, key: .user(row.account), first: creation.at, last: row.at, evidence: context.evidence(rows),
      text: text)
    finding.branch = row.sequel == .closed ? "a" : "b"
    finding.measured = [.init("after_us", delay), .init("event", .text(row.type.rawValue))]
    return finding
  }
}
