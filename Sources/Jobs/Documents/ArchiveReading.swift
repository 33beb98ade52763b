import Archive
import Files
import Model
import Reports

/// Gathers from the archive what a report speaks of, where it does.
struct ArchiveReading {
  let run: RunContext
  let request: ReportRequest

  /// What the archive was read for.
  func history(
    for definition: ReportDefinition, _ observations: SourceReading.Observations
  ) throws -> ArchiveHistory {
    let (inputs, source, period) = (definition.inputs, request.source.name, request.period)
    let (record, asOf, zone) = (run.record, run.invocation.asOf, run.invocation.configuration.zone)
    var history = ArchiveHistory()
    if inputs.contains(.backups) {
      history.backups = try BackupHistoryReading(
        record: record, source: source, period: period, asOf: asOf, zone: zone
      ).history()
    }
    if inputs.contains(.seals) {
      history.seals = try SealHistoryReading(
        record: record, source: source, period: period, asOf: asOf, zone: zone,
        namesAuthority: run.invocation.configuration.seal.timeStamp != nil, definitions: definitions
      ).history()
    }
    if inputs.contains(.trail) {
      history.trail = try TrailHistoryReading(
        record: record, source: source, period: period, zone: zone, definitions: definitions
      ).history()
    }
    if inputs.contains(.management) {
      history.management = try ManagementReading(run: run, month: period, definitions: definitions).summary()
    }
    if inputs.contains(.accesses) {
      let reading = AuditReading(run: run, source: source, period: period)
      (history.documentsByDay, history.openFindings) = (try reading.documentsByDay(), try reading.openFindings())
      history.deviationsBefore = try EarlierCounts(run: run, request: request).counts(
        of: "matrix_deviating", in: definition.code, areExact: true)
    }
    if inputs.contains(.accounts) {
      history.programUses = try ProgramUseReading(record: record, source: source, period: period).uses()
      history.privilegedBefore = try EarlierCounts(run: run, request: request).counts(
        of: "privileged_accounts", in: definition.code)
    }
    if inputs.contains(.retention), let status = observations.retention {
      history.retention = try RetentionArchive(run: run, source: request.source).completed(status)
    }
    history.disposal = inputs.contains(.disposal) ? request.disposal : nil
    return history
  }

  /// The reports of the home that can be read, by their codes: of documents of others less is known.
  private var definitions: [String: ReportDefinition] {
    let catalogue = Catalogue(run.invocation)
    let files = (try? Folder.entries(run.invocation.home.path + "/reports")) ?? []
    let codes = files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
    return codes.reduce(into: [:]) { $0[$1] = try? catalogue.definition($1) }
  }
}
