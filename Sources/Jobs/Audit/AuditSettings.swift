import Messages
import Model
import Reports
import Settings

/// The block `audit` of the configuration: who may ask questions, when clear values need a second person, and what the answer to
/// a data subject says besides the rows.
struct AuditSettings: Sendable {
  /// Who may ask; nil where whoever may run the program may.
  struct Allowance: Sendable {
    /// Users of the operating system.
    var users: [String] = []
    /// Groups of the operating system.
    var groups: [String] = []
  }

  /// What the controller declares to a data subject.
  struct Subject: Sendable {
    /// To whom the data go; empty is to nobody.
    var recipients: [String]
    /// How long they are kept.
    var retention: String
    /// What a written answer costs.
    var fee = SubjectApplication.Fee()
  }

  /// Who may ask; nil where nothing is said.
  var allowed: Allowance?
  /// Whether clear values (M0) that a person asks for need another person's approval.
  var needsApproval = true
  /// For how many microseconds a request waits for its approval, and an approval for its use.
  var approvalLength = 24 * 3600 * microsecondsPerSecond
  /// Who may plan, approve and carry out a disposal; nil where whoever may ask may.
  var disposalAllowed: Allowance?
  /// For how many microseconds the plan of a disposal waits for its approval, and an approval for its use.
  var disposalLength = 7 * microsecondsPerDay
  /// What the answer to a data subject says; nil where nothing is said.
  var subject: Subject?
  /// To whose keys the clear list of a breach's persons is encrypted; nil where there is no such list.
  var personsAnnex: RecipientEncryption?

  /// No block.
  init() {}

  /// Whether an approval is asked for.
  private enum Approval: String, CaseIterable {
    case required, off
  }

  /// Reads the block.
  init(_ node: SettingsNode) throws(SettingsError) {
    let settings = try node.mapping([
      "allow", "approval", "approval_valid", "subject", "persons_annex", "disposal_allow", "disposal_valid",
    ])
    if let node = settings["allow"] { allowed = try Self.allowance(node) }
    if let node = settings["approval"] { needsApproval = try node.choice(of: Approval.self) == .required }
    if let node = settings["approval_valid"] { approvalLength = try node.duration() }
    if let node = settings["disposal_allow"] { disposalAllowed = try Self.allowance(node) }
    if let node = settings["disposal_valid"] { disposalLength = try node.duration() }
    if let node = settings["subject"] { subject = try Self.subject(node) }
    personsAnnex = try settings["persons_annex"].map { node throws(SettingsError) in
      try RecipientEncryption(annex: node)
    }
  }

  private static func allowance(_ node: SettingsNode) throws(SettingsError) -> Allowance {
    let settings = try node.mapping(["users", "groups"])
    var allowance = Allowance()
    for user in try settings["users"]?.list() ?? [] { allowance.users.append(try user.string()) }
    for group in try settings["groups"]?.list() ?? [] { allowance.groups.append(try group.string()) }
    return allowance
  }

  private static func subject(_ node: SettingsNode) throws(SettingsError) -> Subject {
    let settings = try node.mapping(["recipients", "retention", "free_pages", "page_fee"])
    var subject = Subject(recipients: [], retention: try settings.required("retention").string())
    for recipient in try settings.required("recipients").list() {
      subject.recipients.append(try recipient.string())
    }
    if let node = settings["free_pages"] { subject.fee.freePages = try node.integer(in: 0...1000) }
    if let node = settings["page_fee"] { subject.fee.perPage = try kurus(node) }
    return subject
  }

  /// `1`, `1.50` or `1,50` lira in kuruş.
  private static func kurus(_ node: SettingsNode) throws(SettingsError) -> Int {
    let parts = try node.string().split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
    let digits = parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }
    if digits, parts[0].utf8.count <= 6, let lira = Int(parts[0]) {
      if parts.count == 1 { return lira * 100 }
      if parts.count == 2, parts[1].utf8.count == 2, let rest = Int(parts[1]) { return lira * 100 + rest }
    }
    throw node.error(
      Message(
        tr: "sayfa ücreti “1” veya “1.50” gibi lira olarak yazılır.", en: "a page's fee is lira like “1” or “1.50”."))
  }
}
