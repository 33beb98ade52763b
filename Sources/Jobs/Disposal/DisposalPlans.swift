import Archive
import Documents
import Messages
import Model

/// What the ledger has of disposals: what was planned, who approved, and what became of it.
struct DisposalPlans {
  /// A plan.
  struct Plan {
    /// How it stands.
    enum State: String {
      /// It waits for another person's approval.
      case pending
      /// It can be carried out.
      case approved
      /// It has waited for too long.
      case expired
      /// The deletion was about to be completed, and nobody has written down yet what came of it.
      case open
      /// The records were deleted.
      case done
      /// The transaction was rolled back; the plan is used up.
      case notDone = "not_done"
      /// Nobody will know what came of it: a person has said so.
      case closed
    }

    let entry: LedgerEntry
    var approval: LedgerEntry?
    var begun: LedgerEntry?
    var end: LedgerEntry?
    var document: String?
    let expires: Instant
    let isExpired: Bool

    /// `IMP-17`, after the ledger's line.
    var number: String { DisposalPlans.number(entry) }
    var source: String { entry.source ?? "" }
    var rule: String { entry.fact(RetentionHolds.fact)?.stringValue ?? "" }
    var person: String { entry.fact("person")?.stringValue ?? entry.user }
    var digest: String { entry.fact("digest")?.stringValue ?? "" }
    /// What a person has to repeat so that the right plan is carried out.
    var code: String { String(digest.prefix(8)) }
    var due: Int64 { entry.fact("due")?.integerValue ?? 0 }
    var cutOff: Instant? { entry.fact("cut_off")?.instantValue }

    var state: State {
      if begun != nil {
        switch end?.outcome {
        case .done: return .done
        case .abandoned: return .notDone
        case nil: return .open
        default: return .closed
        }
      }
      return isExpired ? .expired : approval != nil ? .approved : .pending
    }
  }

  /// Every plan, in the order of the ledger.
  let plans: [Plan]

  private static let prefix = "IMP-"
  /// The name of the fact by which a line is about a plan.
  static let fact = "plan"

  /// What a plan is called.
  static func number(_ entry: LedgerEntry) -> String { prefix + String(entry.sequence) }

  /// Those of a ledger at a moment of the real clock; they and their approvals are valid for so many microseconds each.
  ///
  /// A clock that was put back makes nothing valid again: what lies in the future has expired.
  init(_ entries: [LedgerEntry], now: Instant, length: Int64) {
    var (approvals, begun, ends, documents) = (
      [String: LedgerEntry](), [String: LedgerEntry](), [String: LedgerEntry](), [String: String]()
    )
    for entry in entries {
      if let number = entry.fact("disposal_plan")?.stringValue, entry.act == .issue {
        documents[number] = entry.outcome == .done ? entry.document : nil
      }
      guard let number = entry.fact(Self.fact)?.stringValue else { continue }
      switch (entry.act, entry.outcome) {
      case (.approveDisposal, .done): approvals[number] = approvals[number] ?? entry
      case (.dispose, .begun): begun[number] = begun[number] ?? entry
      // Where nothing was begun nothing has ended: what was refused leaves the plan as it was.
      case (.dispose, .done), (.dispose, .abandoned), (.dispose, .notRun):
        if begun[number] != nil { ends[number] = ends[number] ?? entry }
      default: break
      }
    }
    plans = entries.filter { $0.act == .planDisposal && $0.outcome == .done }.map { entry in
      let number = Self.number(entry)
      let last = (approvals[number] ?? entry).time
      let expires = last.advanced(by: length)
      return Plan(
        entry: entry, approval: approvals[number], begun: begun[number], end: ends[number],
        document: documents[number], expires: expires, isExpired: now >= expires || now < last)
    }
  }

  /// The plans of a run's archive.
  init(of run: RunContext) throws {
    self.init(
      try run.record.ledger?.entries() ?? [], now: SystemClock.now(),
      length: run.invocation.configuration.audit.disposalLength)
  }

  /// A plan by its number.
  func plan(_ number: String) throws(Failure) -> Plan {
    if let plan = plans.first(where: { $0.number == number }) { return plan }
    throw Failure(
      .wrongUsage,
      Message(
        tr: "\(number) adında bir imha planı yok; “tutanak disposal list” olanları gösterir.",
        en: "There is no plan of a disposal \(number); “tutanak disposal list” shows those that are there."))
  }

  /// A plan of a rule of which nobody has written down what came of it.
  func open(_ rule: String, of source: String) -> Plan? {
    plans.first { $0.state == .open && $0.rule == rule && $0.source == source }
  }
}
