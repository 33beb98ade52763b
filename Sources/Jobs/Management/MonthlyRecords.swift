import Archive
import Documents
import Model
import Reports

/// Reads the monthly records of backups, seals, retention and the trail: the newest of each that stands, of exactly the month.
struct MonthlyRecords {
  private typealias Value = ManagementValue
  private let reading: MonthReading
  private var documents: StandingDocuments { reading.documents }

  init(_ reading: MonthReading) { self.reading = reading }

  /// What a record says, or why it says nothing.
  private func value(
    _ report: String, _ source: String, _ body: (IssuedCopy, String) throws -> ManagementValue
  ) rethrows -> ManagementValue {
    guard let entry = documents.newest(report, of: source, period: reading.month), let number = entry.document else {
      return reading.isConfigured(source) ? Value(.init(.noDocument, source, report)) : Value()
    }
    guard let copy = documents.copy(entry) else { return Value(.init(.unreadable, source, number)) }
    return try body(copy, number)
  }

  /// A count of a record; one that it does not say is not known.
  private func count(_ copy: IssuedCopy, _ number: String, _ source: String, _ names: [String], of whole: String? = nil)
    -> ManagementValue
  {
    let counts = names.compactMap { copy.head["counts"]?[$0]?.integerValue }
    guard counts.count == names.count else { return Value(.init(.unreadable, source, number)) }
    return Value(
      counts.reduce(0, +), of: whole.flatMap { copy.head["counts"]?[$0]?.integerValue }, from: [number])
  }

  /// Nights without a backup, tests that failed, and whether a backup was proven lately.
  func backups(_ source: String) -> [ManagementSummary.Indicator: ManagementValue] {
    let within = reading.configuration.management.provenWithin * microsecondsPerDay
    return [
      .nightsWithoutBackup: value("YDK", source) { count($0, $1, source, ["open_nights"], of: "nights") },
      .drillsFailed: value("YDK", source) { count($0, $1, source, ["failed_tests"], of: "tests") },
      .unproven: value("YDK", source) { copy, number in
        let proven = copy.head["newest_proven"]?.instantValue
        let isProven = proven.map { $0 >= reading.month.to.advanced(by: -within) } ?? false
        return Value(isProven ? 0 : 1, of: 1, from: [number])
      },
    ]
  }

  /// What was sealed and is not as it was, what has no time stamp, and days without a sealed document.
  func seals(_ source: String) -> [ManagementSummary.Indicator: ManagementValue] {
    [
      .sealsBroken: value("MHR", source) { count($0, $1, source, ["invalid", "missing"], of: "sealed") },
      .unstamped: value("MHR", source) { copy, number in
        guard copy.head["stamping"]?.boolValue == true else { return Value(.init(.noAuthority, source)) }
        return count(copy, number, source, ["unstamped"], of: "sealed")
      },
      .daysUnsealed: value("MHR", source) { count($0, $1, source, ["missing_days", "broken_days"]) },
    ]
  }

  /// Records whose disposal is late.
  func overdue(_ source: String) -> ManagementValue {
    let settings = reading.configuration.sources.first { $0.name == source }
    if let settings, settings.retention == nil { return Value(.init(.noRules, source)) }
    return value("SKL", source) { copy, number in
      var value = count(copy, number, source, ["overdue"], of: "rows")
      let unread = copy.head["counts"]?["unread"]?.integerValue ?? 0
      if unread > 0 { value.gaps.append(.init(.uncounted, source, number)) }
      return value
    }
  }

  /// Documents with clear values that no second person approved.
  func unapproved(_ source: String) throws -> ManagementValue {
    try value("RIZ", source) { copy, number in
      guard let all = copy.head["counts"]?["unmasked"]?.integerValue else {
        return Value(.init(.unreadable, source, number))
      }
      var value = Value(0, of: all, from: [number])
      if all == 0 { return value }
      let isListed = try copy.forEachRow(of: "trail_unmasked") { row in
        guard row["approval"]?.stringValue.map({ $0 == "–" || $0.isEmpty }) ?? true else { return }
        value.least += 1
        value.most += 1
      }
      return isListed ? value : Value(.init(.countsOnly, source, number))
    }
  }

  /// Runs that failed or were broken off: every record of the trail tells of all runs, the newest is taken.
  func runsFailed(_ sources: [String]) -> ManagementValue {
    let newest = sources.compactMap { documents.newest("RIZ", of: $0, period: reading.month) }.max {
      $0.sequence < $1.sequence
    }
    guard let source = newest?.source else { return Value(.init(.noDocument, nil, "RIZ")) }
    return value("RIZ", source) { count($0, $1, source, ["failed_runs"], of: "runs") }
  }
}
