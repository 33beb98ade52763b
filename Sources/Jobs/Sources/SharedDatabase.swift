import Intake
import Model

/// The sources that are reached, and dumped, in exactly the same way: one database, one snapshot, one dump.
struct SharedDatabase: Sendable {
  /// The sources, in the order of the configuration.
  private(set) var sources: [SourceSettings]

  /// The source under whose name the database is backed up: the first.
  let owner: SourceSettings

  /// What stands in a database's place where the work is over all sources and none is read.
  static var every: SharedDatabase { SharedDatabase(.every) }

  private init(_ owner: SourceSettings) { (self.owner, sources) = (owner, [owner]) }

  /// The databases of some sources, in the order of their first sources.
  ///
  /// Two ways to the same database that are written differently count as two: roles may see different rows.
  static func all(of sources: [SourceSettings]) -> [SharedDatabase] {
    var databases: [SharedDatabase] = []
    for source in sources {
      if let index = databases.firstIndex(where: {
        $0.owner.address == source.address && $0.owner.selection == source.selection
      }) {
        databases[index].sources.append(source)
      } else {
        databases.append(SharedDatabase(source))
      }
    }
    return databases
  }

  /// The backup that a schedule owes for a period.
  func backup(schedule: String, period: Period) -> BackupRequest {
    BackupRequest(source: owner, covers: sources.dropFirst().map(\.name), schedule: schedule, period: period)
  }
}

/// What a run is to do for the sources of one database, of which there is at least one.
struct DatabaseWork: Sendable {
  /// The parts, in the order of the configuration.
  let parts: [SourceWork]
  /// How the database is reached.
  let address: SourceAddress

  /// The work of several sources; nil where there is none.
  init?(_ parts: [SourceWork]) {
    guard let first = parts.first else { return nil }
    (self.parts, address) = (parts, first.source.address)
  }

  /// The work of one source.
  init(_ work: SourceWork) { (parts, address) = ([work], work.source.address) }

  /// Whether something is due of the period of this run.
  var isOfNow: Bool { parts.contains { $0.newest != nil || $0.backup != nil } }

  /// Whether no source is read for it.
  var isOverAllSources: Bool { parts.allSatisfy(\.source.isEvery) }

  /// The backup that is due.
  var backup: BackupRequest? { parts.lazy.compactMap(\.backup).first }

  /// What was missed, period by period, oldest first.
  var missed: [(period: Period, work: DatabaseWork)] {
    let periods = Set(parts.flatMap { $0.late.map(\.period) }).sorted { ($0.from, $0.to) < ($1.from, $1.to) }
    return periods.compactMap { period in
      let late = parts.flatMap { part in
        part.late.filter { $0.period == period }.map { SourceWork(source: part.source, newest: $0) }
      }
      return DatabaseWork(late).map { (period, $0) }
    }
  }

  /// The steps of work that could not even begin.
  func steps(failed failure: Failure) -> [RunStep] { parts.flatMap { $0.steps(failed: failure) } }
}
