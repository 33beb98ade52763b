import Documents

/// The texts of audits that hold accesses against a matrix of authority, beside those of ``AccessWordKey``.
package enum MatrixWordKey: String, Sendable, CaseIterable {
  case sectionDeviations = "matrix.sections.deviations"
  case sectionPersonal = "matrix.sections.personal"
  case accessMatrixMethod = "matrix.method"
  case roles = "matrix.roles"
  case matrixCountsOnly = "matrix.counts_only"
  case noObjects = "matrix.no_objects"
  case notConfigured = "matrix.not_configured"
  case proposal = "matrix.proposal"
  case verdicts = "matrix.verdicts"
  case notCompared = "matrix.not_compared"
  case unnamed = "matrix.unnamed"
  case doubtObject = "matrix.doubts.object_unknown"
  case doubtNobody = "matrix.doubts.no_account"
  case doubtNotInTable = "matrix.doubts.account_unknown"
  case doubtRoleChanged = "matrix.doubts.role_changed"
  case doubtRoleUnknown = "matrix.doubts.role_unknown"
  case doubtRoleNotInMatrix = "matrix.doubts.role_not_in_matrix"
  case groups = "matrix.groups"
  case byAccount = "matrix.by_account"
  case recordsRemark = "matrix.records_remark"
  case noDeviations = "matrix.no_deviations"
  case nothingPlaced = "matrix.nothing_placed"
  case unknownObjects = "matrix.unknown_objects"
  case noUnknownObjects = "matrix.no_unknown_objects"
  case figurePlaces = "matrix.figures.places"
  case figurePlacesSubtitle = "matrix.figures.places_subtitle"
  case figureDeviations = "matrix.figures.trend"
  case figureDeviationsSubtitle = "matrix.figures.trend_subtitle"
  case trendRemark = "matrix.trend_remark"
  case noTrend = "matrix.no_trend"
  case personalMethod = "matrix.personal_method"
  case personalNotConfigured = "matrix.personal_not_configured"
  case clearedCounts = "matrix.cleared_counts"
  case statementCleared = "matrix.statements.cleared_counts"
  case statementDeviations = "matrix.statements.deviations"
  case statementNoObjects = "matrix.statements.no_objects"
  case statementNoMatrix = "matrix.statements.no_matrix"
  case statementUnnamed = "matrix.statements.unnamed"
  case statementUnjudged = "matrix.statements.unjudged"
  case actDeviations = "matrix.statements.examine_deviations"
  case actMatrix = "matrix.statements.complete_matrix"
}

extension MatrixWordKey: TextKey {}

extension TextCatalog {
  /// The text of a key of a matrix of authority.
  subscript(key: MatrixWordKey) -> String { text(key.rawValue) }

  /// The same with its places `{name}` filled.
  func callAsFunction(_ key: MatrixWordKey, _ values: [String: String]) -> String {
    RendererTexts.fill(text(key.rawValue), values)
  }
}
