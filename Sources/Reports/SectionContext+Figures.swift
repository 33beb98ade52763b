import Analysis
import Documents

/// The numbers of charts: what may be seen of them, and where there are none.
extension SectionContext {
  /// The rows of a figure whose numbers make up a whole in each row and in each column.
  ///
  /// Nil stands for what the source has no records of.
  func figureSeries(_ rows: [(name: String, values: [Int64?], severity: Int?)]) -> [Figure.Series] {
    zip(rows, grid(rows.map(\.values))).map { row, shown in
      series(row.name, row.values, shown, severity: row.severity)
    }
  }

  /// The only row of a figure, whose numbers make up a whole.
  func figureSeries(_ name: String, _ values: [Int64?]) -> [Figure.Series] { figureSeries([(name, values, nil)]) }

  /// The only row of a figure, whose numbers are each for itself.
  func figureSeries(_ name: String, ofSingle values: [Int64?]) -> [Figure.Series] {
    [series(name, values, values.map { $0.flatMap { shown($0) } }, severity: nil)]
  }

  private func series(
    _ name: String, _ values: [Int64?], _ shown: [Suppression.Shown?], severity: Int?
  ) -> Figure.Series {
    var series = Figure.Series(name: name, values: [], severity: severity)
    for (index, value) in values.enumerated() {
      switch shown[index] {
      case .small: series.omissions[index] = .hidden(Self.small)
      case .withheld: series.omissions[index] = .hidden(Self.withheld)
      case .zero, .rounded, nil: if value == nil { series.omissions[index] = .unrecorded }
      }
      if case .rounded(let count) = shown[index] {
        series.values.append(count)
      } else {
        series.values.append(series.omissions[index] == nil ? value ?? 0 : 0)
      }
    }
    return series
  }
}
