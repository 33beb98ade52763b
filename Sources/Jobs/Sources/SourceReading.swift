public import Analysis
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
  struct Relations {
    var sessions: PreparedRelation?
    var events: PreparedRelation?
    var logs: PreparedRelation?

    /// Every column there is.
    var columns: Set<SourceColumn> {
      [sessions, events].compactMap { $0 }.reduce(into: []) { $0.formUnion($1.columns) }
    }
  }

  /// Where the archive's ledger ends when rows are read, and when that was written; nil where it has no line.
  struct Seed {
    let text: String
    let written: Instant?
  }

  let invocation: Invocation
  let order: ReportRequest
  let system: SourceSystem
  private let digests: DocumentDigests
  let mask: Mask
  private let template: Template
  let folder: String
  let ruleFiles: RuleFiles
  /// What rows are drawn by for an audit.
  var seed = Seed(text: "", written: nil)
  /// What people decided on findings before.
  var decisions = FindingDecisions.none
  /// Sums up the period's rows for later nights; nil where none will ask.
  var periodRows: PeriodRows?

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
  ///
  /// Events and logs come from another server where the source has them there.
  func observe(on connection: borrowing SourceConnection) throws -> Observations {
    let other = EventsConnection(
      of: order.source, isNeeded: !inputs.isDisjoint(with: [.events, .logs, .findings, .retention]))
    return try observe(on: connection, events: other)
  }

  private func observe(
    on connection: borrowing SourceConnection, events other: borrowing EventsConnection
  ) throws -> Observations {
    let zone = order.source.zone ?? invocation.configuration.zone.name
    let window = Window(from: order.period.from, to: order.period.to, zone: zone)
    let history = Window(from: order.period.from.advanced(by: -lookback), to: order.period.to, zone: zone)
    var observations = Observations(rowContext: rowContext([:]))
    observations.eventsSnapshot = other.snapshot
    observations.history = try CaptureReading(order.source, system).history(on: connection)
    let users = try readUsers(window, connection, &observations)
    observations.rowContext = rowContext(users.users)
    let relations = try prepare(history, window, connection, other, &observations)
    let applied = try invocation.configuration.rules.applied(to: system)
    let rules =
      try inputs.contains(.findings)
      ? RuleReading(
        order, applied, observations.rowContext, columns: relations.columns.union(users.columns),
        words: { [template] in template.words($0) }, folder: folder, ruleFiles, digests, decisions: decisions,
        live: try LiveReading(
          invocation: invocation, request: order, system: system, settings: applied.settings, folder: folder
        ).state(),
        invocation)
      : nil
    let filter = RowFilter(order, users: users.users, asOf: invocation.asOf)
    observations.person = try SubjectPerson(order).key(among: users.users)
    let answers = order.question.map {
      AnswerRecorder(
        items: $0.items.count, observations.rowContext, folder: folder, sorter: SortedSpool(in: folder))
    }
    answers?.subject = try observations.person.map {
      try SubjectRecorder($0, observations.rowContext, folder: folder)
    }
    warnAboutSelection(users.users)
    let matter = try MatterRecorder(order, observations.rowContext, digests, folder: folder, users: users.users)
    let accounts =
      try inputs.contains(.accounts)
      ? AccountReading(
        self, observations, relations, users: users, lists: applied.settings.lists, digests: digests, folder: folder)
      : nil
    let accesses = try accessReading(observations, relations, applied.settings, hasUsers: !users.columns.isEmpty)
    var sessions: SessionTotals?
    var events: EventTotals?
    let ahead = eventsAhead(relations, on: connection, observations)
    defer { ahead?.giveUp() }
    try separately(.sessions, on: connection, &observations) {
      sessions = try readSessions(relations, (filter, answers, matter, accounts, accesses), rules, connection, &$0)
    }
    try separately(.events, on: connection, other, &observations) {
      events = try readEvents(relations, (filter, answers, matter, accounts, accesses), rules, $1, ahead, &$0)
    }
    try separately(.logs, on: connection, other, &observations) { $0.logs = try readLogs(relations.logs, $1) }
    if let rules {
      // Rules that saw half of the rows would report half of the truth.
      observations.failures[.findings] = observations.failures[.sessions] ?? observations.failures[.events]
      try separately(.findings, on: connection, &observations) {
        try check(try rules.observeUsers(), "events put aside = events read back")
        $0.findings = try rules.finish(sessions: sessions, events: events)
      }
    }
    if observations.hasWholeRows { observations.accesses = try accesses?.finish() }
    try readBeside(accounts, relations, on: connection, other, &observations)
    try readRetention(on: connection, other, &observations)
    observations.answers = try answers?.finish()
    try matter?.finish(into: &observations.answers)
    sumUp(on: connection, events: other, &observations)
    return observations
  }

  /// Who counts and draws accesses, where a report audits them.
  private func accessReading(
    _ observations: Observations, _ relations: Relations, _ rules: RuleSettings, hasUsers: Bool
  ) throws -> AccessReading? {
    guard inputs.contains(.accesses) else { return nil }
    return try AccessReading(
      self, observations, relations, seed: seed, rules: rules, digests, hasUsers: hasUsers, folder: folder)
  }

  /// Counts what the source holds of each rule of retention, where a report speaks of it.
  private func readRetention(
    on connection: borrowing SourceConnection, _ other: borrowing EventsConnection, _ observations: inout Observations
  ) throws {
    guard inputs.contains(.retention), let settings = order.source.retention else { return }
    try separately(.retention, on: connection, &observations) {
      $0.retention = try RetentionReading(reading: self, settings: settings).status(
        on: connection, events: other, &$0)
    }
  }

  /// Says of users nobody has heard of, and of counts that are those of a few people.
  private func warnAboutSelection(_ users: [Identifier: User]) {
    for warning in UserSelection.warnings(
      about: (order.question?.users ?? order.users).map { Identifier($0) }, in: "--user", users: users)
    {
      invocation.warn(warning)
    }
    if mask.level == .M3, order.isLimited {
      invocation.warn(
        Message(
          tr: "M3 yalnız sayıları gösterir; bir seçimle bunlar birkaç kişinin sayılarıdır. Belgeyi kişisel veri sayın.",
          en: "M3 shows counts only; of a selection they are those of a few people. Treat the document as personal "
            + "data."))
    }
  }

  /// What the ordered reports are made from.
  private var inputs: Set<ReportInput> { order.definitions.reduce(into: []) { $0.formUnion($1.inputs) } }

  /// How far before the period the rows begin: as far as the rules look back, where a report speaks of them; without
  /// rules as far as a comparison with the time before needs; accounts are looked at as far back as rules look.
  var lookback: Int64 {
    guard order.definitions.contains(where: \.looksBack) else { return 0 }
    let longest = invocation.configuration.rules.settings.lookback
    return !inputs.isDisjoint(with: [.findings, .accounts]) ? longest : min(longest, order.period.length)
  }

  /// Reads one of the inputs; its failure is remembered and leaves the connection fit for the next.
  func separately(
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

  /// Reads what may come from another server, of which no error touches the source's own connection.
  func separately(
    _ input: ReportInput, on own: borrowing SourceConnection, _ other: borrowing EventsConnection,
    _ observations: inout Observations, _ read: (inout Observations, borrowing SourceConnection) throws -> Void
  ) throws {
    if order.source.eventsAddress == nil {
      return try separately(input, on: own, &observations) { try read(&$0, own) }
    }
    if observations.failures[input] != nil { return }
    do {
      try other.read(orOn: own) { connection in try connection.attempt { try read(&observations, connection) } }
    } catch {
      observations.failures[input] = Failure(error)
    }
  }

  private func rowContext(_ users: [Identifier: User]) -> RowContext {
    RowContext(
      zone: invocation.configuration.zone, words: template.words(invocation.language), language: invocation.language,
      mask: mask, users: users, hasNamesAsKeys: system.userKey == .name,
      namedObjects: order.source.accessMatrix?.matrix.objects ?? [])
  }

  private func readUsers(
    _ window: Window, _ connection: borrowing SourceConnection, _ observations: inout Observations
  ) throws -> (users: [Identifier: User], columns: Set<SourceColumn>) {
    guard let relation = try prepare(.users, window, connection, &observations) else { return ([:], []) }
    var users: [Identifier: User] = [:]
    var reader = UserReader(relation, of: system)
    _ = try reader.forEach(on: connection, in: folder) { users[$0.key] = $0 }
    add(reader.unmappedKinds, .user(.accountKind), to: &observations)
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
    _ history: Window, _ window: Window, _ connection: borrowing SourceConnection,
    _ other: borrowing EventsConnection, _ observations: inout Observations
  ) throws -> Relations {
    let inputs = inputs
    var relations = Relations()
    if !inputs.isDisjoint(with: [.sessions, .findings]) {
      try separately(.sessions, on: connection, &observations) {
        relations.sessions = try prepare(.sessions, history, connection, &$0)
      }
    }
    if !inputs.isDisjoint(with: [.events, .findings]) {
      try separately(.events, on: connection, other, &observations) {
        relations.events = try prepare(.events, history, $1, &$0)
      }
    }
    if inputs.contains(.logs) {
      try separately(.logs, on: connection, other, &observations) {
        relations.logs = try prepare(.logs, window, $1, &$0)
      }
    }
    return relations
  }

  private func prepare(
    _ relation: Relation, _ window: Window, _ connection: borrowing SourceConnection, _ observations: inout Observations
  ) throws -> PreparedRelation? {
    guard let prepared = try PreparedRelation(relation, of: system, window: window, on: connection) else { return nil }
    for warning in prepared.unknownColumns { invocation.warn(warning) }
    try lookAtPlan(of: prepared, connection, &observations)
    observations.missingColumns += prepared.missingColumns
    observations.queries.append((relation.rawValue, prepared.file.path, try Digest.ofText(prepared.file.content)))
    return prepared
  }

  func check(_ condition: Bool, _ rule: String) throws {
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
