import Analysis
import Evidence
import Files
import Intake
import Messages
import Model
import Reports

/// Reads a source in one snapshot: everything the ordered reports need, and nothing twice.
///
/// Sessions come one user after the other, events in order of time.
struct SourceReading {
  /// The relations of a source, described by the server.
  private struct Relations {
    var sessions: PreparedRelation?
    var events: PreparedRelation?
    var logs: PreparedRelation?

    /// Every column there is.
    var columns: Set<SourceColumn> {
      [sessions, events].compactMap { $0 }.reduce(into: []) { $0.formUnion($1.columns) }
    }
  }

  let invocation: Invocation
  let order: ReportRequest
  private let system: SourceSystem
  private let digests: DocumentDigests
  private let mask: Mask
  private let template: Template
  private let folder: String
  private let ruleFiles: RuleFiles

  init(
    _ order: ReportRequest, _ system: SourceSystem, _ digests: DocumentDigests, template: Template, folder: String,
    _ ruleFiles: RuleFiles, _ invocation: Invocation
  ) {
    self.invocation = invocation
    self.order = order
    self.system = system
    self.digests = digests
    mask = digests.mask
    self.template = template
    self.folder = folder
    self.ruleFiles = ruleFiles
  }

  /// Reads the users, then the sessions and the events the reports ask for.
  func observe(on connection: borrowing SourceConnection) throws -> Observations {
    let zone = order.source.zone ?? invocation.configuration.zone.name
    let window = Window(from: order.period.from, to: order.period.to, zone: zone)
    let history = Window(from: order.period.from.advanced(by: -lookback), to: order.period.to, zone: zone)
    var observations = Observations(rowContext: rowContext([:]))
    let users = try readUsers(window, connection, &observations)
    observations.rowContext = rowContext(users.users)
    let relations = try prepare(history, window, connection, &observations)
    let rules =
      try inputs.contains(.findings)
      ? RuleReading(
        order, invocation.configuration.rules.applied(to: system), observations.rowContext,
        columns: relations.columns.union(users.columns),
        words: { [template] in template.words($0) }, folder: folder, ruleFiles, digests, invocation) : nil
    let filter = UserFilter(order.users, users: users.users)
    for warning in UserSelection.warnings(about: order.users.map { Identifier($0) }, in: "--user", users: users.users) {
      invocation.warn(warning)
    }
    if mask.level == .M3, !order.users.isEmpty {
      invocation.warn(
        Message(
          tr: "M3 yalnız sayıları gösterir; --user ile bunlar birkaç kişinin sayılarıdır. Belgeyi kişisel veri sayın.",
          en: "M3 shows counts only; with --user they are those of a few people. Treat the document as personal data."))
    }
    var sessions: SessionTotals?
    var events: EventTotals?
    try separately(.sessions, on: connection, &observations) {
      sessions = try readSessions(relations, filter, rules, connection, &$0)
    }
    try separately(.events, on: connection, &observations) {
      events = try readEvents(relations, filter, rules, connection, &$0)
    }
    try separately(.logs, on: connection, &observations) { $0.logs = try readLogs(relations.logs, connection) }
    if let rules {
      // Rules that saw half of the rows would report half of the truth.
      observations.failures[.findings] = observations.failures[.sessions] ?? observations.failures[.events]
      try separately(.findings, on: connection, &observations) {
        try check(try rules.observeUsers(), "events put aside = events read back")
        $0.findings = try rules.finish(sessions: sessions, events: events)
      }
    }
    return observations
  }

  /// What the ordered reports are made from.
  private var inputs: Set<ReportInput> { order.definitions.reduce(into: []) { $0.formUnion($1.inputs) } }

  /// How far before the period the rows begin: as far as the rules look back, where a report speaks of them; without
  /// rules as far as a comparison with the time before needs.
  private var lookback: Int64 {
    guard order.definitions.contains(where: \.looksBack) else { return 0 }
    let longest = invocation.configuration.rules.settings.lookback
    return inputs.contains(.findings) ? longest : min(longest, order.period.length)
  }

  /// Reads one of the inputs; its failure is remembered and leaves the connection fit for the next.
  private func separately(
    _ input: ReportInput, on connection: borrowing SourceConnection, _ observations: inout Observations,
    _ read: (inout Observations) throws -> Void
  ) throws {
    if observations.failures[input] != nil { return }
    do {
      try connection.attempt { try read(&observations) }
    } catch  where SourceConnection.survives(error) || (error as? Failure)?.failureKind == .misconfigured {
      observations.failures[input] = Failure(error)
    }
  }

  private func rowContext(_ users: [Identifier: User]) -> RowContext {
    RowContext(
      zone: invocation.configuration.zone, words: template.words(invocation.language), language: invocation.language,
      mask: mask, users: users, hasNamesAsKeys: system.userKey == .name)
  }

  private func readUsers(
    _ window: Window, _ connection: borrowing SourceConnection, _ observations: inout Observations
  ) throws -> (users: [Identifier: User], columns: Set<SourceColumn>) {
    guard let relation = try prepare(.users, window, connection, &observations) else { return ([:], []) }
    var users: [Identifier: User] = [:]
    var reader = UserReader(relation, of: system)
    _ = try reader.forEach(on: connection, in: folder) { users[$0.key] = $0 }
    if reader.unreadable > 0 {
      observations.unmapped.append(.init(column: .user(.id), word: "…", count: reader.unreadable))
      invocation.warn(
        Message(
          tr: "\(relation.file.path): \(reader.unreadable) satırın kimliğinde metin olmayan baytlar var; satırlar "
            + "kullanılmadı.",
          en: "\(relation.file.path): the identifiers of \(reader.unreadable) rows hold bytes that are no text; the "
            + "rows were not used."))
    }
    return (users, relation.columns)
  }

  /// Has the server describe what is read, as far as the source has it: rules can use both, sessions and events.
  private func prepare(
    _ history: Window, _ window: Window, _ connection: borrowing SourceConnection, _ observations: inout Observations
  ) throws -> Relations {
    let inputs = inputs
    var relations = Relations()
    if !inputs.isDisjoint(with: [.sessions, .findings]) {
      try separately(.sessions, on: connection, &observations) {
        relations.sessions = try prepare(.sessions, history, connection, &$0)
      }
    }
    if !inputs.isDisjoint(with: [.events, .findings]) {
      try separately(.events, on: connection, &observations) {
        relations.events = try prepare(.events, history, connection, &$0)
      }
    }
    if inputs.contains(.logs) {
      try separately(.logs, on: connection, &observations) {
        relations.logs = try prepare(.logs, window, connection, &$0)
      }
    }
    return relations
  }

  private func readSessions(
    _ relations: Relations, _ filter: UserFilter, _ rules: RuleReading?, _ connection: borrowing SourceConnection,
    _ observations: inout Observations
  ) throws -> SessionTotals? {
    guard let relation = relations.sessions else { return nil }
    var analysis = SessionAnalysis(
      period: order.period, asOf: invocation.asOf, zone: invocation.configuration.zone,
      lengths: try NumberSpool(in: folder))
    let recorder = try SessionRecorder(observations.rowContext, asOf: invocation.asOf, folder: folder)
    var reader = SessionReader(relation, of: system)
    var filtered = 0
    var (first, newest): (Instant?, Instant?)
    var meter = ProgressMeter(Message(tr: "oturumlar", en: "sessions"), invocation)
    let sent = try reader.forEach(on: connection, in: folder) { session in
      meter.step()
      first = RecordStartSearch.earlier(first, session.startedAt)
      newest = RecordStartSearch.later(newest, session.startedAt, before: invocation.asOf)
      guard filter.contains(session.userKey) else {
        filtered += 1
        rules?.observeUnreported(session)
        return
      }
      let verdict = try analysis.observe(session) { try recorder.record($0) }
      try recorder.record(session, verdict)
      try rules?.observe(session, verdict)
    }
    let totals = try analysis.finish { try recorder.record($0) }
    try check(totals.read + filtered == sent, "rows read = rows sent")
    try check(!mask.level.showsPersons || recorder.listedCount == totals.counted, "rows listed = rows counted")
    observations.filteredRows += filtered
    let held = totals.counted + totals.quarantinedCount
    try lookAtTime(.sessions, .sessions, first, newest, held: held, connection, &observations)
    observations.sessions = SectionContext.Sessions(totals: totals, rows: try recorder.finish())
    add(reader.unmappedStatuses, .session(.status), to: &observations)
    add(reader.unmappedEndReasons, .session(.endReason), to: &observations)
    return totals
  }

  private func readEvents(
    _ relations: Relations, _ filter: UserFilter, _ rules: RuleReading?, _ connection: borrowing SourceConnection,
    _ observations: inout Observations
  ) throws -> EventTotals? {
    guard let relation = relations.events else { return nil }
    var analysis = try EventAnalysis(
      period: order.period, asOf: invocation.asOf, zone: invocation.configuration.zone, lookback: lookback,
      makeSorter: { SortedSpool(in: folder) })
    let recorder = try EventRecorder(observations.rowContext, folder: folder)
    var reader = EventReader(relation, of: system)
    var filtered = 0
    var (first, newest): (Instant?, Instant?)
    var meter = ProgressMeter(Message(tr: "olaylar", en: "events"), invocation)
    let sent = try reader.forEach(on: connection, in: folder) { event in
      meter.step()
      first = RecordStartSearch.earlier(first, event.occurredAt)
      newest = RecordStartSearch.later(newest, event.occurredAt, before: invocation.asOf)
      guard filter.contains(event.userKey) else {
        filtered += 1
        rules?.observeUnreported(event)
        return
      }
      let verdict = try analysis.observe(event)
      try recorder.record(event, verdict)
      try rules?.observe(event, verdict)
    }
    let totals = analysis.finish()
    try check(totals.read + filtered == sent, "rows read = rows sent")
    try check(!mask.level.showsPersons || recorder.listedCount == totals.counted, "rows listed = rows counted")
    observations.filteredRows += filtered
    let held = totals.counted + totals.quarantinedCount
    try lookAtTime(.events, .events, first, newest, held: held, connection, &observations)
    observations.events = SectionContext.Events(totals: totals, rows: try recorder.finish(&analysis))
    add(reader.unmappedTypes, .event(.type), to: &observations)
    add(reader.unmappedReasons, .event(.reason), to: &observations)
    return totals
  }

  /// From when on the source holds rows of a relation, and whether they reach up to the end, from the first and the newest
  /// that were read; `held` are those that are counted or in quarantine.
  private func lookAtTime(
    _ relation: Relation, _ input: ReportInput, _ first: Instant?, _ newest: Instant?, held: Int,
    _ connection: borrowing SourceConnection, _ observations: inout Observations
  ) throws {
    let search = RecordStartSearch(order: order, system: system, lookback: lookback, invocation: invocation)
    let start = try search.start(of: relation, firstRead: first, on: connection)
    observations.records[input] = start ?? .always
    observations.flows[input] = try search.flow(
      of: relation, start: start, counted: held, newest: newest, on: connection)
  }

  private func readLogs(
    _ relation: PreparedRelation?, _ connection: borrowing SourceConnection
  ) throws -> [SectionContext.LogCount]? {
    guard let relation else { return nil }
    return try LogReader(relation).counts(on: connection).map {
      SectionContext.LogCount(module: $0.module, level: $0.level, count: $0.count)
    }
  }

  private func prepare(
    _ relation: Relation, _ window: Window, _ connection: borrowing SourceConnection, _ observations: inout Observations
  ) throws -> PreparedRelation? {
    guard let prepared = try PreparedRelation(relation, of: system, window: window, on: connection) else { return nil }
    for warning in prepared.unknownColumns { invocation.warn(warning) }
    if relation != .users { try guardScans(of: prepared, connection, &observations) }
    observations.missingColumns += prepared.missingColumns
    observations.queries.append((relation.rawValue, prepared.file.path, try Digest.ofText(prepared.file.content)))
    return prepared
  }

  private func add(_ words: UnmappedWords, _ column: SourceColumn, to observations: inout Observations) {
    for (word, count) in words.counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      observations.unmapped.append(.init(column: column, word: word.text, count: count))
    }
    if words.unnamed > 0 { observations.unmapped.append(.init(column: column, word: "…", count: words.unnamed)) }
  }

  private func check(_ condition: Bool, _ rule: String) throws {
    guard condition else {
      throw Failure(
        .internalFault,
        Message(
          tr: "İç denetim başarısız: “\(rule)”. Hiçbir şey yayımlanmadı.",
          en: "An internal check failed: “\(rule)”. Nothing was published."))
    }
  }
}

extension NumberSpool: NumberStore {}
extension SortedSpool: RecordSorter {}
