import Documents

/// Findings over time with every finding in it once: those that go on, and those without a place in time, have columns of
/// their own.
struct FindingGrid {
  /// The findings of a rule, or of a severity.
  struct Row {
    let name: String
    /// By time; nil where the source has no records.
    let values: [Int64?]
    /// Those that go on at the end of the period.
    let continuing: Int64
    let total: Int64

    /// Those that neither go on nor have a place among the labels.
    var elsewhere: Int64 { total - continuing - values.reduce(0) { $0 + ($1 ?? 0) } }
  }

  let labels: [String]
  let rows: [Row]

  private static let continuingLabel = "+"
  private static let elsewhereLabel = "?"

  private var hasContinuing: Bool { rows.contains { $0.continuing != 0 } }
  private var hasElsewhere: Bool { rows.contains { $0.elsewhere != 0 } }

  /// The labels of time, then those of the other columns as far as there is something in them.
  var allLabels: [String] {
    labels + (hasContinuing ? [Self.continuingLabel] : []) + (hasElsewhere ? [Self.elsewhereLabel] : [])
  }

  /// The rows of the figure.
  func series(_ context: SectionContext) -> [Figure.Series] {
    context.figureSeries(
      rows.map { row in
        let others = (hasContinuing ? [row.continuing] : []) + (hasElsewhere ? [row.elsewhere] : [])
        return (row.name, row.values + others.map { $0 }, nil)
      })
  }

  /// The subtitle with what the other columns are.
  func subtitle(_ text: String, _ words: TextCatalog) -> String {
    let others =
      (hasContinuing ? [words(.columnContinuing, ["label": Self.continuingLabel])] : [])
      + (hasElsewhere ? [words(.columnElsewhere, ["label": Self.elsewhereLabel])] : [])
    return ([text] + others).joined(separator: " · ")
  }
}
