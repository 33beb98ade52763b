import Analysis
import Files
import Intake
import Model
import Reports

/// Has sessions and events counted and drawn as accesses for an audit, as they are read.
struct AccessReading {
  let sessions: SessionAccessRecorder?
  let events: EventAccessRecorder?
  private let context: RowContext
  private let seed: AccessSeed
  private let hours: WorkingHours
  private let rule: OffHoursRule
  private let mapsExports: Bool
  private let namesObjects: Bool
  private let folder: String

  /// Nothing recorded yet; the rows will lie in `folder`.
  init(
    _ reading: SourceReading, _ observations: SourceReading.Observations, _ relations: SourceReading.Relations,
    seed: SourceReading.Seed, rules: RuleSettings, _ digests: DocumentDigests, hasUsers: Bool, folder: String
  ) throws {
    context = observations.rowContext
    self.folder = folder
    self.seed = AccessSeed(seed.text, written: seed.written) { digests.sha256($0) }
    var hours = rules.lists.workingHours
    hours.holidays = reading.ruleFiles.holidays
    self.hours = hours
    rule = OffHoursRule(rules, hours)
    mapsExports = reading.system.events.values.contains { $0.kind.type == .bulkExport }
    sessions =
      relations.sessions == nil
      ? nil
      : SessionAccessRecorder(
        context, seed: self.seed, period: reading.order.period, hours: hours, sorter: SortedSpool(in: folder))
    events =
      relations.events == nil
      ? nil
      : try EventAccessRecorder(
        context, seed: self.seed, hours: hours,
        matrix: MatrixTally(
          reading.order.source.accessMatrix?.matrix, roles: AccountRoles(users: context.users, hasTable: hasUsers)
        ) { SortedSpool(in: folder) }, sorter: SortedSpool(in: folder), folder: folder)
    namesObjects = relations.events?.has(.event(.object)) ?? false
  }

  /// What was counted and drawn, when all rows were read.
  func finish() throws -> AccessRows {
    try AccessRows(
      sessions, events, context, seed: seed, hours: hours, rule: rule, mapsExports: mapsExports,
      namesObjects: namesObjects, folder: folder)
  }
}
