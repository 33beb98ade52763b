import Analysis
import Files
import Intake
import Messages
import Model
import Reports

/// The rows of each relation, judged and recorded as they come.
extension SourceReading {
  /// Which rows are listed, and who writes down which of them answer a question.
  ///
  /// `accounts` writes down what rows say of accounts, where a report speaks of them.
  typealias Chosen = (
    filter: RowFilter, answers: AnswerRecorder?, matter: MatterRecorder?, accounts: AccountReading?,
    accesses: AccessReading?
  )

  func readSessions(
    _ relations: Relations, _ chosen: Chosen, _ rules: RuleReading?, _ connection: borrowing SourceConnection,
    _ observations: inout Observations
  ) throws -> SessionTotals? {
    guard let relation = relations.sessions else { return nil }
    var analysis = SessionAnalysis(
      period: order.period, asOf: invocation.asOf, zone: invocation.configuration.zone,
      lengths: try NumberSpool(in: folder))
    let recorder = try SessionRecorder(observations.rowContext, asOf: invocation.asOf, folder: folder)
    let massEnds = MassEnds(
      from: order.period.from, to: min(order.period.to, invocation.asOf), sorter: SortedSpool(in: folder))
    chosen.answers?.beginSessions()
    let scope = Scope(period: order.period, asOf: invocation.asOf, zone: invocation.configuration.zone)
    var reader = SessionReader(relation, of: system)
    var filtered = 0
    var (first, newest): (Instant?, Instant?)
    var meter = ProgressMeter(Message(tr: "oturumlar", en: "sessions"), invocation)
    let sent = try reader.forEach(on: connection, in: folder) { session in
      meter.step()
      first = RecordStartSearch.earlier(first, session.startedAt)
      newest = RecordStartSearch.later(newest, session.startedAt, before: invocation.asOf)
      let match = chosen.filter.match(session)
      if match.lacksSomething, lies(session, in: scope) {
        chosen.answers?.record(withoutAddress: match.itemsWithoutAddress, withoutPort: match.itemsWithoutPort)
      }
      guard match.isListed else {
        filtered += 1
        rules?.observeUnreported(session)
        return
      }
      let verdict = try analysis.observe(session) { try recorder.record($0) }
      if case .counted(let counted) = verdict { try chosen.answers?.record(session, counted, of: match.items) }
      try chosen.matter?.record(session, verdict, of: match.items)
      try chosen.accounts?.sessions.record(session, verdict)
      try chosen.accesses?.sessions?.record(session, verdict)
      try recorder.record(session, verdict)
      try massEnds.observe(session, verdict)
      try rules?.observe(session, verdict)
    }
    let totals = try analysis.finish { try recorder.record($0) }
    try check(totals.read + filtered == sent, "rows read = rows sent")
    try check(!mask.level.showsPersons || recorder.listedCount == totals.counted, "rows listed = rows counted")
    observations.filteredRows += filtered
    let held = totals.counted + totals.quarantinedCount
    try lookAtTime(.sessions, .sessions, first, newest, held: held, connection, &observations)
    observations.sessions = SectionContext.Sessions(
      totals: totals, rows: try recorder.finish(), massEnds: try massEnds.finish())
    add(reader.unmappedStatuses, .session(.status), to: &observations)
    add(reader.unmappedEndReasons, .session(.endReason), to: &observations)
    return totals
  }

  func readEvents(
    _ relations: Relations, _ chosen: Chosen, _ rules: RuleReading?, _ connection: borrowing SourceConnection,
    _ ahead: EventsAhead?, _ observations: inout Observations
  ) throws -> EventTotals? {
    guard let relation = relations.events else { return nil }
    var analysis = try EventAnalysis(
      period: order.period, asOf: invocation.asOf, zone: invocation.configuration.zone, lookback: lookback,
      makeSorter: { SortedSpool(in: folder) })
    let recorder = try EventRecorder(observations.rowContext, folder: folder)
    chosen.answers?.beginEvents()
    var reader = EventReader(relation, of: system)
    var filtered = 0
    var (first, newest): (Instant?, Instant?)
    var meter = ProgressMeter(Message(tr: "olaylar", en: "events"), invocation)
    let sent = try reader.forEach(of: fetchedEvents(relation, ahead, connection)) { event in
      meter.step()
      first = RecordStartSearch.earlier(first, event.occurredAt)
      newest = RecordStartSearch.later(newest, event.occurredAt, before: invocation.asOf)
      let match = chosen.filter.match(event)
      if match.lacksSomething, lies(event) {
        chosen.answers?.record(withoutAddress: match.itemsWithoutAddress, withoutPort: match.itemsWithoutPort)
      }
      guard match.isListed else {
        filtered += 1
        rules?.observeUnreported(event)
        return
      }
      let verdict = try analysis.observe(event)
      if case .counted(let instant) = verdict { try chosen.answers?.record(event, at: instant, of: match.items) }
      try chosen.matter?.record(event, verdict, of: match.items)
      try chosen.accounts?.events.record(event, verdict)
      try chosen.accesses?.events?.record(event, verdict)
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
    add(reader.badCounts, .event(.recordCount), to: &observations)
    return totals
  }

  /// The events that were fetched ahead; else they are fetched now.
  private func fetchedEvents(
    _ relation: PreparedRelation, _ ahead: EventsAhead?, _ connection: borrowing SourceConnection
  ) throws -> FetchedRows {
    if let ahead, let rows = try ahead.take() { return rows }
    return try EventReader.fetch(relation, on: connection, in: folder)
  }

  /// Whether a session that is not listed lies in the period; another row under its identifier is another matter.
  private func lies(_ session: borrowing Session, in scope: Scope) -> Bool {
    guard session.identity.isOwn, case .resolved(let resolved) = ResolvedSession.resolve(session, asOf: invocation.asOf)
    else { return false }
    return scope.contains(resolved)
  }

  private func lies(_ event: borrowing SecurityEvent) -> Bool {
    guard event.identity.isOwn, let moment = event.occurredAt else { return false }
    return order.period.contains(moment) && moment < invocation.asOf
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

  func readLogs(
    _ relation: PreparedRelation?, _ connection: borrowing SourceConnection
  ) throws -> [SectionContext.LogCount]? {
    guard let relation else { return nil }
    return try LogReader(relation).counts(on: connection).map {
      SectionContext.LogCount(module: $0.module, level: $0.level, count: $0.count)
    }
  }

  /// Notes the words of a column that the mapping does not know.
  func add(_ words: UnmappedWords, _ column: SourceColumn, to observations: inout Observations) {
    for (word, count) in words.counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      observations.unmapped.append(.init(column: column, word: word.text, count: count))
    }
    if words.unnamed > 0 { observations.unmapped.append(.init(column: column, word: "…", count: words.unnamed)) }
  }
}

extension RowIdentity {
  /// Whether the row is the one that is used of those under its identifier.
  fileprivate var isOwn: Bool {
    switch self {
    case .only, .first: true
    case .exactCopy, .differs, .unreadable: false
    }
  }
}
