import Archive
import Model
import Files
import Intake
import Messages

/// Looks at the configured sources without issuing anything.
package struct SourceJob: Sendable {
  private let invocation: Invocation

  /// A job of an invocation.
  package init(_ invocation: Invocation) {
    self.invocation = invocation
  }

  /// The names of the sources and their systems.
  package func list() -> RunResult {
    var result = RunResult()
    result.remarks = invocation.configuration.sources.map { Message(verbatim: "\($0.name)  \($0.system)") }
    return result
  }

  /// Connects to a source and has the server describe every SELECT: what is missing, what is not known.
  package func check(_ name: String?) throws -> RunResult {
    let source = try Catalogue(invocation).source(name)
    // A server that takes the call and says nothing more is waited for no longer than in a run.
    _ = Interruption(deadline: invocation.configuration.deadline, tell: invocation.tell)
    do {
      return try check(source)
    } catch {
      guard let archive = try? Archive(invocation.configuration.archive) else { throw error }
      Folder.restrictUmask()
      throw ServerMessages(archive, invocation.logger).keep(Failure(error))
    }
  }

  private func check(_ source: SourceSettings) throws -> RunResult {
    let system = try SourceSystem(folder: Catalogue(invocation).systemFolder(source))
    let connection = try SourceConnection.open(source.address)
    let snapshot = connection.snapshot
    let window = Window(
      from: invocation.asOf.advanced(by: -86_400_000_000), to: invocation.asOf,
      zone: source.zone ?? invocation.configuration.zone.name)
    var result = RunResult()
    result.remarks.append(
      Message(verbatim: "\(source.name): PostgreSQL \(snapshot.serverVersion), \(snapshot.database), \(snapshot.role)"))
    for relation in Relation.allCases {
      let prepared = try PreparedRelation(relation, of: system, window: window, on: connection)
      guard let prepared else {
        result.remarks.append(
          Message(tr: "\(relation.fileName): yok", en: "\(relation.fileName): not there"))
        continue
      }
      try prepared.check(on: connection)
      let missing = prepared.missingColumns.isEmpty ? "–" : prepared.missingColumns.map(\.name).joined(separator: ", ")
      result.remarks.append(
        Message(tr: "\(relation.fileName): eksik sütunlar: \(missing)", en: "\(relation.fileName): missing: \(missing)")
      )
      result.remarks += prepared.unknownColumns
    }
    try connection.end()
    return result
  }
}
