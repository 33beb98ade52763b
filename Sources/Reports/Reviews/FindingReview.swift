package import Model

/// What a person decided on a finding, as the archive's record of it has it.
package struct FindingReview: Sendable, Equatable {
  /// What was decided; the words are those that a workbook offers.
  package enum Decision: String, Sendable, CaseIterable {
    case underReview = "under_review"
    case confirmed
    case explained
    case falsePositive = "false_positive"

    /// Whether it judges the finding harmless, for a reason and up to a day.
    package var isHarmless: Bool { self == .explained || self == .falsePositive }

    /// The word that a workbook offers for it.
    package var word: WordKey {
      switch self {
      case .underReview: .reviewOpen
      case .confirmed: .reviewConfirmed
      case .explained: .reviewExplained
      case .falsePositive: .reviewFalsePositive
      }
    }
  }

  /// What was answered to whether the finding may be a breach of personal data.
  package enum BreachAnswer: String, Sendable, CaseIterable {
    case yes, no
    case underReview = "under_review"

    /// The word that a workbook offers for it.
    package var word: WordKey {
      switch self {
      case .yes: .yes
      case .no: .no
      case .underReview: .reviewOpen
      }
    }
  }

  /// The finding's identifier in its document.
  package var finding: String
  /// The digest that repeats of it share; nil where there are none by definition.
  package var repeatKey: String?
  /// The rule.
  package var rule: String
  /// The decision.
  package var decision: Decision
  /// Who decided, as the workbook says.
  package var reviewer: String
  /// When, as the workbook says.
  package var decidedAt: Instant
  /// Why; nil where nothing was written.
  package var reason: String?
  /// The last day of a decision that judges it harmless.
  package var until: CivilDate?
  /// Whether it may be a breach; nil where nothing was answered.
  package var breach: BreachAnswer?

  /// A review from its parts.
  package init(
    finding: String, repeatKey: String?, rule: String, decision: Decision, reviewer: String, decidedAt: Instant,
    reason: String? = nil, until: CivilDate? = nil, breach: BreachAnswer? = nil
  ) {
    (self.finding, self.repeatKey, self.rule, self.decision) = (finding, repeatKey, rule, decision)
    (self.reviewer, self.decidedAt, self.reason, self.until) = (reviewer, decidedAt, reason, until)
    self.breach = breach
  }

  /// Whether it judged the finding harmless and its last day, in a zone, is over.
  package func isExpired(at moment: Instant, in zone: Zone) -> Bool {
    decision.isHarmless && until.map { moment >= zone.start(of: $0.advanced(by: 1)) } ?? true
  }
}
