/// The numbers of a figure as charts need them.
extension Figure {
  /// The number that stands for a label in a series; zero where there is none, or less than nothing.
  public func value(_ series: Int, _ label: Int) -> Int64 {
    let values = self.series[series].values
    return label < values.count ? max(0, values[label]) : 0
  }

  /// The numbers of all series that stand for a label, added up.
  public func sum(_ label: Int) -> Double { series.indices.reduce(0) { $0 + Double(value($1, label)) } }

  /// Why no number of a series is drawn for a label; nil where one is.
  public func omission(_ series: Int, _ label: Int) -> Omission? { self.series[series].omissions[label] }

  /// Whether any series has a number for a label that must not be seen.
  public func isHidden(_ label: Int) -> Bool {
    series.contains { if case .hidden = $0.omissions[label] { true } else { false } }
  }

  /// The labels of whose time there are no records, in stretches.
  public var unrecorded: [Range<Int>] {
    var stretches: [Range<Int>] = []
    for label in labels.indices where !series.isEmpty && series.allSatisfy({ $0.omissions[label] == .unrecorded }) {
      if let last = stretches.last, last.upperBound == label {
        stretches[stretches.count - 1] = last.lowerBound..<label + 1
      } else {
        stretches.append(label..<label + 1)
      }
    }
    return stretches
  }

  /// Whether half a page's width is enough.
  public var isNarrow: Bool {
    switch shape {
    case .line, .heatMap: false
    case .bars: labels.count <= 15
    case .columns: labels.count <= 12
    }
  }
}

/// A number of a chart.
public enum FigureValue {
  /// A number, or what stands for one that is not drawn.
  public static func text(
    _ value: Int64, _ omission: Figure.Omission?, _ unit: Figure.Unit, _ formats: Formats
  ) -> String {
    switch omission {
    case nil: text(value, unit, formats)
    case .unrecorded: ""
    case .hidden(let mark): mark
    }
  }

  /// `12.345` for things, `11:29` for durations.
  public static func text(_ value: Int64, _ unit: Figure.Unit, _ formats: Formats) -> String {
    switch unit {
    case .count: formats.integer(value)
    case .duration: String(formats.duration(value).dropLast(3))
    }
  }
}
