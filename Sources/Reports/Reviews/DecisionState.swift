/// What people have decided on a finding, and what follows of it for an incident.
package enum DecisionState: Int, Sendable, CaseIterable {
  /// No decision of the archive could be matched.
  case undecided
  /// It, or one that it repeats, was judged harmless, and the judgement's last day is over.
  case expired
  /// Somebody looks into it.
  case underReview
  /// It was confirmed.
  case confirmed
  /// It is judged harmless, since it has an explanation.
  case explained
  /// It is judged harmless, since the rule was wrong.
  case falsePositive
  /// It repeats what is judged harmless; on itself nobody has decided.
  case repeated

  /// The state of a finding; nil where there is no decision.
  package init(_ standing: FindingReviews.Standing?) {
    self =
      switch standing?.state {
      case nil: .undecided
      case .expired: .expired
      case .underReview: .underReview
      case .confirmed: .confirmed
      case .judged: standing?.review.decision == .falsePositive ? .falsePositive : .explained
      case .repeated: .repeated
      }
  }

  /// The state of an incident, on which nobody decides as such, from those of its findings (decision 0076): confirmed where
  /// one is; else that of the finding which leaves most open.
  package init(ofIncident findings: some Sequence<DecisionState>) {
    let found = Set(findings)
    self =
      if found.contains(.confirmed) {
        .confirmed
      } else if found.isEmpty || found.contains(.undecided) || found.contains(.expired) {
        .undecided
      } else {
        [.underReview, .repeated, .explained].first { found.contains($0) } ?? .falsePositive
      }
  }

  /// Those that an incident can have.
  package static let ofIncidents: [DecisionState] = [
    .undecided, .underReview, .confirmed, .explained, .falsePositive, .repeated,
  ]

  /// Whether a finding of severity high or critical in this state is still to be decided on.
  package var isToBeDecided: Bool { self == .undecided || self == .expired || self == .underReview }

  /// The word of an incident's state.
  var word: ReviewWordKey {
    switch self {
    case .undecided, .expired: .incidentOpen
    case .underReview: .incidentUnderReview
    case .confirmed: .incidentConfirmed
    case .explained: .incidentExplained
    case .falsePositive: .incidentFalsePositive
    case .repeated: .incidentRepeat
    }
  }

  /// The name of an incident's state for programs.
  var key: String {
    switch self {
    case .undecided, .expired: "open"
    case .underReview: "under_review"
    case .confirmed: "confirmed"
    case .explained: "explained"
    case .falsePositive: "false_positive"
    case .repeated: "repeat"
    }
  }
}
