internal import Documents

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
