import Archive
import Documents
import Messages
import Model
import Reports

/// What the ledger has of requests for clear values (M0): who asked, who approved, and what became of it.
///
/// Nothing lies beside the ledger that could be changed without being noticed. Whether a request has expired is told by the
/// machine's clock, never by a moment that was given with `--as-of`.
struct Approvals {
  /// A request.
  struct Request {
    /// What may still become of it.
    enum State: String {
      case pending, approved, used, expired
    }

    let entry: LedgerEntry
    let approval: LedgerEntry?
    let document: String?
    let expires: Instant
    let isExpired: Bool

    /// `ONY-17`, after the ledger's line.
    var number: String { Approvals.number(entry) }
    var person: String { entry.fact("person")?.stringValue ?? entry.user }
    var approver: String? { approval.map { $0.fact("person")?.stringValue ?? $0.user } }
    var state: State { document != nil ? .used : isExpired ? .expired : approval != nil ? .approved : .pending }
  }

  /// Every request, in the order of the ledger.
  let requests: [Request]

  private static let prefix = "ONY-"

  /// What a request is called.
  static func number(_ entry: LedgerEntry) -> String { prefix + String(entry.sequence) }

  /// Those of a ledger at a moment; they and their approvals are valid for so many microseconds each.
  init(_ entries: [LedgerEntry], now: Instant, length: Int64) {
    var approvals: [String: LedgerEntry] = [:]
    var documents: [String: String] = [:]
    for entry in entries {
      if entry.act == .approve, let number = entry.fact("request")?.stringValue, approvals[number] == nil {
        approvals[number] = entry
      }
      if entry.act == .issue || entry.act == .reissue, let number = entry.fact("approval")?.stringValue {
        documents[number] = entry.outcome == .done ? entry.document : nil
      }
    }
    requests = entries.filter { $0.act == .request }.map { entry in
      let approval = approvals[Self.number(entry)]
      let expires = (approval ?? entry).time.advanced(by: length)
      return Request(
        entry: entry, approval: approval, document: documents[Self.number(entry)], expires: expires,
        isExpired: now >= expires)
    }
  }

  /// The newest request for a document that may still be used or approved.
  func standing(for digests: [String], by person: Person) -> Request? {
    requests.last {
      digests.contains($0.entry.fact("digest")?.stringValue ?? "") && $0.person == person.name
        && [.pending, .approved].contains($0.state)
    }
  }
}
