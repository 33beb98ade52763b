import Analysis
import Archive
import Backups
import Documents
import Evidence
import Files
import Foundation
import Intake
import Messages
import Model
import Reports

/// Gathers what a document and its manifest say about their own making.
struct ReportFacts {
  let invocation: Invocation
  let request: ReportRequest
  /// Nil of a report over all sources, for which no database is read.
  let system: SourceSystem?
  /// Nil where no database is read.
  let snapshot: SourceSnapshot?
  let observations: SourceReading.Observations
  let digests: DocumentDigests
  /// With which key the documents are sealed.
  let seal: IssueFacts.Seal?
  /// What keeps this machine's clock; nil where nobody says.
  let clockSource: ClockSource?
  /// When the documents of the run were made, by this machine's clock.
  let madeAt = SystemClock.now()

  /// The facts a document prints.
  func issueFacts(number: String, _ definition: ReportDefinition) -> IssueFacts {
    let configuration = invocation.configuration
    var facts = IssueFacts(
      number: number, edition: request.edition, language: invocation.language, zone: configuration.zone,
      tzdataVersion: ZoneFiles.version(), period: request.period, asOf: invocation.asOf,
      times: invocation.hasGivenMoment ? nil : IssueFacts.Times(issued: madeAt, snapshot: snapshot?.takenAt),
      days: IssueFacts.Days(issued: day(madeAt), snapshot: snapshot.map { day($0.takenAt) }),
      clock: invocation.hasGivenMoment ? .given : SystemClock.state(), requester: request.requester,
      users: request.users, subjects: subjects, filteredRows: observations.filteredRows, runID: runID(number),
      software: "Tutanak \(BuildInfo.version)", controller: configuration.controller,
      source: source,
      isLate: request.isLate,
      replaces: request.replaces.map {
        IssueFacts.Replaced(
          number: $0.number.text, edition: $0.edition, reason: $0.reason,
          changes: difference(since: $0, definition)?.changes ?? [])
      }, seal: seal)
    facts.source.behind = otherServers
    facts.question = request.question
    facts.replaces?.first = request.replaces?.first
    facts.approval = request.approval
    facts.personsAnnex = request.annexState(stem: facts.fileStem)
    return facts
  }

  /// Where the rows came from; all sources where none was read.
  private var source: IssueFacts.Source {
    var source = IssueFacts.Source(
      name: request.source.name, system: system?.name ?? "", title: system?.title ?? SourceSettings.everyTitle,
      serverVersion: snapshot?.serverVersion ?? "", systemIdentifier: snapshot?.systemIdentifier,
      database: snapshot?.database ?? "", role: snapshot?.role ?? "",
      missingColumns: observations.missingColumns,
      queryDigests: observations.queries.map { ($0.relation, $0.digest) }, parameters: system?.parameters ?? [:],
      deletesSessions: system?.deletesSessions ?? false, allowedScans: observations.allowedScans, events: eventsServer,
      history: observations.history)
    if request.source.isEvery { source.allOf = invocation.configuration.sources.map(\.name) }
    return source
  }

  /// What became of the rows since the edition before; nil where no source was read.
  private func difference(since replaced: ReplacedDocument, _ definition: ReportDefinition) -> RowDifference? {
    system.map { RowDifference(since: replaced, now: observations.rows, definition, $0) }
  }

  /// What a report lists and the source has no records of, or none as new as usual.
  func silences(of definition: ReportDefinition) -> [ReportInput: RecordFlow] {
    observations.flows.filter { definition.silenceMatters.contains($0.key) && $0.value != .usual }
  }

  private var otherServers: IssueFacts.ServersBehind? {
    let servers = observations.otherServers
    return servers.isEmpty
      ? nil
      : IssueFacts.ServersBehind(
        names: servers.names, unguarded: servers.unguarded, hasForeignTables: !servers.foreign.isEmpty)
  }

  private var eventsServer: IssueFacts.EventsServer? {
    observations.eventsSnapshot.map {
      IssueFacts.EventsServer(
        serverVersion: $0.serverVersion, systemIdentifier: $0.systemIdentifier, database: $0.database, role: $0.role,
        takenAt: invocation.hasGivenMoment ? nil : $0.takenAt)
    }
  }

  /// The day of a moment in the documents' zone.
  private func day(_ moment: Instant) -> CivilDate { invocation.configuration.zone.localTime(at: moment).date }

  /// The persons a document is limited to: those the source knows, or the keys written where it has no list of users.
  private var subjects: [Identifier] {
    let users = observations.rowContext.users
    let written = request.users.map { Identifier($0) }
    let keys = UserSelection(written, users: users).keys.filter { users[$0] != nil }
    if !users.isEmpty { return keys.sorted() }
    return Set(request.users.map { UserKey.folding($0).map { Identifier($0) } ?? Identifier($0) }).sorted()
  }

  /// What the manifest says besides what was written.
  func manifest(number: String, _ definition: ReportDefinition) -> [JSONValue.Member] {
    [
      .init("software", .string("Tutanak \(BuildInfo.version)")),
      .init("definition_version", .integer(Int64(definition.version))),
      .init("language", .string(invocation.language.rawValue)), .init("run_id", .string(runID(number))),
      .init(
        "row_difference",
        request.replaces.flatMap { difference(since: $0, definition)?.json(request.mask) } ?? .null),
      .init("digest_key", .string(digests.keyName)), .init("requester", requester),
    ] + (request.question.map { [.init("question", $0.record)] } ?? []) + subjectDigests
      + (request.approval.map { [.init("approval", .string($0))] } ?? [])
      + Self.origin(request.source, snapshot, invocation, clockSource, madeAt: madeAt)
      + (observations.eventsSnapshot.map {
        [.init("events_snapshot", Self.moment(of: $0)), .init("events_server", Self.server(of: $0))]
      } ?? []) + [
        .init(
          "queries",
          .array(
            observations.queries.map {
              .object([
                .init("relation", .string($0.relation)), .init("file", .string(relative($0.file))),
                .init("sha256", .string($0.digest)),
              ])
            })),
        .init(
          "parameters",
          .object((system?.parameters ?? [:]).sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) })),
        .init("definitions", .array(definitionDigests(definition))), .init("rules", rules),
        .init("rows", .object(rowCounts)),
        .init("allowed_scans", .array(observations.allowedScans.map { .string($0) })),
        .init("other_servers", .array(observations.otherServers.names.map { .string($0) })),
      ]
  }

  /// System, snapshot, server and clocks: what a package and the backup beside it have in common.
  static func origin(
    _ source: SourceSettings, _ snapshot: SourceSnapshot?, _ invocation: Invocation, _ clockSource: ClockSource?,
    madeAt: Instant
  ) -> [JSONValue.Member] {
    [
      .init("system", source.isEvery ? .null : .string(source.system)),
      .init("configuration_sha256", .string(invocation.configuration.digest)),
      .init("as_of", .string(invocation.asOf.iso8601)), .init("as_of_given", .bool(invocation.hasGivenMoment)),
      .init("made_at", .string(madeAt.iso8601)),
      .init("snapshot", snapshot.map { moment(of: $0) } ?? .null),
      .init("server", snapshot.map { server(of: $0) } ?? .null),
      .init("clock", .object(Self.clock + [.init("chrony", chrony(clockSource))])),
      .init("tzdata", ZoneFiles.version().map { .string($0) } ?? .null),
      .init("host", .string(ProcessInfo.processInfo.hostName)), .init("os_user", .string(BuildInfo.userName)),
    ]
  }

  /// The files that say how the document was made, with their digests.
  private func definitionDigests(_ definition: ReportDefinition) -> [JSONValue] {
    let home = invocation.home
    let look = home.path("templates", invocation.configuration.look) + "/template.yaml"
    let system = self.system.map { [$0.folder + "/system.yaml"] } ?? []
    return ([home.path("reports", definition.code + ".yaml")] + system + [look]).map { file in
      .object([
        .init("file", .string(relative(file))),
        .init("sha256", (try? Digest.ofFile(file)).map { .string($0) } ?? .null),
      ])
    }
  }

  /// Which rules looked, and a digest of their versions and numbers: the same one means the same settings.
  private var rules: JSONValue {
    guard let outcomes = observations.findings?.outcomes else { return .null }
    let settings = outcomes.map { outcome in
      let values = outcome.values.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
      return "\(outcome.definition.id) \(outcome.definition.version) \(outcome.status.rawValue)\(values)\n"
    }
    return .object([
      .init("count", .integer(Int64(outcomes.count))), .init("sha256", .string(digests.sha256(settings.joined()))),
    ])
  }

  private var requester: JSONValue {
    switch request.requester {
    case .schedule(let name, _): .object([.init("schedule", .string(name))])
    case .person(let user, let reason):
      .object([.init("user", .string(user)), .init("reason", reason.map { .string($0) } ?? .null)])
    }
  }

  private static func moment(of snapshot: SourceSnapshot) -> JSONValue {
    .object([.init("id", .string(snapshot.id)), .init("taken_at", .string(snapshot.takenAt.iso8601))])
  }

  private static func server(of snapshot: SourceSnapshot) -> JSONValue {
    .object([
      .init("version", .string(snapshot.serverVersion)),
      .init("version_number", .integer(Int64(snapshot.serverVersionNumber))),
      .init("system_identifier", snapshot.systemIdentifier.map { .string($0) } ?? .null),
      .init("database", .string(snapshot.database)), .init("role", .string(snapshot.role)),
      .init("excess_privileges", .array(snapshot.excessPrivileges.map { .string($0) })),
      .init("clock_ahead_us", snapshot.clockAhead.map { .integer($0) } ?? .null),
      .init("clock_uncertainty_us", snapshot.clockUncertainty.map { .integer($0) } ?? .null),
    ])
  }

  private static func chrony(_ source: ClockSource?) -> JSONValue {
    guard let source else { return .null }
    return .object([
      .init("source", .string(source.source)), .init("stratum", .integer(Int64(source.stratum))),
      .init("offset_us", .integer(source.offset)),
    ])
  }

  private static var clock: [JSONValue.Member] {
    switch SystemClock.state() {
    case .synchronised(let error):
      [.init("synchronised", .bool(true)), .init("maximum_error_us", .integer(error))]
    case .unsynchronised, .given:
      [.init("synchronised", .bool(false))]
    }
  }

  /// A file of the home relative to it, since where the home is says nothing; any other file as it is.
  private func relative(_ file: String) -> String {
    let home = invocation.home.path + "/"
    return file.hasPrefix(home) ? String(file.dropFirst(home.count)) : file
  }

  /// A count of rows as the document itself shows it.
  private func count(_ number: Int) -> JSONValue { Suppression.value(Int64(number), at: request.mask) }

  private var rowCounts: [JSONValue.Member] {
    var members: [JSONValue.Member] = []
    func append(_ name: String, read: Int, counted: Int, outside: Int, copies: Int, quarantined: Int) {
      let counts: [(String, Int)] = [
        ("read", read), ("counted", counted), ("outside_period", outside), ("exact_duplicates", copies),
        ("quarantined", quarantined),
      ]
      members.append(.init(name, .object(counts.map { .init($0.0, count($0.1)) })))
    }
    if let totals = observations.sessions?.totals {
      append(
        "sessions", read: totals.read, counted: totals.counted, outside: totals.outside, copies: totals.copies,
        quarantined: totals.quarantinedCount)
    }
    if let totals = observations.events?.totals {
      append(
        "events", read: totals.read, counted: totals.counted, outside: totals.outside, copies: totals.copies,
        quarantined: totals.quarantinedCount)
    }
    members.append(.init("filtered", count(observations.filteredRows)))
    return members
  }

  /// The form of a UUID (version 8, RFC 9562), derived from what the run was given: the same run, the same bytes.
  ///
  /// It is keyed, since one of the things given is whom the report is about.
  func runID(_ number: String) -> String {
    let given = [
      number, request.source.name, request.period.from.iso8601, request.period.to.iso8601, invocation.asOf.iso8601,
      request.mask.rawValue, invocation.language.rawValue,
    ]
    let requester =
      switch request.requester {
      case .schedule(let name, _): ["schedule", name]
      case .person(let user, let reason): ["person", user, reason == nil ? "" : "reason", reason ?? ""]
      }
    let replaced = request.replaces.map { ["replaces", $0.number.text, $0.reason] } ?? []
    let asked = request.question?.parts ?? []
    var digits = Array(digests.hexadecimal(["run"] + given + requester + replaced + request.users + asked).prefix(32))
    digits[12] = "8"
    digits[16] = "a"
    let parts = [digits[0..<8], digits[8..<12], digits[12..<16], digits[16..<20], digits[20..<32]]
    return parts.map { String($0) }.joined(separator: "-")
  }
}
