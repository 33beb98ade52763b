import Model

extension RuleParameter {
  /// A value as the configuration writes it: `10m`, `90d`; a length that is no whole second keeps its microseconds.
  package func text(_ value: Int64) -> String {
    guard unit.isTime else { return String(value) + suffix }
    let units: [(letter: String, seconds: Int64)] = [("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)]
    for unit in units where value % (unit.seconds * microsecondsPerSecond) == 0 && value != 0 {
      return "\(value / (unit.seconds * microsecondsPerSecond))\(unit.letter)"
    }
    return value == 0 ? "0s" : "\(value)us"
  }

  /// What stands behind the number where it is printed; the configuration may leave it out.
  package var suffix: String {
    switch unit {
    case .count, .duration, .history: ""
    case .kilometres: " km"
    case .speed: " km/h"
    case .percent: " %"
    case .hour: ":00"
    }
  }
}
