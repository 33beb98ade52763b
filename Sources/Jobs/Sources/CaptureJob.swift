import Archive
import Capture
import Documents
import Intake
import Messages
import Model

/// Keeps the history of tables whose rows the application deletes: `tutanak source capture`.
package struct CaptureJob: Sendable {
  private let invocation: Invocation
  private let source: SourceSettings
  private let system: SourceSystem

  /// A job for a source, or for the only one.
  package init(_ name: String?, _ invocation: Invocation) throws {
    let catalogue = Catalogue(invocation)
    self.invocation = invocation
    source = try catalogue.source(name)
    system = try catalogue.system(source)
  }

  /// What a person wants to be done.
  package enum Change: Sendable {
    /// Install it, or make what is installed what the configuration wants.
    case install
    /// Take triggers and functions away, and what was kept as well where a person says so.
    case remove(dropsHistory: Bool)
  }

  /// The SQL of the installation, to be read, or run by psql.
  package func plan() throws -> RunResult {
    let connection = try SourceConnection.open(source.address)
    let plan = try CapturePlan.installation(of: system, on: connection)
    try connection.end()
    var result = RunResult()
    result.manual = plan.script(for: source.name)
    return result
  }

  /// Carries a change out in one transaction through the connection of a role that may; `show` is given the SQL before.
  ///
  /// Nothing is changed unless `confirmation` is the source's name.
  package func carryOut(
    _ change: Change, connection text: String, confirmation: String?, show: (String) -> Void
  ) async throws -> RunResult {
    var address = try SourceAddress(text, allowsSecrets: false)
    address.passfile = source.address.passfile
    let reading = try SourceConnection.open(source.address)
    let (before, plan) = (try CaptureState(of: system, on: reading), try self.plan(change, on: reading))
    let (place, reader) = (try reading.place(), reading.snapshot.role)
    try reading.end()
    var result = RunResult()
    if isDone(change, before) {
      result.remarks = [
        Message(tr: "\(source.name): yapılacak bir şey yok.", en: "\(source.name): there is nothing to do.")
      ]
      return result
    }
    show(plan.script(for: source.name))
    if invocation.isDryRun { return result }
    try check(confirmation)
    let owner = try OwnerConnection.open(address)
    guard owner.place == place else {
      throw Failure(
        .wrongUsage,
        Message(
          tr: "--connection “\(source.name)” kaynağının veritabanına değil, başka bir yere götürüyor.",
          en: "--connection leads elsewhere than to the database of the source “\(source.name)”."))
    }
    guard owner.role != reader else {
      throw Failure(
        .wrongUsage,
        Message(
          tr: "\(reader) okuyan roldür; --connection ile tabloların sahibi olan bir rol verin.",
          en: "\(reader) is the role that reads; give a role that owns the tables with --connection."))
    }
    try owner.carryOut(plan.statements)
    let (role, statements) = (owner.role, plan.statements.count)
    await LedgerNote(note(change, by: role, statements: statements), as: "source capture").write(invocation)
    result = try status()
    if case .remove = change { result.steps = [] }
    return result
  }

  private func note(_ change: Change, by role: String, statements: Int) -> LedgerEntry.Draft {
    let (name, drops) =
      switch change {
      case .install: ("install", false)
      case .remove(let dropsHistory): ("remove", dropsHistory)
      }
    return LedgerEntry.Draft(
      .capture, .done, source: source.name,
      facts: [
        .init("change", .string(name)), .init("drops_history", .bool(drops)), .init("role", .string(role)),
        .init("statements", .integer(Int64(statements))),
      ])
  }

  /// What is installed, since when, how much it holds, and whether it is what the configuration wants.
  package func status() throws -> RunResult {
    let captured = try CapturePlan.tables(of: system)
    let connection = try SourceConnection.open(source.address)
    let state = try CaptureState(of: system, on: connection)
    var text = CaptureText(source, invocation.configuration.zone)
    text.tell(state)
    for (table, wanted) in zip(state.tables, captured) {
      guard let since = table.since else { continue }
      // What is not as it is wanted may not be readable either; the faults say so.
      let survey = try? connection.attempt { try HistorySurvey(wanted, since: since, on: connection) }
      if let survey { text.tell(survey, of: table) }
    }
    try connection.end()
    var result = RunResult()
    result.remarks = text.lines
    let isLacking = !state.isSound && !(state.isAbsent && !source.isCaptured) || text.hasVanished
    result.steps = [RunStep(.capture, source: source.name, isLacking ? .lacking : .inOrder)]
    return result
  }

  private func plan(_ change: Change, on connection: borrowing SourceConnection) throws -> CapturePlan {
    switch change {
    case .install: try CapturePlan.installation(of: system, on: connection)
    case .remove(let dropsHistory): try CapturePlan.removal(of: system, dropsHistory: dropsHistory, on: connection)
    }
  }

  /// Whether a change finds nothing to do.
  private func isDone(_ change: Change, _ state: CaptureState) -> Bool {
    switch change {
    case .install: state.isSound
    case .remove(let dropsHistory): dropsHistory ? !state.hasSchema : state.isAbsent
    }
  }

  private func check(_ confirmation: String?) throws {
    if confirmation == source.name { return }
    throw Failure(
      .wrongUsage,
      Message(
        tr: "Hiçbir şey değiştirilmedi. SQL'i okuduysanız “--confirm \(source.name)” ile yineleyin.",
        en: "Nothing was changed. When you have read the SQL, repeat with “--confirm \(source.name)”."))
  }
}
