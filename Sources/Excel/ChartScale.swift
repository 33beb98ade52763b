internal import Documents

/// The steps of a chart's axis: whole numbers that people count in.
struct ChartScale {
  /// The distance of two lines.
  let step: Double
  /// The end of the axis, a whole number of steps and never zero.
  let end: Double

  private static let mostSteps = 5.0
  private static let minutes = [1.0, 5, 10, 15, 30, 60, 120, 180, 360, 720]
  private static let minutesPerDay = 1_440.0

  /// The scale for a figure's numbers, stacked where its shape stacks them.
  init(_ figure: Figure) {
    let largest =
      figure.labels.indices.map { index in
        let numbers = figure.series.map { figure.number($0, index) }
        return figure.shape == .columns ? numbers.reduce(0, +) : numbers.max() ?? 0
      }.max() ?? 0
    step = figure.unit == .duration ? Self.duration(largest) : Self.decimal(largest, least: 1)
    end = max(1, (largest / step).rounded(.up)) * step
  }

  /// Minutes, hours, then days in steps of one, two and five.
  private static func duration(_ largest: Double) -> Double {
    for minutes in minutes where largest * minutesPerDay / minutes <= mostSteps { return minutes / minutesPerDay }
    return decimal(largest, least: 1)
  }

  /// One, two and five, and their tenfolds.
  private static func decimal(_ largest: Double, least: Double) -> Double {
    var power = least
    while true {
      for factor in [1.0, 2, 5] where largest / (power * factor) <= mostSteps { return power * factor }
      power *= 10
    }
  }
}
