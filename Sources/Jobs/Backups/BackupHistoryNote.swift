import Archive
import Files
import Intake
import Messages
import Model

/// Tells the application of a backup, where its source says so; what goes wrong with that is a warning and nothing else.
struct BackupHistoryNote {
  let run: RunContext
  let request: BackupRequest

  /// Writes down that a backup was made, in its folder, or why not.
  func write(_ outcome: RunStep.Outcome) {
    guard let settings = request.source.backupHistory else { return }
    let configuration = run.invocation.configuration
    do {
      let history = try Catalogue(run.invocation).backupHistory(request.source, settings)
      var (folder, size, error): (String, Int?, String?) = ("", nil, nil)
      switch outcome {
      case .backedUp(let backup): (folder, size) = (backup.folder, try ListedFile.byteCount(in: backup.folder))
      case .failed(let failure): error = failure.message.en
      default: return
      }
      try history.write(
        .init(
          type: request.schedule ?? "manual", file: folder, size: size, error: error,
          createdAt: run.invocation.asOf, zone: request.source.zone ?? configuration.zone.name),
        to: settings.address ?? request.source.address)
    } catch {
      let reason = Failure(error).message
      run.invocation.warn(
        Message(
          tr: "\(request.source.name): yedeğin kaydı uygulamanın tablosuna yazılamadı (backup_history); yedek bundan "
            + "etkilenmez. Rolün o tabloda INSERT yetkisi olmalı. \(reason.tr)",
          en: "\(request.source.name): the backup was not written into the application's table (backup_history); that "
            + "does the backup no harm. The role needs INSERT on that table. \(reason.en)"))
    }
  }
}
