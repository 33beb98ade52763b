import Analysis
import Evidence
import Files
import Intake
import Messages
import Model
import Postgres
import Reports

/// One pass over a source's rows in one snapshot: everything the ordered reports need, and nothing twice.
struct SourceReading {
  /// What came of it.
  struct Observations {
    var sessions: SectionContext.Sessions?
    var events: SectionContext.Events?
    var unmapped: [SectionContext.UnmappedWord] = []
    var missingColumns: [String] = []
    var queries: [(relation: String, file: String, digest: String)] = []
    var filteredRows = 0
  }

  private let invocation: Invocation
  private let order: ReportOrder
  private let system: SourceSystem
  private let mask: Mask
  private let words: Words
  private let folder: String

  init(
    _ order: ReportOrder, _ system: SourceSystem, mask: Mask, words: Words, folder: String,
    _ invocation: Invocation
  ) {
    self.invocation = invocation
    self.order = order
    self.system = system
    self.mask = mask
    self.words = words
    self.folder = folder
  }

  /// Reads the users, then the sessions and the events the reports ask for.
  func observe(on connection: borrowing Connection) throws -> Observations {
    let window = Window(
      from: order.period.from, to: order.period.to, zone: order.source.zone ?? invocation.configuration.zone.name)
    var observations = Observations()
    let users = try readUsers(window, connection, &observations)
    let context = RowContext(
      zone: invocation.configuration.zone, words: words, mask: mask, users: users,
      hasNamesAsKeys: system.userKey == .name)
    let filter = Filter(order.users, users: users)
    let subjects = Set(order.definitions.map(\.subject))
    if subjects.contains(.sessions) { try readSessions(window, context, filter, connection, &observations) }
    if subjects.contains(.events) { try readEvents(window, context, filter, connection, &observations) }
    return observations
  }

  /// Which users' rows are counted.
  private struct Filter {
    private let keys: Set<String>?

    init(_ names: [String], users: [String: User]) {
      let wanted = Set(names + names.compactMap { UserKey.folding($0) })
      let byName = users.values.filter { user in user.name.map { wanted.contains($0) } ?? false }.map(\.key)
      keys = names.isEmpty ? nil : wanted.union(byName)
    }

    func contains(_ key: String?) -> Bool { keys.map { $0.contains(key ?? "") } ?? true }
  }

  private func readUsers(
    _ window: Window, _ connection: borrowing Connection, _ observations: inout Observations
  ) throws -> [String: User] {
    guard let relation = try prepare(.users, window, connection, &observations) else { return [:] }
    var users: [String: User] = [:]
    _ = try UserReader(relation, of: system).forEach(on: connection) { users[$0.key] = $0 }
    return users
  }

  private func readSessions(
    _ window: Window, _ context: RowContext, _ filter: Filter, _ connection: borrowing Connection,
    _ observations: inout Observations
  ) throws {
    guard let relation = try prepare(.sessions, window, connection, &observations) else {
      throw missing(.sessions)
    }
    var analysis = SessionAnalysis(
      period: order.period, asOf: invocation.asOf, zone: invocation.configuration.zone,
      lengths: try NumberSpool(in: folder))
    let recorder = try SessionRecorder(context, asOf: invocation.asOf, folder: folder)
    var reader = SessionReader(relation, of: system)
    var filtered = 0
    var meter = ProgressMeter(Message(tr: "oturumlar", en: "sessions"), invocation)
    let sent = try reader.forEach(on: connection) { session in
      meter.step()
      guard filter.contains(session.userKey) else {
        filtered += 1
        return
      }
      try recorder.record(session, try analysis.observe(session) { try recorder.record($0) })
    }
    let totals = try analysis.finish { try recorder.record($0) }
    try check(totals.read + filtered == sent, "rows read = rows sent")
    try check(!mask.level.showsPersons || recorder.listedCount == totals.counted, "rows listed = rows counted")
    observations.filteredRows += filtered
    observations.sessions = SectionContext.Sessions(totals: totals, rows: try recorder.finish())
    add(reader.unmappedStatuses, "sessions.status", to: &observations)
    add(reader.unmappedEndReasons, "sessions.end_reason", to: &observations)
  }

  private func readEvents(
    _ window: Window, _ context: RowContext, _ filter: Filter, _ connection: borrowing Connection,
    _ observations: inout Observations
  ) throws {
    guard let relation = try prepare(.events, window, connection, &observations) else { throw missing(.events) }
    var analysis = try EventAnalysis(
      period: order.period, asOf: invocation.asOf, zone: invocation.configuration.zone,
      makeSorter: { SortedSpool(in: folder) })
    let recorder = try EventRecorder(context, folder: folder)
    var reader = EventReader(relation, of: system)
    var filtered = 0
    var meter = ProgressMeter(Message(tr: "olaylar", en: "events"), invocation)
    let sent = try reader.forEach(on: connection) { event in
      meter.step()
      guard filter.contains(event.userKey) else {
        filtered += 1
        return
      }
      try recorder.record(event, try analysis.observe(event))
    }
    let totals = analysis.finish()
    try check(totals.read + filtered == sent, "rows read = rows sent")
    try check(!mask.level.showsPersons || recorder.listedCount == totals.counted, "rows listed = rows counted")
    let logs = try prepare(.logs, window, connection, &observations).map { relation in
      try LogReader(relation).counts(on: connection).map {
        SectionContext.LogCount(module: $0.module, level: $0.level, count: $0.count)
      }
    }
    observations.filteredRows += filtered
    observations.events = SectionContext.Events(totals: totals, rows: try recorder.finish(&analysis), logs: logs)
    add(reader.unmappedTypes, "events.event_type", to: &observations)
  }

  private func prepare(
    _ relation: Relation, _ window: Window, _ connection: borrowing Connection, _ observations: inout Observations
  ) throws -> PreparedRelation? {
    guard let prepared = try PreparedRelation(relation, of: system, window: window, on: connection) else { return nil }
    for warning in prepared.unknownColumns { invocation.warn(warning) }
    let name = relation.rawValue
    observations.missingColumns += prepared.missingColumns.map { "\(name).\($0)" }
    observations.queries.append((name, prepared.file.path, Digest.ofText(prepared.file.content)))
    return prepared
  }

  private func add(_ words: UnmappedWords, _ column: String, to observations: inout Observations) {
    for (word, count) in words.counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      observations.unmapped.append(.init(column: column, word: word, count: count))
    }
    if words.unnamed > 0 { observations.unmapped.append(.init(column: column, word: "…", count: words.unnamed)) }
  }

  private func check(_ condition: Bool, _ rule: String) throws {
    guard condition else {
      throw Failure(
        .software,
        Message(
          tr: "İç denetim başarısız: “\(rule)”. Hiçbir şey yayımlanmadı.",
          en: "An internal check failed: “\(rule)”. Nothing was published."))
    }
  }

  private func missing(_ relation: Relation) -> Failure {
    Failure(
      .configuration,
      Message(
        tr: "\(system.folder): rapor \(relation.fileName) ister; klasöre ekleyin.",
        en: "\(system.folder): the report needs \(relation.fileName); add it to the folder."))
  }
}

extension NumberSpool: NumberStore {}
extension SortedSpool: RecordSorter {}
