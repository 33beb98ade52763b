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
      if let early = documents.early(report, of: source, period: reading.month)?.document {
        return Value(.init(.notOver, source, early))
      }
      return Value(
        reading.isConfigured(source) ? .init(.noDocument, source, report) : .init(.notConfigured, source))
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

  /// Days of the month that are in a bad state in a record's calendar; of those before its first one nothing is known.
  private func days(
    _ copy: IssuedCopy, _ number: String, _ source: String, of table: String, _ names: (day: String, state: String),
    bad: Set<String>
  ) throws -> ManagementValue {
    let zone = reading.configuration.zone
    let first = zone.localTime(at: reading.month.from).date
    let after = zone.localTime(at: reading.month.to).date
    var value = Value(0, of: 0, from: [number])
    var said = 0
    let isListed = try copy.forEachRow(of: table) { row in
      guard let day = row[names.day]?.stringValue, day >= first.iso8601, day < after.iso8601,
        let state = row[names.state]?.stringValue, state != "before"
      else { return }
      value.whole = (value.whole ?? 0) + 1
      if state == "empty" { said += 1 }
      if bad.contains(state) {
        value.least += 1
        value.most += 1
      }
    }
    guard isListed else { return Value(.init(.unreadable, source, number)) }
    let before = Int64(after.dayNumber - first.dayNumber) - (value.whole ?? 0)
    if before > 0 { value.gaps.append(.init(.beforeRecords, source, String(before))) }
    if said > 0 { value.gaps.append(.init(.saidEmpty, source, String(said))) }
    value.isKnown = value.whole != 0
    return value
  }

  /// Nights without a backup, tests that failed, and whether a backup was proven lately.
  func backups(_ source: String) throws -> [ManagementSummary.Indicator: ManagementValue] {
    let within = reading.configuration.management.provenWithin * microsecondsPerDay
    return [
      .nightsWithoutBackup: try value("YDK", source) {
        try days($0, $1, source, of: "backup_nights", ("night", "night_state"), bad: ["failed", "none"])
      },
      .drillsFailed: value("YDK", source) { count($0, $1, source, ["failed_tests"], of: "tests") },
      .unproven: value("YDK", source) { copy, number in
        let proven = copy.head["newest_proven"]?.instantValue
        let isProven = proven.map { $0 >= reading.month.to.advanced(by: -within) } ?? false
        return Value(isProven ? 0 : 1, of: 1, from: [number])
      },
    ]
  }

  /// What was sealed and is not as it was, what has no time stamp, and days without a sealed document.
  func seals(_ source: String) throws -> [ManagementSummary.Indicator: ManagementValue] {
    [
      .sealsBroken: try value("MHR", source) { copy, number in
        var value = try broken(copy, number, source) { !isOfAll($0) }
        // What is altered now may be of another month, and is on no list.
        if copy.head["counts"]?["damages"]?.integerValue != 0 { value.gaps.append(.init(.damages, source, number)) }
        return value
      },
      .unstamped: value("MHR", source) { copy, number in
        guard copy.head["stamping"]?.boolValue == true else { return Value(.init(.noAuthority, source)) }
        return count(copy, number, source, ["unstamped"], of: "sealed")
      },
      .daysUnsealed: try value("MHR", source) {
        try days($0, $1, source, of: "seal_days", ("date", "day_state"), bad: ["missing", "broken"])
      },
    ]
  }

  private func isOfAll(_ number: String) -> Bool { documents.ofAll.contains(number) }

  /// What a record lists that is not as it was sealed.
  private func broken(
    _ copy: IssuedCopy, _ number: String, _ source: String, _ isMeant: (String) -> Bool
  ) throws -> ManagementValue {
    var value = Value(0, of: 0, from: [number])
    let isListed = try copy.forEachRow(of: "seals") { row in
      guard isMeant(row["document"]?.stringValue ?? "") else { return }
      value.whole = (value.whole ?? 0) + 1
      if ["invalid", "missing"].contains(row["verification"]?.stringValue ?? "invalid") {
        value.least += 1
        value.most += 1
      }
    }
    return isListed ? value : Value(.init(.unreadable, source, number))
  }

  /// Of documents over all sources, which every source's record lists: the newest record is taken.
  func sealsOfAll(_ sources: [String]) throws -> ManagementValue {
    guard let source = newest("MHR", sources)?.source else { return Value() }
    let value = try value("MHR", source) { try broken($0, $1, source) { isOfAll($0) } }
    return value.whole == 0 ? Value() : value
  }

  /// Records whose disposal is late.
  func overdue(_ source: String) throws -> ManagementValue {
    let settings = reading.configuration.sources.first { $0.name == source }
    let stands = !documents.all("SKL", of: source).filter { $0.period == reading.month }.isEmpty
    if let settings, settings.retention == nil, !stands { return Value(.init(.noRules, source)) }
    return try value("SKL", source) { copy, number in
      var value = count(copy, number, source, ["overdue"])
      var whole: Int64 = 0
      let isListed = try copy.forEachRow(of: "retention_status") { row in
        if row["retention_rule"]?.stringValue ?? "" != "" { whole += row["kept_rows"]?.integerValue ?? 0 }
      }
      value.whole = isListed ? whole : nil
      let gaps: [(String, ManagementValue.Gap.Reason)] = [
        ("unread", .uncounted), ("without_rule", .withoutRule), ("undated", .undated),
      ]
      for (name, reason) in gaps where copy.head["counts"]?[name]?.integerValue != 0 {
        value.gaps.append(.init(reason, source, number))
      }
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

  private func newest(_ report: String, _ sources: [String]) -> LedgerEntry? {
    sources.compactMap { documents.newest(report, of: $0, period: reading.month) }.max { $0.sequence < $1.sequence }
  }

  /// Runs that failed or were broken off: every record of the trail tells of all runs, the newest is taken.
  func runsFailed(_ sources: [String]) -> ManagementValue {
    guard let source = newest("RIZ", sources)?.source else { return Value(.init(.noDocument, nil, "RIZ")) }
    return value("RIZ", source) { count($0, $1, source, ["failed_runs"], of: "runs") }
  }
}
