internal import Documents

/// The numbers of a figure as charts need them.
extension Figure {
  /// The number that stands for a label in a series; zero where there is none, or less than nothing.
  func value(_ series: Int, _ label: Int) -> Int64 {
    let values = self.series[series].values
    return label < values.count ? max(0, values[label]) : 0
  }

  /// The numbers of all series that stand for a label, added up.
  func sum(_ label: Int) -> Double { series.indices.reduce(0) { $0 + Double(value($1, label)) } }

  /// Whether half a page's width is enough.
  var isNarrow: Bool {
    switch shape {
    case .line, .heatMap: false
    case .bars: labels.count <= 15
    case .columns: labels.count <= 12
    }
  }
}

/// A number of a chart.
enum FigureValue {
  /// `12.345` for things, `11:29` for durations.
  static func text(_ value: Int64, _ unit: Figure.Unit, _ formats: Formats) -> String {
    switch unit {
    case .count: formats.integer(value)
    case .duration: String(formats.duration(value).dropLast(3))
    }
  }
}
