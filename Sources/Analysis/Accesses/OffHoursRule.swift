/// What rule B03, which judges sign-ins by working hours as well, is set to.
public enum OffHoursRule: Sendable, Equatable {
  /// To the hours of everything else.
  case same
  /// To hours of its own.
  case other(opens: Int, closes: Int)
  /// It is switched off.
  case disabled

  /// What it is set to beside the hours of everything else.
  public init(_ settings: RuleSettings, _ hours: WorkingHours) {
    let definition = UnusualHour.definition
    let values = settings.values(of: definition)
    let (opens, closes) = (Int(values["opens"] ?? 0), Int(values["closes"] ?? 0))
    self =
      settings.whoDisabled(definition.id) != nil
      ? .disabled : (opens, closes) == (hours.opens, hours.closes) ? .same : .other(opens: opens, closes: closes)
  }
}
