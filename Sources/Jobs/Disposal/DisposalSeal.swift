import Archive
import Documents
import Messages
import Model

/// Keyed digests over what the ledger says of a plan and of its approval: who only writes to the ledger, and cannot read the
/// archive's key, makes no plan and approves of none.
struct DisposalSeal {
  let digests: DocumentDigests

  /// Of a plan: of everything that its line says.
  func ofPlan(source: String, reason: String, _ facts: [JSONValue.Member]) -> String {
    let sorted = facts.filter { $0.name != "digest" }.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    return digests.hexadecimal(["disposal plan", source, reason] + sorted.flatMap { [$0.name, $0.value.line] })
  }

  /// Of an approval: of which plan, by whom, when and why.
  func ofApproval(_ number: String, digest: String, person: String, at moment: String, reason: String) -> String {
    digests.hexadecimal(["disposal approval", number, digest, person, moment, reason])
  }

  /// Refuses a plan whose line, or whose approval's, is not what this archive has written.
  func check(_ plan: DisposalPlans.Plan) throws {
    let entry = plan.entry
    let planned = ofPlan(source: plan.source, reason: entry.reason ?? "", entry.draft.facts)
    var isSound = !plan.digest.isEmpty && planned == plan.digest && Self.agrees(entry, "planned_at")
    if let approval = plan.approval {
      func fact(_ name: String) -> String { approval.fact(name)?.stringValue ?? "" }
      let approved = ofApproval(
        plan.number, digest: plan.digest, person: fact("person"), at: fact("approved_at"), reason: approval.reason ?? ""
      )
      isSound =
        isSound && fact("digest") == plan.digest && fact("seal") == approved && Self.agrees(approval, "approved_at")
        && fact("person") != plan.person
    }
    try digests.check()
    guard isSound else {
      throw Failure(
        .tampered,
        Message(
          tr:
            "\(plan.number): defterdeki plan ya da onay bu arşivin anahtarıyla yazılmamış. Hiçbir kayıt silinmedi; deftere "
            + "kimin yazdığını araştırın ve imhayı yeniden planlayın.",
          en:
            "\(plan.number): the plan or its approval in the ledger was not written with this archive's key. No record was "
            + "deleted; find out who has written to the ledger, and plan the disposal again."))
    }
  }

  /// Whether a sealed moment is that of its line.
  private static func agrees(_ entry: LedgerEntry, _ name: String) -> Bool {
    guard let moment = entry.fact(name)?.instantValue else { return false }
    return (entry.time.microseconds - moment.microseconds).magnitude <= UInt64(300 * microsecondsPerSecond)
  }
}
