import Documents

/// The texts of human decisions on findings, beside those of ``WordKey``.
package enum ReviewWordKey: String, Sendable, CaseIterable {
  case section = "reviews.section"
  case method = "reviews.method"
  case counts = "reviews.counts"
  case none = "reviews.none"
  case elsewhere = "reviews.elsewhere"
  case unused = "reviews.unused"
  case otherKeys = "reviews.other_keys"
  case withheld = "reviews.withheld"
  case wordUntil = "reviews.word_until"
  case wordExpired = "reviews.word_expired"
  case stateJudged = "reviews.states.judged"
  case stateRepeat = "reviews.states.repeat"
  case stateExpired = "reviews.states.expired"
  case stateConfirmed = "reviews.states.confirmed"
  case stateUnderReview = "reviews.states.under_review"
  case statementJudged = "reviews.statement_judged"
  case statementUnused = "reviews.statement_unused"
  case statementBreach = "reviews.statement_breach"
  case actBreach = "reviews.act_breach"
  case statementDecided = "reviews.statement_decided"
  case actConfirmed = "reviews.act_confirmed"
  case tileDecided = "reviews.tile_decided"
  case decided = "reviews.decided"
  case decidedTitle = "reviews.decided_title"
  case incidentMethod = "reviews.incident_method"
  case incidentOpen = "reviews.incident_states.open"
  case incidentUnderReview = "reviews.incident_states.under_review"
  case incidentConfirmed = "reviews.incident_states.confirmed"
  case incidentExplained = "reviews.incident_states.explained"
  case incidentFalsePositive = "reviews.incident_states.false_positive"
  case incidentRepeat = "reviews.incident_states.repeat"
}

extension ReviewWordKey: TextKey {}

extension TextCatalog {
  /// The text of a key of decisions on findings.
  subscript(key: ReviewWordKey) -> String { text(key.rawValue) }

  /// The same with its places `{name}` filled.
  func callAsFunction(_ key: ReviewWordKey, _ values: [String: String]) -> String {
    RendererTexts.fill(text(key.rawValue), values)
  }
}
