import Archive
import Model

/// What the ledger tells of documents that is worth a word in the index.
struct DocumentStandings {
  private var issued: [String: Instant] = [:]
  private var stamped: Set<String> = []
  private var held: Set<String> = []
  private var deliveries: [String: Outbox.State] = [:]
  private let history: RunHistory

  /// What follows from the entries, which are in their order; what is owed to recipients counts for those alone.
  init(_ entries: [LedgerEntry], _ history: RunHistory, recipients: [Recipient]) {
    self.history = history
    for entry in entries where entry.outcome == .done {
      guard let document = entry.document else { continue }
      switch entry.act {
      case .issue, .reissue: issued[document] = entry.moment
      case .stamp: stamped.insert(document)
      // Of a document alone answers to authorities: nothing releases what they rest on.
      case .hold: held.insert(document)
      default: break
      }
    }
    let names = Set(recipients.map(\.name))
    for item in Outbox(entries).items where !item.isOpen || names.contains(item.recipient) {
      deliveries[item.document] = Self.worse(item.state, deliveries[item.document])
    }
  }

  private static func worse(_ state: Outbox.State, _ other: Outbox.State?) -> Outbox.State {
    let order: [Outbox.State] = [.stopped, .failed, .queued, .delivered, .skipped]
    return order.first { $0 == state || $0 == other } ?? state
  }

  /// When it was issued, by the run's clock; nil where the ledger does not tell.
  func issuedAt(_ document: String) -> Instant? { issued[document] }
  /// Whether a time stamp of it was taken.
  func wasStamped(_ document: String) -> Bool { stamped.contains(document) }
  /// Whether records are held because it rests on them.
  func holdsRecords(_ document: String) -> Bool { held.contains(document) }
  /// Whether it counts no row.
  func isWithoutRows(_ document: String) -> Bool { history.withoutRows.contains(document) }
  /// The edition that is due of it; nil where none is.
  func editionDue(_ document: String) -> Int? { history.editionsDue[document] }
  /// How far it has come on its way, to whom it is furthest from; nil where nobody is to get it.
  func delivery(of document: String) -> Outbox.State? { deliveries[document] }
}
