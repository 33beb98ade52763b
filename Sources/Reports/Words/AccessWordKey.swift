import Documents

/// The texts of audits of accesses, beside those of ``WordKey``.
package enum AccessWordKey: String, Sendable, CaseIterable {
  case sectionSampleRule = "accesses.sections.sample_rule"
  case sectionCoverage = "accesses.sections.coverage"
  case sectionSample = "accesses.sections.sample"
  case sectionOffHours = "accesses.sections.off_hours"
  case sectionExports = "accesses.sections.exports"
  case sectionOpenFindings = "accesses.sections.open_findings"
  case sectionAuditConclusions = "accesses.sections.conclusions"
  case fieldSeed = "accesses.fields.seed"
  case fieldPopulation = "accesses.fields.population"
  case fieldDrawn = "accesses.fields.drawn"
  case fieldRecompute = "accesses.fields.recompute"
  case sampleRule = "accesses.sample_rule"
  case sampleLimits = "accesses.sample_limits"
  case levelAdvice = "accesses.level_advice"
  case numberOfSessions = "accesses.number_of_sessions"
  case numberOfEvents = "accesses.number_of_events"
  case noSessionRows = "accesses.no_session_rows"
  case noEventRows = "accesses.no_event_rows"
  case coverageMethod = "accesses.coverage_method"
  case coverageGaps = "accesses.coverage_gaps"
  case noCoverageGaps = "accesses.no_coverage_gaps"
  case dayRecorded = "accesses.days.recorded"
  case dayEmpty = "accesses.days.empty"
  case dayBefore = "accesses.days.before"
  case figureCoverage = "accesses.figures.coverage"
  case figureCoverageSubtitle = "accesses.figures.coverage_subtitle"
  case markRecorded = "accesses.figures.mark_recorded"
  case markEmpty = "accesses.figures.mark_empty"
  case figureAccessHeat = "accesses.figures.heat"
  case figureAccessHeatSubtitle = "accesses.figures.heat_subtitle"
  case sampleMethod = "accesses.sample_method"
  case noSample = "accesses.no_sample"
  case kindSession = "accesses.kinds.session"
  case kindEvent = "accesses.kinds.event"
  case sessionBegin = "accesses.kinds.session_begin"
  case tickConforms = "accesses.ticks.conforms"
  case tickDeviates = "accesses.ticks.deviates"
  case tickToExamine = "accesses.ticks.to_examine"
  case offHoursMethod = "accesses.off_hours_method"
  case withHolidays = "accesses.with_holidays"
  case withoutHolidays = "accesses.without_holidays"
  case offHoursSessions = "accesses.off_hours_sessions"
  case offHoursEvents = "accesses.off_hours_events"
  case noOffHours = "accesses.no_off_hours"
  case exportsMethod = "accesses.exports_method"
  case exportsUnmapped = "accesses.exports_unmapped"
  case noExports = "accesses.no_exports"
  case openFindingsMethod = "accesses.open_findings_method"
  case noOpenFindings = "accesses.no_open_findings"
  case noIssuedFindings = "accesses.no_issued_findings"
  case conclusionsMethod = "accesses.conclusions_method"
  case tileAccesses = "accesses.tiles.accesses"
  case tileAccessesRemark = "accesses.tiles.accesses_remark"
  case tileDrawn = "accesses.tiles.drawn"
  case tileDrawnRemark = "accesses.tiles.drawn_remark"
  case tileGaps = "accesses.tiles.gaps"
  case tileGapsRemark = "accesses.tiles.gaps_remark"
  case tileOffHours = "accesses.tiles.off_hours"
  case tileOffHoursRemark = "accesses.tiles.off_hours_remark"
  case tileOpenFindings = "accesses.tiles.open_findings"
  case tileOpenFindingsRemark = "accesses.tiles.open_findings_remark"
  case statementDrawn = "accesses.statements.drawn"
  case statementExports = "accesses.statements.exports"
  case statementOffHours = "accesses.statements.off_hours"
  case statementOpenFindings = "accesses.statements.open_findings"
  case statementDaysWithoutRows = "accesses.statements.days_without_rows"
  case statementFillSample = "accesses.statements.fill_sample"
  case statementDecideFindings = "accesses.statements.decide_findings"
  case statementExamineDays = "accesses.statements.examine_days"
}

extension AccessWordKey: TextKey {}

extension TextCatalog {
  /// The text of a key of audits of accesses.
  subscript(key: AccessWordKey) -> String { text(key.rawValue) }

  /// The same with its places `{name}` filled.
  func callAsFunction(_ key: AccessWordKey, _ values: [String: String]) -> String {
    RendererTexts.fill(text(key.rawValue), values)
  }
}
