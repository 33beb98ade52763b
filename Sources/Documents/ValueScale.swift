import Model

/// The axis of a chart: from zero to a round number at or above the largest value.
public struct ValueScale {
  /// The distance of two ticks.
  public let step: Double
  /// Where the axis ends.
  public let end: Double
  private let unit: Figure.Unit

  /// The most ticks above zero.
  private static let tickLimit = 4.0
  /// Steps that read well on a clock, in minutes; above them whole hours are counted like anything else.
  private static let clockSteps: [Double] = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1440]
  private static let microsecondsPerMinute = Double(60 * microsecondsPerSecond)

  /// The axis for values up to `largest`.
  public init(largest: Double, unit: Figure.Unit) {
    self.unit = unit
    let largest = max(0, largest)
    step =
      switch unit {
      case .count: Self.roundStep(atLeast: largest / Self.tickLimit)
      case .duration: Self.clockStep(atLeast: largest / Self.tickLimit)
      }
    end = max(1, (largest / step).rounded(.up)) * step
  }

  /// The ticks, from zero on.
  public var ticks: [Double] { (0...Int((end / step).rounded())).map { Double($0) * step } }

  /// How far along the axis a value lies, 0 to 1.
  public func share(_ value: Double) -> Double { min(1, max(0, value / end)) }

  /// How a tick is written.
  public func label(_ tick: Double, _ formats: Formats) -> String {
    FigureValue.text(Int64(min(tick, 9e18)), unit, formats)
  }

  /// 1, 2 or 5 times a power of ten.
  private static func roundStep(atLeast least: Double) -> Double {
    var power = 1.0
    while true {
      for factor in [1.0, 2, 5] where factor * power >= least { return factor * power }
      power *= 10
    }
  }

  private static func clockStep(atLeast least: Double) -> Double {
    let minutes = least / microsecondsPerMinute
    let step = clockSteps.first { $0 >= minutes } ?? (60 * roundStep(atLeast: minutes / 60))
    return step * microsecondsPerMinute
  }
}
