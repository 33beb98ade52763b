import Archive
import Backups
import Messages
import Model

/// An administrator's own programs before and after a backup, and what they are told.
struct BackupHooks: Sendable {
  let run: RunContext
  /// The backup; nil where none is due, and then no hook runs.
  let request: BackupRequest?

  private var settings: HookSettings? { request == nil ? nil : run.invocation.configuration.backup.hooks }

  /// Runs before the snapshot is taken; what it returns keeps the backup from being made.
  func before() async -> Failure? {
    guard let settings, let command = settings.before else { return nil }
    let fault = await Hook.run(command, environment: environment("before"), microseconds: settings.timeout)
    return fault.map { fault in
      Failure(
        .temporary,
        Message(
          tr: "Yedek alınmadı: backup.hooks.before izin vermedi (\(fault.message.tr)).",
          en: "No backup was made: backup.hooks.before did not let it (\(fault.message.en))."))
    }
  }

  /// Runs when the backup is made, failed or was forbidden; what goes wrong here is told and changes nothing.
  func after(_ outcome: RunStep.Outcome, isVetoed: Bool) async {
    guard let settings, let command = settings.after else { return }
    // A run that is ending starts nothing more.
    try? run.interruption.uninterrupted {}
    var environment = environment("after")
    environment["TUTANAK_STATUS"] = isVetoed ? "vetoed" : "failed"
    switch outcome {
    case .backedUp(let backup):
      environment["TUTANAK_STATUS"] = "done"
      environment["TUTANAK_BACKUP"] = backup.folder
    case .failed(let failure): environment["TUTANAK_ERROR"] = failure.message[run.invocation.language]
    default: break
    }
    guard let fault = await Hook.run(command, environment: environment, microseconds: settings.timeout) else { return }
    let source = request?.source.name ?? ""
    run.invocation.warn(
      Message(
        tr: "\(source): backup.hooks.after başarısız (\(fault.message.tr)). Yedeğin kendisini etkilemez.",
        en: "\(source): backup.hooks.after failed (\(fault.message.en)). The backup itself is not affected."))
  }

  private func environment(_ hook: String) -> [String: String] {
    [
      "TUTANAK_HOOK": hook, "TUTANAK_SOURCE": request?.source.name ?? "",
      "TUTANAK_SCHEDULE": request?.schedule ?? "", "TUTANAK_RUN": run.invocation.asOf.stamp,
      "TUTANAK_ARCHIVE": run.record.archive.path,
    ]
  }
}
