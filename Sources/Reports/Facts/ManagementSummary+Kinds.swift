package import Model

extension ManagementSummary {
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
    /// How many of severity high or critical are still to be decided on.
    package private(set) var severeOpen: Int64 = 0
    /// How many a decision marks as possible breaches of personal data.
    package private(set) var breaches: Int64 = 0
    /// The numbers of the documents that list them, in the order they were met.
    package private(set) var documents: [String] = []

    /// A kind of which no finding was met yet.
    package init(source: String, rule: String) { (self.source, self.rule) = (source, rule) }

    /// Adds a finding that a document lists.
    package mutating func add(_ severity: Severity, _ state: DecisionState, isBreach: Bool, in document: String) {
      severities[severity.rawValue] += 1
      states[state.rawValue] += 1
      if severity >= .high, state.isToBeDecided { severeOpen += 1 }
      if isBreach { breaches += 1 }
      if documents.last != document { documents.append(document) }
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
    /// How many have a finding that a decision marks as a possible breach of personal data.
    package private(set) var breaches: Int64 = 0
    /// The numbers of the documents that list them, in the order they were met.
    package private(set) var documents: [String] = []

    /// A kind of which no incident was met yet.
    package init(source: String, rules: String) { (self.source, self.rules) = (source, rules) }

    /// Adds an incident that a document lists.
    package mutating func add(_ state: DecisionState, isBreach: Bool, in document: String) {
      states[state.rawValue] += 1
      if isBreach { breaches += 1 }
      if documents.last != document { documents.append(document) }
    }
  }
}
