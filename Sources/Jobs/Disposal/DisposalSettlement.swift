import Archive
import Documents
import Intake
import Messages
import Model

/// Finds out what came of a deletion whose end nobody has seen, by asking the server for the number of its transaction.
///
/// What the server does not know stays unknown: nothing is guessed, and the rule stays closed to further disposals.
struct DisposalSettlement {
  /// The transaction was about to be completed, and the answer did not arrive.
  struct Open: Error {
    let failure: Failure
  }

  /// The records were deleted, and that could not be written down.
  struct Unwritten: Error {
    let failure: Failure

    init(_ number: String, _ cause: Failure) {
      failure = Failure(
        cause.failureKind,
        Message(
          tr: "\(number): kayıtlar silindi, ama deftere yazılamadı; nedeni giderip komutu yineleyin:",
          en:
            "\(number): the records were deleted, but that could not be written down; remove the cause and repeat the "
            + "command:") + cause.message)
    }
  }

  /// What is known now.
  enum Finding {
    /// The records were deleted.
    case committed
    /// They were not.
    case aborted
    /// The server still works on it.
    case running
    /// Nobody can tell.
    case unknown
  }

  let plan: DisposalPlans.Plan
  let run: RunContext

  /// Asks, and writes down what is known; throws unless the records were deleted.
  func settle(after failure: Failure? = nil) throws {
    let finding: Finding
    let left: Int64
    do { (finding, left) = try look() } catch { throw unknown(failure ?? Failure(error)) }
    switch finding {
    case .committed:
      try write(
        .done,
        [
          .init("removed", .integer(plan.due)), .init("settled", .bool(true)), .init("due_after", .integer(left)),
        ])
    case .aborted:
      try write(.abandoned, [.init("settled", .bool(true))])
      throw Failure(
        .unavailable,
        Message(
          tr: "\(plan.number): sunucu işlemi geri almış; hiçbir kayıt silinmedi. İmhayı yeniden planlayın.",
          en:
            "\(plan.number): the server has rolled the transaction back; no record was deleted. Plan the disposal again."
        ))
    case .running:
      throw Failure(
        .temporary,
        Message(
          tr: "\(plan.number): sunucu işlemi hâlâ yürütüyor; daha sonra yeniden sorun.",
          en: "\(plan.number): the server still works on the transaction; ask again later."))
    case .unknown:
      throw Failure(
        .unavailable,
        Message(
          tr: "\(plan.number): kayıtların silinip silinmediği bilinmiyor; sunucu bu işlemi tanımıyor ya da kayıtlar "
            + "söylediğiyle bağdaşmıyor. Tablolara kendiniz bakın, sonra “tutanak disposal close \(plan.number)” ile kapatın; "
            + "böyle bir imhanın tutanağı düzenlenmez.",
          en:
            "\(plan.number): whether the records were deleted is not known; the server does not know the transaction, or "
            + "the records do not agree with what it says. Look at the tables yourself, then close the plan with "
            + "“tutanak disposal close \(plan.number)”; no disposal record is issued of it."))
    }
  }

  /// What the server says, held against the records: a number alone could be another transaction's, after a failover or a
  /// restore.
  func find() throws -> Finding { try look().finding }

  /// The same, and how many records are due by the plan's cut-off now.
  private func look() throws -> (finding: Finding, left: Int64) {
    guard let transaction = plan.begun?.fact("transaction")?.stringValue, let cutOff = plan.cutOff else {
      return (.unknown, 0)
    }
    let work = try DisposalWork(try Catalogue(run.invocation).source(plan.source), rule: plan.rule, in: run)
    let before = try SourceConnection.open(work.reader)
    let known = plan.begun?.fact("system_identifier")?.stringValue
    if let known, before.snapshot.systemIdentifier != known { return (.unknown, 0) }
    let fate = try before.fate(of: transaction)
    try before.end()
    if fate == .running { return (.running, 0) }
    // A snapshot taken now sees whatever the transaction has done.
    let due = try work.seen(cutOff: cutOff).due
    switch fate {
    // Of the cluster that was asked then, fewer records than were to be deleted can only have come since.
    case .committed: return (due == 0 || known != nil && due < plan.due ? .committed : .unknown, due)
    case .aborted: return (due > 0 ? .aborted : .unknown, due)
    case .running, .unknown: return (.unknown, due)
    }
  }

  /// What is said where nothing could be learned: that the records may be gone comes before the cause.
  private func unknown(_ cause: Failure) -> Failure {
    Failure(
      cause.failureKind,
      Message(
        tr: "\(plan.number): kayıtların silinip silinmediği bilinmiyor; “tutanak disposal run \(plan.number) --confirm "
          + "\(plan.code)” komutunu yineleyin:",
        en:
          "\(plan.number): whether the records were deleted is not known; repeat “tutanak disposal run \(plan.number) "
          + "--confirm \(plan.code)”:") + cause.message)
  }

  /// What is said where the server reports the end and the reader still sees the records.
  static func stillThere(_ number: String) -> Failure {
    Failure(
      .unavailable,
      Message(
        tr: "\(number): sunucu işlemin tamamlandığını bildirdi, okuyan rol kayıtları hâlâ görüyor.",
        en: "\(number): the server reports the transaction as completed, and the reading role still sees the records."))
  }

  private func write(_ outcome: LedgerEntry.Outcome, _ facts: [JSONValue.Member]) throws {
    try run.record.ledger?.append(
      .init(
        .dispose, outcome, source: plan.source,
        facts: [
          .init(DisposalPlans.fact, .string(plan.number)), .init(RetentionHolds.fact, .string(plan.rule)),
          .init("person", .string(Person.ofDisposal.name)),
        ] + facts))
  }
}
