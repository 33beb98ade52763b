import Messages
import Model
import Reports
import Schedules
import Settings

/// Reports over all sources: which there are, whose work they are, and what of a command is not for them.
extension Catalogue {
  /// Whether a schedule's report is over all sources; one whose file cannot be read is not known to be.
  private func isOverAllSources(_ code: String) -> Bool { (try? definition(code))?.isOverAllSources ?? false }

  /// The reports that a schedule issues of a source, or over all of them, in the schedule's order.
  func reports(of schedule: Schedule, for source: SourceSettings) -> [String] {
    source.reports(of: schedule).filter { isOverAllSources($0) == source.isEvery }
  }

  /// The databases that a schedule reads, and what is over all sources behind them.
  ///
  /// - Throws: ``SettingsError`` where a schedule of chosen sources has a report over all of them.
  func databases(of schedule: Schedule) throws -> [SharedDatabase] {
    let databases = SharedDatabase.all(of: try sources(of: schedule))
    let reports = reports(of: schedule, for: .every)
    guard let first = reports.first else { return databases }
    guard schedule.sources == nil else {
      let place = schedule.reports.firstIndex(of: first) ?? 0
      throw schedule.reportNodes[place].error(
        Message(
          tr: "\(first) bütün kaynaklar üzerinden düzenlenir; “sources” yazan bir zamanlamada yer alamaz.",
          en: "\(first) is issued over all sources; it has no place in a schedule with “sources”."))
    }
    return databases + [.every]
  }

  /// The source that a person asks a report of; for one over all sources neither a source nor users may be named.
  func source(_ name: String?, of definition: ReportDefinition, users: [String]) throws -> SourceSettings {
    guard definition.isOverAllSources else { return try source(name) }
    guard name == nil, users.isEmpty else {
      throw Failure(
        .wrongUsage,
        Message(
          tr: "\(definition.code) bütün kaynaklar üzerinden düzenlenir; --source ve --user olmadan çalıştırın.",
          en: "\(definition.code) is issued over all sources; run it without --source and --user."))
    }
    return .every
  }

  /// How much a report hides that nobody said anything of: what the configuration says, else the report itself.
  ///
  /// Pseudonyms need a key: without one a report that wants them is issued at the configuration's default, and says so.
  /// Over all sources small counts are hidden.
  func mask(of definition: ReportDefinition) -> MaskLevel {
    if definition.isOverAllSources { return .M3 }
    return configuration.statedMask ?? (lacksKey(for: definition) ? nil : definition.mask) ?? configuration.mask
  }

  /// Whether a report would be issued with pseudonyms if there were a key for them.
  func lacksKey(for definition: ReportDefinition) -> Bool {
    definition.mask == .M2 && configuration.maskKey == nil && configuration.statedMask == nil
  }

  /// How much a report that a person asks for hides: what is said, else what it hides of itself.
  func mask(_ level: MaskLevel?, of definition: ReportDefinition) throws -> MaskLevel {
    guard definition.isOverAllSources else { return level ?? mask(of: definition) }
    guard level != .M0 else {
      throw Failure(
        .wrongUsage,
        Message(
          tr: "\(definition.code) yalnız sayılardan oluşur, maskesi kaldırılacak bir değer içermez; --mask M0 olmadan "
            + "çalıştırın.",
          en: "\(definition.code) holds counts and no value that could be shown in clear; run it without --mask M0."))
    }
    return level ?? mask(of: definition)
  }
}
