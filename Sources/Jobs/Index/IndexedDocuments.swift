import Archive
import Documents
import HTML
import Model
import Reports

/// The documents of an archive as its index lists them.
///
/// Whom a document went to, why a backup is held and by whom only the ledger says; the index says what the packages
/// beside it say, and no more.
struct IndexedDocuments {
  private let documents: [CataloguedDocument]
  private let standing: DocumentStandings
  private let look: IndexLook

  /// Those of a catalogue, with what the ledger tells of them.
  init(
    _ documents: [CataloguedDocument], _ entries: [LedgerEntry], _ history: RunHistory, recipients: [Recipient],
    _ look: IndexLook
  ) {
    (self.documents, self.look) = (documents, look)
    standing = DocumentStandings(entries, history, recipients: recipients)
  }

  /// How many there are, numbers without a folder among them.
  var count: Int { documents.count }
  /// Numbers that were given and have no folder.
  var gaps: [DocumentNumber] { documents.filter { $0.state == .missing }.map(\.number).sorted() }
  /// Numbers that a run was giving when it ended.
  var interrupted: [DocumentNumber] { documents.filter { $0.state == .interrupted }.map(\.number).sorted() }
  /// Those whose files were found changed, or whose manifests cannot be read; one that is gone is a gap.
  var changed: [DocumentNumber] {
    documents.filter { $0.isDamaged && $0.state == .there || $0.state == .unreadable }.map(\.number).sorted()
  }
  /// How many have a folder.
  var presentCount: Int { documents.count { $0.state == .there || $0.state == .unreadable } }
  /// How many wait for a time stamp.
  var unstampedCount: Int { documents.count { $0.wantsTimeStamp && !$0.hasTimeStamp } }
  /// How many have not come to every recipient.
  var undeliveredCount: Int {
    documents.count { [.queued, .failed, .stopped].contains(standing.delivery(of: $0.number.text)) }
  }

  /// The list.
  var list: ArchivePage.List {
    ArchivePage.List(
      id: "documents", title: look.words[.indexDocuments], caption: look.words[.indexDocumentsCaption],
      columns: [
        look.column("document", .indexNumber, width: 18), look.column("year", .indexYear, width: 6),
        look.column("code", .indexCode, width: 6), look.column("source", .indexSource, width: 12),
        look.column("period", .indexPeriod, width: 20), look.column("state", .indexState, width: 12),
        look.column("files", .indexFiles, width: 20), look.column("findings", .indexFindings, width: 20),
        look.column("page_1", .indexPageOne, width: 50), look.column("title", .indexName, width: 24),
        look.column("edition", .indexEdition, width: 14), look.column("time_stamp", .indexStamp, width: 12),
        look.column("delivery", .indexDelivery, width: 12), look.column("issued_at", .indexIssued, .moment, width: 18),
        look.column("mask", .indexMask, width: 6),
      ],
      visibleLength: 100, rows: inOrder.map(row), emptyText: look.words[.indexNoDocuments])
  }

  /// Numbers of which nobody knows when they were given first, then the newest.
  private var inOrder: [CataloguedDocument] {
    func moment(_ document: CataloguedDocument) -> Instant { standing.issuedAt(document.number.text) ?? .infinity }
    return documents.map { (moment($0), $0) }.sorted { ($1.0, $1.1.number) < ($0.0, $0.1.number) }.map(\.1)
  }

  private func row(_ document: CataloguedDocument) -> [ArchivePage.List.Value] {
    func text(_ text: String?) -> ArchivePage.List.Value { text.map { .text($0) } ?? .empty }
    let period = document.period.map { period in
      ArchivePage.List.Value.ordered(
        look.text(period), by: period.from.microseconds, saved: "\(period.from.iso8601)/\(period.to.iso8601)")
    }
    return [
      .text(document.number.text), .text(String(document.number.year)), .text(document.number.code),
      text(document.source.map(look.sourceName)), period ?? .empty, .text(look.words[state(document)]), files(document),
      findings(document),
      text(pageOne(document)), text(document.summary?.title), text(edition(document)), stamp(document),
      delivery(document), standing.issuedAt(document.number.text).map { look.value($0) } ?? .empty,
      text(document.head?.mask),
    ]
  }

  private func state(_ document: CataloguedDocument) -> IndexWordKey {
    switch document.state {
    case .missing: return .indexStateMissing
    case .interrupted: return .indexStateInterrupted
    case .unreadable: return .indexStateUnreadable
    case .there: break
    }
    if document.isDamaged { return .indexStateChanged }
    if document.successor != nil { return .indexStateSuperseded }
    if standing.holdsRecords(document.number.text) { return .indexStateHeld }
    return standing.isWithoutRows(document.number.text) ? .indexStateEmpty : .indexStateIssued
  }

  /// The files that a person opens, by their formats.
  private func files(_ document: CataloguedDocument) -> ArchivePage.List.Value {
    let (year, folder) = (padded(document.number.year, 4), document.number.folderName)
    let links = ["html", "pdf", "xlsx", "json"].compactMap { format -> (name: String, path: String)? in
      let file = "\(folder).\(format)"
      return document.files.contains(file) ? (format.uppercased(), "\(year)/\(folder)/\(file)") : nil
    }
    return links.isEmpty ? .empty : .links(links, subject: document.number.text)
  }

  /// What the document says of severities, never counted again.
  private func findings(_ document: CataloguedDocument) -> ArchivePage.List.Value {
    guard Self.isQuoted(document), let findings = document.summary?.findings else { return .empty }
    var (shown, weight, saved): ([(rank: Int, count: String)], Int64, [String]) = ([], 0, [])
    for severity in Severity.allCases.reversed() {
      weight *= 1000
      guard let count = findings[severity.key], count != .exact(0) else { continue }
      let text: String
      switch count {
      case .exact(let number): (text, weight) = (look.formats.integer(number), weight + max(0, min(number, 999)))
      case .shown(let words): (text, weight) = (words, weight + 1)
      }
      shown.append((severity.rawValue, text))
      saved.append("\(severity.key)=\(text)")
    }
    return shown.isEmpty
      ? .ordered("0", by: 0, saved: "0") : .severities(shown, by: weight, saved: saved.joined(separator: " "))
  }

  /// Whether more than its title may be repeated.
  private static func isQuoted(_ document: CataloguedDocument) -> Bool { document.summary?.statements != nil }

  private func pageOne(_ document: CataloguedDocument) -> String? {
    document.summary?.statements.map { statements in
      statements.map { "\($0.label): \($0.text)" }.joined(separator: "\n")
    }
  }

  private func edition(_ document: CataloguedDocument) -> String? {
    guard let head = document.head else { return nil }
    var texts = [String(head.edition)]
    if let replaced = head.replaces {
      let places = ["edition": String(head.edition), "replaced": replaced.text, "reason": head.reason ?? CellText.dash]
      // A reason is free text, and may name whom the document is about.
      texts = [look.words(Self.isQuoted(document) ? .indexEditionOf : .indexEditionAfter, places)]
    }
    if let successor = document.successor { texts.append(look.words(.indexSuccessor, ["number": successor.text])) }
    if let due = standing.editionDue(document.number.text) {
      texts.append(look.words(.indexEditionDue, ["edition": String(due)]))
    }
    return texts.joined(separator: "; ")
  }

  private func stamp(_ document: CataloguedDocument) -> ArchivePage.List.Value {
    guard document.head != nil else { return .empty }
    guard document.wantsTimeStamp else { return .text(look.words[.indexStampUnasked]) }
    if document.hasTimeStamp { return .text(look.words[.indexStampTaken]) }
    return .text(look.words[standing.wasStamped(document.number.text) ? .indexStampLost : .indexStampOwed])
  }

  private func delivery(_ document: CataloguedDocument) -> ArchivePage.List.Value {
    guard document.head != nil else { return .empty }
    let key: IndexWordKey =
      switch standing.delivery(of: document.number.text) {
      case .delivered: .indexDeliveryDone
      case .skipped: .indexDeliverySkipped
      case .queued: .indexDeliveryOwed
      case .failed: .indexDeliveryFailed
      case .stopped: .indexDeliveryStopped
      case nil: .indexDeliveryNone
      }
    return .text(look.words[key])
  }
}
