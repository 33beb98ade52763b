/// How long records of a kind are kept: whole days, months or years of the calendar.
public struct RetentionPeriod: Sendable, Equatable {
  /// What it is counted in; the raw value is how it ends in the configuration.
  public enum Unit: String, Sendable, CaseIterable {
    case days = "d"
    case months = "mo"
    case years = "y"
  }

  /// How many.
  public let count: Int
  /// Of what.
  public let unit: Unit

  /// So many of a unit; not negative.
  public init(_ count: Int, _ unit: Unit) { (self.count, self.unit) = (count, unit) }

  /// `365d`, `24mo` or `2y`; nil for anything else, and for more than a hundred years.
  public init?(_ text: String) {
    guard let unit = Unit.allCases.first(where: { text.hasSuffix($0.rawValue) }) else { return nil }
    let digits = text.dropLast(unit.rawValue.count)
    guard (1...5).contains(digits.utf8.count), digits.utf8.allSatisfy({ (48...57).contains($0) }),
      let count = Int(digits), count * Self.days(in: unit) <= 36_600
    else { return nil }
    self.init(count, unit)
  }

  private static func days(in unit: Unit) -> Int {
    switch unit {
    case .days: 1
    case .months: 30
    case .years: 365
    }
  }

  /// The first local day whose records are not older than the period, as seen on a day.
  ///
  /// A record of the day before has been kept for the whole period. Where a month is too short for the day, the earlier
  /// one is taken, so that nothing is due too soon.
  public func start(on date: CivilDate) -> CivilDate {
    switch unit {
    case .days: date.advanced(by: -count)
    case .months: date.advanced(byMonths: -count)
    case .years: date.advanced(byMonths: -12 * count)
    }
  }
}
