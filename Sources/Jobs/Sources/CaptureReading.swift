import Capture
import Intake
import Messages
import Reports

/// Looks, in the snapshot of the reports, at what is kept of the rows the application deletes.
struct CaptureReading {
  private let source: SourceSettings
  private let system: SourceSystem

  init(_ source: SourceSettings, _ system: SourceSystem) {
    self.source = source
    self.system = system
  }

  /// Since when it is kept, and whether something is missing from it; nil where the source reads no history.
  ///
  /// - Throws: ``Failure`` where it is not installed: a document would look as if nothing had been deleted.
  func history(on connection: borrowing SourceConnection) throws -> IssueFacts.Source.KeptHistory? {
    guard system.readsHistory else { return nil }
    let state = try CaptureState(of: system, on: connection)
    guard let since = state.since else {
      throw Failure(
        .misconfigured,
        Message(
          tr: "\(source.name): “capture: true” yazılı, ama geçmiş her tablo için kurulu değil; “tutanak source capture "
            + "install --source \(source.name)” kurar.",
          en:
            "\(source.name): “capture: true” is configured, and the history is not installed for every table; “tutanak "
            + "source capture install --source \(source.name)” installs it."))
    }
    if !state.isSound { return .init(since: since, isBroken: true) }
    var isBroken = false
    for (wanted, table) in zip(system.capturedTables, state.tables) {
      guard let since = table.since else { continue }
      let vanished = try HistorySurvey.vanished(wanted, since: since, on: connection)
      if vanished > 0 { isBroken = true }
    }
    return .init(since: since, isBroken: isBroken)
  }
}
