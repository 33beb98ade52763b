import Analysis
import Model

/// How many findings there are of each severity, as the mask level lets every place of the document show them.
struct SeverityCounts {
  private let texts: [String]
  /// How many are of severity high or critical.
  let number: Int64
  /// The same, as shown.
  let severe: String

  /// The counts of a report's findings.
  init(_ totals: FindingTotals, _ context: SectionContext) {
    let counts = totals.severities
    texts = Array(context.counts(counts.reversed()).reversed())
    number = counts[Severity.high.rawValue] + counts[Severity.critical.rawValue]
    severe = context.count(number)
  }

  /// Whether there is one of severity high or critical.
  var hasSevere: Bool { number > 0 }

  /// The count of a severity, as shown.
  subscript(severity: Severity) -> String { texts[severity.rawValue] }
}
