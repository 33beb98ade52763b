import Archive
import Documents
import Messages
import Reports

/// Whether somebody may ask a question or dispose of records, or approve of either.
struct AuditAccess {
  let invocation: Invocation
  /// Whether it is about a disposal, for which the configuration may name others.
  var isOfDisposal = false

  /// Refuses whoever the configuration does not name; what was refused stands in the ledger, but not after a dry run.
  ///
  /// root is refused like anybody else: who may is a matter of the configuration, not of the machine.
  func check(_ command: String, reason: String?) async throws {
    let person = isOfDisposal ? Person.ofDisposal : Person.current
    let audit = invocation.configuration.audit
    let own = isOfDisposal ? audit.disposalAllowed : nil
    guard let allowed = own ?? audit.allowed else {
      if isOfDisposal { throw DisposalSettings.nobodyAllowed }
      return
    }
    let key = own == nil ? "audit.allow" : "audit.disposal_allow"
    if allowed.users.contains(person.name) || !person.groups.isDisjoint(with: allowed.groups) { return }
    let isWritten = await LedgerNote(
      .init(
        .refuse, .done, reason: reason,
        facts: [.init("command", .string(command)), .init("person", .string(person.name))]), as: command
    ).write(invocation)
    throw Failure(
      .notPermitted,
      Message(
        tr: "\(person.name) “tutanak \(command)” çalıştıramaz: yapılandırmada \(key) altında ne kendisi ne "
          + "gruplarından biri var. " + (isWritten ? "Ret deftere yazıldı." : "Ret deftere yazılmadı."),
        en: "\(person.name) may not run “tutanak \(command)”: the configuration names neither that user nor one of the "
          + "user's groups below \(key). "
          + (isWritten ? "The refusal stands in the ledger." : "The refusal does not stand in the ledger.")))
  }
}
