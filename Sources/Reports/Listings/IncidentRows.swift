import Analysis
package import Model
package import Records

/// The incidents that the findings of a report come to, and the states that recur.
package struct IncidentRows {
  /// What all incidents come to.
  package struct Totals: Sendable {
    /// The one a reader should look at first.
    package struct Leading: Sendable {
      /// Its severity.
      package let severity: Severity
      /// The begin of its first finding of no state.
      package let first: Instant
      /// The end of its last finding of no state.
      package let last: Instant
      /// When somebody first signed in with success after failures; nil where nobody did.
      package let success: Instant?
      /// Whether acts followed that success.
      package let isRaised: Bool
      /// How many findings it holds.
      package let findings: Int
      /// The first of whom and what it is about, masked.
      package let subjects: String

      /// What a reader is told of an incident first.
      init(_ incident: Incident, _ context: RowContext) {
        severity = incident.severity
        (first, last) = (incident.happenedFrom, incident.happenedUntil)
        success = incident.successes.first?.at
        isRaised = incident.isRaised
        findings = incident.members.count
        subjects = ListedIncident.subjects(incident, context)
      }
    }

    /// How many there are.
    package internal(set) var count = 0
    /// By severity, in the order of ``Severity``.
    package internal(set) var severities = Array(repeating: Int64(0), count: Severity.allCases.count)
    /// The one of the highest severity, the earliest of equals; nil where there is none.
    package internal(set) var leading: Leading?
    /// How many findings belong to an incident.
    package internal(set) var findings: Int64 = 0
    /// How many incidents hold a finding that knows only a part of what it shares with others.
    package internal(set) var cut = 0
    /// Findings that belong to no incident and are of no state, by rule.
    package internal(set) var loose: [String: Int64] = [:]
    /// Lines of states that continue from the period before.
    package internal(set) var continuing = 0
    /// What the lines of states come to, rule by rule, in the order in which a reader should look at them.
    package internal(set) var stateRules: [StateRule] = []
  }

  /// What they come to.
  package let totals: Totals
  /// One row an incident, highest severity first, then by time; empty where no person is shown.
  package let list: TableRows
  /// The timelines, one after the other in the order of the list.
  package let timeline: TableRows
  /// The cards of the first, in the order of the list.
  package let cards: [Card]
  /// What rules found of states, a line for each rule and person; first those that are new.
  package let states: TableRows
  /// Whether the period before was read, so that it is known which states continue.
  package let isBeforeKnown: Bool
  /// Of the findings of incidents the incident's number, from 1, by a part of the finding's identifier.
  let numbers: [IncidentNumbers.Key: Int32]
  /// The identifiers of the incidents by number.
  let identifiers: [String]

  /// The number and identifier of the incident that a finding belongs to.
  func incident(ofFinding id: Identifier) -> (number: Int64, id: String)? {
    numbers[IncidentNumbers.Key(id.text)].map { (Int64($0), identifiers[Int($0) - 1]) }
  }
}

/// Keys of findings that take little room: an incident may hold hundreds of thousands.
enum IncidentNumbers {
  /// The first half of a finding's identifier, which is a digest: 128 bits of it meet by no accident.
  struct Key: Hashable {
    private let high: UInt64
    private let low: UInt64

    init(_ id: String) {
      var bytes = Array(id.utf8.prefix(32))
      bytes += Array(repeating: 0, count: 32 - bytes.count)
      func number(_ digits: ArraySlice<UInt8>) -> UInt64 {
        digits.reduce(0) { $0 << 4 | UInt64($1 & 15) &+ ($1 > 57 ? 9 : 0) }
      }
      high = number(bytes[..<16])
      low = number(bytes[16...])
    }
  }
}
