import Analysis
import Documents
import Messages
import Model
import Records

/// Composes the `document` object of the JSON copy.
struct SummaryComposer {
  let context: SectionContext
  let highlights: Highlights
  /// The document's tables.
  let tables: [Table]

  func compose() -> JSONValue {
    let facts = context.facts
    let source = facts.source
    var members: [JSONValue.Member] = [
      .init("number", .string(facts.number)), .init("code", .string(context.definition.code)),
      .init("definition_version", .integer(Int64(context.definition.version))),
      .init("edition", .integer(Int64(facts.edition))), .init("replaces", replaced),
      .init("title", .string(context.definition.title[facts.language])),
      .init("language", .string(facts.language.rawValue)), .init("mask", .string(context.mask.rawValue)),
      .init("issued_at", instant(facts.times?.issued)), .init("as_of", .string(facts.asOf.iso8601)),
      .init("as_of_given", .bool(facts.times == nil)), .init("snapshot_taken_at", instant(facts.times?.snapshot)),
      .init("issued_on", .string(facts.days.issued.iso8601)),
      .init("snapshot_taken_on", facts.days.snapshot.map { .string($0.iso8601) } ?? .null),
      .init("run_id", .string(facts.runID)), .init("software", .string(facts.software)),
      .init(
        "period",
        .object([
          .init("from", .string(facts.period.from.iso8601)), .init("to", .string(facts.period.to.iso8601)),
          .init("counted_until", .string(facts.countedUntil.iso8601)),
          .init("zone", .string(facts.zone.name)),
          .init("tzdata", facts.tzdataVersion.map { .string($0) } ?? .null),
        ])),
      .init("highlights", highlights.json),
      .init("late", .bool(facts.isLate)), .init("user_filter", .integer(Int64(facts.users.count))),
      .init("subjects", .array(subjects)),
    ]
    if let question = facts.question {
      members.append(.init("question", QuestionText(question: question, context: context).json))
    }
    members.append(
      .init(
        "source",
        .object([
          .init("name", .string(source.name)), .init("system", ofOne(source.system)),
          .init("server_version", ofOne(source.serverVersion)), .init("database", ofOne(source.database)),
          .init("system_identifier", source.systemIdentifier.map { .string($0) } ?? .null),
          .init("events_server", eventsServer),
          .init("missing_columns", .array(source.missingColumns.map { .string($0.text) })),
        ])))
    if let sessions = context.sessions { members += about(.sessions, sessionMembers(sessions.totals)) }
    if let events = context.events { members += about(.events, eventMembers(events.totals)) }
    if context.definition.needs.contains(.findings), let findings = context.findings {
      members += about(.findings, [.init("counts", findingCounts(findings))])
    }
    if let backups = context.backups { members += about(.backups, backupMembers(backups)) }
    if let seals = context.seals { members += about(.seals, sealMembers(seals)) }
    if let trail = context.trail { members += about(.trail, trailMembers(trail)) }
    if let management = context.management { members += about(.management, managementMembers(management)) }
    if let accounts = context.accounts { members += about(.accounts, accountMembers(accounts)) }
    if let accesses = context.accesses { members += about(.accesses, accessMembers(accesses)) }
    if let retention = context.retention { members += about(.retention, retentionMembers(retention)) }
    if let disposal = context.disposal { members += about(.disposal, disposalMembers(disposal)) }
    if let answers = context.answers { members += about(.answers, answerMembers(answers)) }
    return .object(members + [.init("listings", .array(listings))])
  }

  /// What only one source has; null in a document over all of them.
  private func ofOne(_ text: String) -> JSONValue { context.facts.source.allOf == nil ? .string(text) : .null }

  private func accountMembers(_ rows: AccountRows) -> [JSONValue.Member] {
    let (counts, roles) = (rows.counts, rows.roleCounts)
    let numbers: [(String, Int64)] = [
      ("role_changes", roles.all), ("roles_granted", roles.granted), ("roles_revoked", roles.revoked),
      ("roles_changed", roles.changed), ("accounts", counts.accounts), ("privileged_accounts", counts.privileged),
      ("account_changes", counts.changes), ("privileged_sessions", counts.sessions), ("privileged_acts", counts.acts),
      ("ownerless", counts.ownerless), ("unused", counts.unused), ("shared", counts.shared),
      ("log_interference", counts.interference), ("clock_changes", counts.clockChanges),
    ]
    return [.init("counts", .object(numbers.map { .init($0.0, context.countValue($0.1)) }))]
  }

  private func accessMembers(_ rows: AccessRows) -> [JSONValue.Member] {
    let (days, open) = (AccessDay.all(rows, context), context.openFindings)
    let numbers: [(String, Int64)] = [
      ("accesses", Int64(rows.count)), ("sessions", rows.sessions?.total ?? 0), ("events", rows.events?.total ?? 0),
      ("drawn_sessions", rows.drawn.sessions), ("drawn_events", rows.drawn.events),
      ("off_hours_sessions", rows.sessions?.outside ?? 0), ("off_hours_events", rows.events?.outside ?? 0),
      ("bulk_exports", rows.exportCount), ("days", Int64(days.count)),
      ("days_without_rows", Int64(days.count { $0.state == .empty })),
      ("findings_documents", Int64(open.documents)), ("findings_unread", Int64(open.unread.count)),
      ("findings_counted", Int64(open.counted.count)),
    ]
    // Where no document could be read, none is not what was found.
    let found = open.documents == 0 ? JSONValue.null : context.countValue(Int64(open.findings.count))
    return [
      .init(
        "counts",
        .object(
          numbers.map { .init($0.0, context.countValue($0.1)) } + [.init("open_findings", found)]
            + MatrixText.counts(rows.matrix, context))),
      .init("seed", .string(rows.seed)), .init("access_matrix", MatrixText.json(rows.matrix)),
    ]
  }

  private func answerMembers(_ rows: AnswerRows) -> [JSONValue.Member] {
    let matching = (context.sessions?.totals.counted ?? 0) + (context.events?.totals.counted ?? 0)
    return [
      .init(
        "counts",
        .object([
          .init("rows", context.countValue(Int64(matching))), .init("items", .integer(Int64(rows.answers.count))),
          .init("without_address", context.countValue(rows.withoutAddress)),
          .init("without_port", context.countValue(rows.withoutPort)),
        ]))
    ]
  }

  /// The other server that events were read from; null where they are of the same snapshot.
  private var eventsServer: JSONValue {
    guard let server = context.eventsServer else { return .null }
    return .object([
      .init("server_version", .string(server.serverVersion)), .init("database", .string(server.database)),
      .init("system_identifier", server.systemIdentifier.map { .string($0) } ?? .null),
      .init("snapshot_taken_at", instant(server.takenAt)),
    ])
  }

  /// The document that this one replaces; null for a first edition.
  private var replaced: JSONValue {
    guard let replaced = context.facts.replaces else { return .null }
    return .object([
      .init("number", .string(replaced.number)), .init("edition", .integer(Int64(replaced.edition))),
      .init("reason", .string(replaced.reason)),
    ])
  }

  /// Where every record is that the JSON copy has no array for.
  private var listings: [JSONValue] {
    tables.filter { $0.pageLimit != nil && !$0.appears(in: .json) }.map { table in
      let outputs = [Output.workbook, .csv, .browser].filter { context.outputs.contains($0) && table.appears(in: $0) }
      let files = outputs.map { $0.fileName(stem: context.facts.fileStem, table: table.id) }
      return .object([
        .init("table", .string(table.id)), .init("rows", .integer(Int64(table.rows.count))),
        .init("files", .array(files.map { .string($0) })),
      ])
    }
  }

  /// The persons the document is limited to; none where nobody is shown.
  private var subjects: [JSONValue] {
    context.mask.showsPersons ? context.facts.subjects.map { Subject($0, context.rowContext).json } : []
  }

  /// What concerns the report's subject stands in the object itself, anything else in an object of its own.
  private func about(_ input: ReportInput, _ members: [JSONValue.Member]) -> [JSONValue.Member] {
    input == context.definition.subject.input ? members : [.init(input.rawValue, .object(members))]
  }

  private func backupMembers(_ history: BackupHistory) -> [JSONValue.Member] {
    let counts = [
      ("backups", history.copies.count), ("failures", history.failures.count), ("tests", history.tests.count),
      ("failed_tests", history.failedTests), ("nights", history.nights.count), ("open_nights", history.openNights),
    ]
    return [
      .init("counts", .object(counts.map { .init($0.0, .integer(Int64($0.1))) })),
      .init("newest_backup", instant(history.newest)), .init("newest_proven", instant(history.newestProven)),
    ]
  }

  private func sealMembers(_ history: SealHistory) -> [JSONValue.Member] {
    let counts = [
      ("sealed", history.sealed.count), ("invalid", history.count(.invalid)), ("missing", history.count(.missing)),
      ("unstamped", history.unstamped.count), ("damages", history.damages.count),
      ("missing_days", history.days(.missing)), ("broken_days", history.days(.broken)),
    ]
    func link(_ link: SealHistory.Link) -> JSONValue {
      .object([.init("sequence", .integer(Int64(link.sequence))), .init("sha256", .string(link.digest))])
    }
    return [
      .init("counts", .object(counts.map { .init($0.0, .integer(Int64($0.1))) })),
      .init("chain_begin", history.chainBegin.map { link($0) } ?? .null), .init("chain_end", link(history.chainEnd)),
      .init("stamping", .bool(history.stamps)),
    ]
  }

  private func trailMembers(_ trail: TrailHistory) -> [JSONValue.Member] {
    let counts = [
      ("documents", trail.issued.count), ("unmasked", trail.unmasked.count), ("reissued", trail.reissued.count),
      ("runs", trail.runs), ("failed_runs", trail.failedRuns.count), ("changes", trail.changes.count),
      ("acts", trail.deeds.count),
    ]
    return [.init("counts", .object(counts.map { .init($0.0, .integer(Int64($0.1))) }))]
  }

  private func retentionMembers(_ status: RetentionStatus) -> [JSONValue.Member] {
    let counts = [
      ("rows", status.sum(\.rows)), ("due", status.sum(\.due)), ("overdue", status.sum(\.overdue)),
      ("due_soon", status.sum(\.soon)), ("beyond_maximum", status.sum(\.beyond)),
      ("undated", status.sum(\.undated)), ("rules", Int64(status.lines.count { $0.rule != nil })),
      ("without_rule", Int64(status.withoutRule.count { $0.counts != nil })), ("unread", Int64(status.unread.count)),
      ("held", Int64(status.lines.count { $0.hold != nil })),
    ]
    return [.init("counts", .object(counts.map { .init($0.0, .integer($0.1)) }))]
  }

  private func disposalMembers(_ record: DisposalRecord) -> [JSONValue.Member] {
    let counts = [
      ("rows_before", record.counts.before), ("rows_removed", record.counts.removed),
      ("rows_after", record.counts.after), ("undated", record.counts.undated),
      ("backups", Int64(record.backups.count)), ("backups_unreadable", Int64(record.unreadableBackups.count)),
    ]
    return [.init("counts", .object(counts.map { .init($0.0, .integer($0.1)) }))]
  }

  private func findingCounts(_ findings: FindingRows) -> JSONValue {
    func rules(_ status: RuleStatus) -> Int { findings.outcomes.count { $0.status == status } }
    let rows = [("sessions", findings.sessions?.counted), ("events", findings.events?.counted)]
    let severities = Severity.allCases.reversed().map {
      ("findings_\($0)", Int(findings.totals.severities[$0.rawValue]))
    }
    let found = [
      ("findings", findings.totals.count), ("users", findings.userCount),
      ("suppressed", findings.outcomes.reduce(0) { $0 + $1.suppressed.values.reduce(0, +) }),
    ]
    // How many rules could be evaluated tells of nobody, and is shown at every mask level.
    let evaluated = [
      ("rules", findings.outcomes.count), ("rules_evaluated", rules(.evaluated)),
      ("rules_evaluated_partial", rules(.partly)), ("rules_not_evaluated", rules(.notEvaluated)),
      ("rules_disabled", rules(.disabled)),
    ]
    return .object(
      members(rows.compactMap { row in row.1.map { (row.0, $0) } } + found) + parts(severities)
        + evaluated.map { .init($0.0, .integer(Int64($0.1))) })
  }

  private func sessionMembers(_ totals: SessionTotals) -> [JSONValue.Member] {
    let durations = totals.durations
    let numbers: [(String, Int64)] = [
      ("sum_us", durations.sum), ("union_us", durations.union), ("recorded_sum_us", durations.recordedSum),
      ("recorded_union_us", durations.recordedUnion), ("estimated_sum_us", durations.estimatedSum),
      ("minimum_sum_us", durations.minimumSum), ("maximum_sum_us", durations.maximumSum),
      ("minimum_union_us", durations.minimumUnion), ("maximum_union_us", durations.maximumUnion),
    ]
    let lengths: [(String, Int64)] = [
      ("median_us", totals.medianLength), ("mean_us", totals.meanLength), ("longest_us", totals.longestLength),
    ]
    let sums = numbers.map { JSONValue.Member($0.0, optional(context.duration($0.1, of: totals))) }
    let singles = lengths.map { JSONValue.Member($0.0, optional(context.single($0.1))) }
    let bases = EndBasis.allCases.map { ($0.rawValue, totals.bases[$0, default: 0]) }
    return [
      .init(
        "counts",
        object([
          ("rows_read", totals.read), ("sessions", totals.counted), ("users", totals.users),
          ("open_sessions", durations.openSessions), ("clipped_sessions", totals.clipped),
          ("unknown_user_sessions", totals.unknownUserSessions), ("addresses", totals.addresses.count),
        ])),
      .init("end_bases", .object(parts(bases))),
      .init("durations", .object(sums + singles)),
      .init("excluded", excluded(outside: totals.outside, copies: totals.copies, totals.quarantined)),
      .init("identifiers", IdentifierText.value(totals.identifiers, context.rowContext.mask.sessionID, context)),
      .init("first_record", firstRecord(.sessions)),
    ]
  }

  private func eventMembers(_ totals: EventTotals) -> [JSONValue.Member] {
    [
      .init(
        "counts",
        object([
          ("rows_read", totals.read), ("events", totals.counted), ("login_success", Int(totals.all.succeeded)),
          ("login_failed", Int(totals.all.failed)), ("account_locked", Int(totals.all.locked)),
          ("without_user", totals.withoutUser), ("without_address", totals.withoutAddress),
        ])),
      .init("excluded", excluded(outside: totals.outside, copies: totals.copies, totals.quarantined)),
      .init("identifiers", IdentifierText.value(totals.identifiers, context.rowContext.mask.rowKey, context)),
      .init("first_record", firstRecord(.events)),
    ]
  }

  private func excluded(
    outside: Int, copies: Int, _ quarantined: [QuarantineReason: Int]
  ) -> JSONValue {
    .object(
      parts(
        [("outside_period", outside), ("exact_duplicate", copies)]
          + QuarantineReason.allCases.map { ($0.rawValue, quarantined[$0, default: 0]) }))
  }

  /// The source's first record where it is not older than the time the document speaks of.
  private func firstRecord(_ input: ReportInput) -> JSONValue {
    instant(context.single(context.recordStart(of: input).first).flatMap { $0 })
  }

  private func instant(_ instant: Instant?) -> JSONValue { instant.map { .string($0.iso8601) } ?? .null }

  private func optional(_ number: Int64?) -> JSONValue { number.map { .integer($0) } ?? .null }

  /// Counts that make up a whole.
  private func parts(_ counts: [(String, Int)]) -> [JSONValue.Member] {
    zip(counts, context.countValues(counts.map { Int64($0.1) })).map { .init($0.0, $1) }
  }

  private func object(_ counts: [(String, Int)]) -> JSONValue { .object(members(counts)) }

  private func members(_ counts: [(String, Int)]) -> [JSONValue.Member] {
    counts.map { .init($0.0, context.countValue(Int64($0.1))) }
  }
}
