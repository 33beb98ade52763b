import Documents

/// The texts of the management summary, beside those of ``WordKey``.
package enum ManagementWordKey: String, Sendable, CaseIterable {
  case sectionScorecard = "sections.management_scorecard"
  case sectionGaps = "sections.management_gaps"
  case sectionBySource = "sections.management_sources"
  case sectionKinds = "sections.management_findings"
  case sectionDecisions = "sections.management_decisions"
  case sectionTrend = "sections.management_trend"
  case sectionDocuments = "sections.management_documents"
  case allSources = "management.all_sources"
  case allSourcesTogether = "management.together"
  case noDatabaseRead = "management.no_database"
  case scorecardMethod = "management.scorecard_method"
  case gapsMethod = "management.gaps_method"
  case nothingUnknown = "management.no_gaps"
  case bySourceMethod = "management.sources_method"
  case kindsMethod = "management.findings_method"
  case noKinds = "management.no_findings"
  case decisionsMethod = "management.decisions_method"
  case incidentDecisionsMethod = "management.incidents_method"
  case decisionsUnused = "management.decisions_unused"
  case noIncidentKinds = "management.no_incidents"
  case trendMethod = "management.trend_method"
  case trendFigure = "management.trend_figure"
  case documentsMethod = "management.documents_method"
  case noDocuments = "management.no_documents"
  case conclusionOfTargets = "management.conclusion"
  case noAnswer = "management.no_answer"
  case atLeast = "management.at_least"
  case between = "management.between"
  case ofWhole = "management.of_whole"
  case atMost = "management.at_most"
  case atMostTolerated = "management.at_most_tolerated"
  case more = "management.more"
  case read = "management.read"
  case unread = "management.unread"
  case tileOf = "tiles.management_of"
  case tileOpen = "tiles.management_open"
  case tileOpenRemark = "tiles.management_open_remark"
  case statementMissed = "statements.targets_missed"
  case statementTolerated = "statements.targets_tolerated"
  case statementMet = "statements.targets_met"
  case statementNothingKnown = "statements.nothing_known"
  case statementUnknown = "statements.indicators_unknown"
  case statementPartly = "statements.indicators_partly"
  case statementUnread = "statements.documents_unread"
  case statementExamine = "statements.examine_targets"
  case statementComplete = "statements.complete_documents"
}

extension ManagementWordKey: TextKey {}

extension TextCatalog {
  /// The text of a key of the management summary.
  subscript(key: ManagementWordKey) -> String { text(key.rawValue) }

  /// The same with its places `{name}` filled.
  func callAsFunction(_ key: ManagementWordKey, _ values: [String: String]) -> String {
    RendererTexts.fill(self[key], values)
  }

  /// What an indicator is called.
  func name(_ indicator: ManagementSummary.Indicator) -> String { text("indicators.\(indicator.rawValue)") }
  /// What an indicator counts, and from which documents.
  func formula(_ indicator: ManagementSummary.Indicator) -> String { text("indicator_formulas.\(indicator.rawValue)") }
  /// How an indicator stands to its target.
  func name(_ state: ManagementState) -> String { text("indicator_states.\(state.rawValue)") }
  /// Why something is not known.
  func text(_ reason: ManagementValue.Gap.Reason, _ values: [String: String]) -> String {
    RendererTexts.fill(text("indicator_gaps.\(reason.rawValue)"), values)
  }

  /// The keys of the lists that indicators, their states and their gaps have.
  static var managementKeys: [String] {
    let indicators = ManagementSummary.Indicator.allCases.map(\.rawValue)
    return indicators.map { "indicators.\($0)" } + indicators.map { "indicator_formulas.\($0)" }
      + ManagementState.allCases.map { "indicator_states.\($0.rawValue)" }
      + ManagementValue.Gap.Reason.allCases.map { "indicator_gaps.\($0.rawValue)" }
  }
}
