package import Model

extension ManagementSummary {
  /// What people have decided on a finding, or on the findings of an incident.
  package enum DecisionState: Int, Sendable, CaseIterable {
    /// The archive has no decision.
    case undecided
    /// It was judged harmless, and the judgement's last day is over.
    case expired
    /// Somebody looks into it.
    case underReview
    /// It was confirmed.
    case confirmed
    /// It is judged harmless.
    case judged
    /// It repeats what is judged harmless; on itself nobody has decided.
    case repeated

    /// The state of a finding; nil where there is no decision.
    package init(_ state: FindingReviews.State?) {
      self =
        switch state {
        case nil: .undecided
        case .expired: .expired
        case .underReview: .underReview
        case .confirmed: .confirmed
        case .judged: .judged
        case .repeated: .repeated
        }
    }

    /// The state of an incident, from those of its findings: confirmed where one is; else undecided while one is undecided
    /// or its judgement is over; else under review where one is; else judged harmless.
    package init(ofIncident findings: [DecisionState]) {
      self =
        if findings.contains(.confirmed) {
          .confirmed
        } else if findings.isEmpty || findings.contains(where: { $0 == .undecided || $0 == .expired }) {
          .undecided
        } else if findings.contains(.underReview) {
          .underReview
        } else {
          .judged
        }
    }

    /// Those that an incident can have.
    package static let ofIncidents: [DecisionState] = [.undecided, .underReview, .confirmed, .judged]
  }

  /// Findings of one rule at one source, as the month's documents list them.
  package struct Kind: Sendable {
    /// The source.
    package var source: String
    /// The rule's identifier.
    package var rule: String
    /// How many of each severity, by its rank.
    package private(set) var severities = Array(repeating: Int64(0), count: Severity.allCases.count)
    /// How many of each state, by its place.
    package private(set) var states = Array(repeating: Int64(0), count: DecisionState.allCases.count)

    /// A kind of which no finding was met yet.
    package init(source: String, rule: String) { (self.source, self.rule) = (source, rule) }

    /// Adds findings.
    package mutating func add(_ severity: Severity, _ state: DecisionState, count: Int64 = 1) {
      severities[severity.rawValue] += count
      states[state.rawValue] += count
    }
  }

  /// Incidents of which the findings are of the same rules, at one source, as the month's documents list them.
  package struct IncidentKind: Sendable {
    /// The source.
    package var source: String
    /// The rules.
    package var rules: String
    /// How many of each state, by its place.
    package private(set) var states = Array(repeating: Int64(0), count: DecisionState.allCases.count)

    /// A kind of which no incident was met yet.
    package init(source: String, rules: String) { (self.source, self.rules) = (source, rules) }

    /// Adds incidents.
    package mutating func add(_ state: DecisionState, count: Int64 = 1) { states[state.rawValue] += count }
  }
}
