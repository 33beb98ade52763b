import Analysis
package import Model
package import Records

extension IncidentRows {
  /// What the lines of a rule of states come to.
  package struct StateRule: Sendable {
    /// The rule.
    package let rule: String
    /// Its title in the document's language.
    package let title: String
    /// The highest severity among the lines.
    package private(set) var severity = Severity.info
    /// Lines that the period before had not, or all where it was not read.
    package private(set) var new = 0
    /// Lines that continue from the period before.
    package private(set) var continuing = 0
    /// How many findings the lines hold.
    package private(set) var findings: Int64 = 0
    /// Whom the first lines that are new are about, at most ``subjectLimit``.
    package private(set) var subjects: [String] = []

    /// How many are named.
    private static let subjectLimit = 3

    /// No line yet.
    init(rule: String, title: String) {
      self.rule = rule
      self.title = title
    }

    /// Those with something new come first, the gravest before others.
    var rank: Int { (new > 0 ? 0 : Severity.allCases.count) - severity.rawValue }

    mutating func add(_ line: RecurringStates.Line, _ context: RowContext) {
      severity = max(severity, line.severity)
      findings += line.count
      guard line.since == nil else { return continuing += 1 }
      new += 1
      if subjects.count < Self.subjectLimit, case .text(let subject) = FindingText.subject(line.key, context) {
        subjects.append(subject)
      }
    }
  }

  /// The card of an incident: what a reader of pages is told of it.
  package struct Card {
    /// Entries of its timeline, in their order, with the columns of the timeline.
    package let entries: TableRows
    /// How many entries the timeline has, those of states not counted.
    package let total: Int
    /// How many findings of states it holds.
    package let states: Int
  }

  /// How many incidents have a card, and how many entries a card has.
  static let cardLimit = 20
  static let cardLineLimit = 30
}
