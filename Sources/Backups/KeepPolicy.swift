import Messages
package import Settings

/// How long backups are kept: the block `backup.keep`; without it nothing is ever purged.
///
/// A number of days, weeks, months or years is a number of those that *have* a backup, and not of those that passed: a
/// hundred nights without one use nothing up.
package struct KeepPolicy: Sendable, Equatable {
  /// Which backups take a place.
  package enum Counted: String, Sendable, CaseIterable {
    /// Every one that is whole as far as anybody has seen.
    case complete
    /// Those that were restored and compared.
    case proven
  }

  /// Of how many days the newest is kept.
  package var days: Int
  /// Of how many ISO weeks.
  package var weeks: Int
  /// Of how many months.
  package var months: Int
  /// Of how many years.
  package var years: Int
  /// How many of the newest are kept whatever their days; at least 1.
  package var minimum: Int
  /// Which take a place.
  package var counted: Counted

  /// A policy from its numbers.
  package init(
    days: Int = 0, weeks: Int = 0, months: Int = 0, years: Int = 0, minimum: Int = 3, counted: Counted = .complete
  ) {
    (self.days, self.weeks, self.months, self.years) = (days, weeks, months, years)
    (self.minimum, self.counted) = (minimum, counted)
  }

  /// Reads the block.
  package init(_ node: SettingsNode) throws(SettingsError) {
    self.init()
    let settings = try node.mapping(["days", "weeks", "months", "years", "minimum", "count_only"])
    if let days = settings["days"] { self.days = try days.integer(in: 0...3660) }
    if let weeks = settings["weeks"] { self.weeks = try weeks.integer(in: 0...5200) }
    if let months = settings["months"] { self.months = try months.integer(in: 0...1200) }
    if let years = settings["years"] { self.years = try years.integer(in: 0...100) }
    if let minimum = settings["minimum"] { self.minimum = try minimum.integer(in: 1...1000) }
    if let counted = settings["count_only"] { self.counted = try counted.choice(of: Counted.self) }
    guard days + weeks + months + years > 0 else {
      throw node.error(
        Message(
          tr: "“keep” günleri, haftaları, ayları veya yılları söylemeli: “keep: { days: 14, weeks: 8, months: 12, "
            + "years: 10 }”. Hiçbir şey silinmesin istiyorsanız “keep” satırını kaldırın.",
          en: "“keep” has to name days, weeks, months or years: “keep: { days: 14, weeks: 8, months: 12, years: 10 }”. "
            + "Leave “keep” out to have nothing purged."))
    }
  }

  /// Whether none of its numbers is smaller than those of another one, and no more is asked of what counts.
  package func isAtLeast(_ other: KeepPolicy) -> Bool {
    days >= other.days && weeks >= other.weeks && months >= other.months && years >= other.years
      && minimum >= other.minimum && counted == other.counted
  }
}
