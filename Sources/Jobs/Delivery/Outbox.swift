import Archive
import Documents
import Model

/// How far each document has come to each recipient, as the ledger tells; there is no queue beside it.
///
/// What is owed was decided when the document was issued: by the selection that the ledger had of the recipient then
/// (docs/decisions/0052-outbox.md).
struct Outbox {
  /// What has become of a document on its way to a recipient.
  enum State: String, Sendable, CaseIterable {
    /// It was not tried yet.
    case queued
    /// It was tried, and is tried again.
    case failed
    /// It was refused for good, until a person sends it again.
    case stopped
    /// It is there.
    case delivered
    /// The recipient wants nothing of a period without records.
    case skipped
  }

  /// A document on its way to a recipient.
  struct Item: Sendable {
    /// The document's number.
    let document: String
    /// The recipient's name.
    let recipient: String
    /// Its source.
    let source: String?
    /// When it was issued, by the run's clock; nil where the ledger does not say.
    let issuedAt: Instant?
    /// SHA-256 of its manifest when it was issued.
    let manifestDigest: String?
    /// How many rows it counts; nil where it shows no such count.
    let rows: Int64?
    /// What has become of it.
    var state = State.queued
    /// How often it failed since it was last there.
    var tries = 0
    /// When it is tried again; nil at once.
    var nextTry: Instant?
    /// What went wrong last, in English.
    var error: String?
    /// When it came to its state; nil while it waits.
    var since: Instant?
    /// How often it was delivered.
    var deliveries = 0
    /// Addresses that have got it, while others still lack it.
    var reached: Set<String> = []
    /// Whether a try began of which nobody has said how it ended.
    var hasBegun = false

    /// Whether something is to be done about it.
    var isOpen: Bool { state != .delivered && state != .skipped }

    /// One that was not tried yet, of a document by the line of its issue; nil where nobody has that.
    init(_ issue: LedgerEntry?, document: String? = nil, to recipient: String) {
      self.document = document ?? issue?.document ?? ""
      self.recipient = recipient
      source = issue?.source
      issuedAt = issue?.moment
      manifestDigest = issue?.fact("manifest_sha256")?.stringValue
      rows = issue?.fact("rows")?.integerValue
    }
  }

  /// Everything on its way or there, in the order of issue.
  var items: [Item] {
    all.filter { !removed.contains($0.document) || $0.state != .queued }.map { item in
      guard item.state == .queued, let refusal = refusals[item.recipient] else { return item }
      var refused = item
      (refused.error, refused.since) = (refusal.error, refusal.moment)
      return refused
    }
  }
  /// The selections in force after the last entry, by recipient.
  private(set) var selections: [String: DeliverySelection] = [:]

  private var all: [Item] = []
  private var indices: [Key: Int] = [:]
  /// Documents that were written down as issued, and whose folders never got their names.
  private var removed: Set<String> = []
  /// The recipients who alone may get a document, where its schedule named some.
  private var recipients: [String: [String]] = [:]
  /// Recipients who got nothing last time, because their own files could not be used.
  private var refusals: [String: (moment: Instant, error: String?)] = [:]
  private struct Key: Hashable { let document, recipient: String }

  /// What follows from the entries, which are in their order.
  init(_ entries: [LedgerEntry]) {
    for entry in entries {
      switch (entry.act, entry.outcome, entry.document) {
      case (.deliver, .begun, nil):
        if let name = entry.fact("recipient")?.stringValue { selections[name] = DeliverySelection(entry) }
      case (.deliver, .abandoned, nil):
        if let name = entry.fact("recipient")?.stringValue { selections[name] = nil }
      case (.deliver, .failed, nil):
        if let name = entry.fact("recipient")?.stringValue {
          refusals[name] = (entry.moment, entry.fact("error")?.stringValue)
        }
      case (.issue, .done, let document?), (.reissue, .done, let document?): enqueue(document, entry)
      case (.issue, .abandoned, let document?), (.reissue, .abandoned, let document?): removed.insert(document)
      case (.deliver, let outcome, let document?):
        if let name = entry.fact("recipient")?.stringValue { note(outcome, document, name, entry, among: entries) }
      default: break
      }
    }
  }

  /// Documents of a selection, and editions in the place of what the recipient was to get by itself; what a person had
  /// issued goes when a person says so, a later edition as well.
  private mutating func enqueue(_ document: String, _ entry: LedgerEntry) {
    removed.remove(document)
    let replaced = entry.fact("replaces")?.stringValue
    // An edition that a person asked for goes to nobody to whom the first one did not.
    let chosen = entry.fact("recipients")?.elements.compactMap(\.stringValue) ?? replaced.flatMap { recipients[$0] }
    recipients[document] = chosen
    for (name, selection) in selections.sorted(by: { $0.key < $1.key }) {
      let hadReplaced = replaced.map { indices[Key(document: $0, recipient: name)] != nil } ?? false
      let isMeant = chosen?.contains(name) ?? true
      if isMeant && selection.takes(entry) || hadReplaced && entry.schedule != nil { add(document, name, entry) }
    }
  }

  private mutating func add(_ document: String, _ recipient: String, _ issue: LedgerEntry?) {
    let key = Key(document: document, recipient: recipient)
    let item = Item(issue, document: document, to: recipient)
    if let index = indices[key] {
      // A number that was never given is given again.
      if all[index].state == .queued { all[index] = item }
    } else {
      indices[key] = all.count
      all.append(item)
    }
  }

  private mutating func note(
    _ outcome: LedgerEntry.Outcome, _ document: String, _ recipient: String, _ entry: LedgerEntry,
    among entries: [LedgerEntry]
  ) {
    if indices[Key(document: document, recipient: recipient)] == nil {
      add(document, recipient, Self.issue(of: document, in: entries))
    }
    guard let index = indices[Key(document: document, recipient: recipient)] else { return }
    refusals[recipient] = nil
    all[index].hasBegun = outcome == .begun
    // What is there stays there, whatever came of sending it again.
    if outcome == .begun || outcome == .failed && all[index].state == .delivered { return }
    all[index].since = entry.moment
    switch outcome {
    case .done:
      all[index].state = .delivered
      all[index].deliveries += 1
      (all[index].tries, all[index].nextTry, all[index].error) = (0, nil, nil)
      all[index].reached = []
    case .notRun: all[index].state = .skipped
    default:
      all[index].state = entry.fact("stopped")?.boolValue ?? false ? .stopped : .failed
      all[index].tries += 1
      all[index].reached.formUnion(entry.fact("reached")?.elements.compactMap(\.stringValue) ?? [])
      all[index].nextTry = entry.fact("next_try")?.instantValue
      all[index].error = entry.fact("error")?.stringValue
    }
  }

  /// The line of a document that was issued.
  static func issue(of document: String, in entries: [LedgerEntry]) -> LedgerEntry? {
    let last = entries.last { ($0.act == .issue || $0.act == .reissue) && $0.document == document }
    return last?.outcome == .done ? last : nil
  }

  /// The item of a document and recipient.
  func item(_ document: String, to recipient: String) -> Item? {
    indices[Key(document: document, recipient: recipient)].map { all[$0] }
  }
}
