import Archive
import Documents
import Model
import Reports

/// Counts what the documents on findings of a month's nights list: one document a night, the newest that stands.
struct FindingsOfMonth {
  private let reading: MonthReading
  private var documents: StandingDocuments { reading.documents }

  private static let report = "ANM"
  private static let longestDay = 25 * 3600 * microsecondsPerSecond

  init(_ reading: MonthReading) { self.reading = reading }

  /// The documents of single days of the month.
  func nights(_ source: String) -> [LedgerEntry] {
    var last: [Period: LedgerEntry] = [:]
    for entry in documents.all(Self.report, of: source) {
      guard let own = entry.period, reading.month.contains(own.from), own.length <= Self.longestDay, !entry.isEarly
      else { continue }
      last[own] = entry
    }
    return last.values.sorted { $0.sequence < $1.sequence }
  }

  /// Severe findings and incidents of a source; where nights are without a document, that is a gap of both.
  func counts(_ source: String) throws -> (findings: ManagementValue, incidents: ManagementValue) {
    var (findings, incidents) = (ManagementValue(), ManagementValue())
    let entries = nights(source)
    findings.gaps = reading.coverage(Self.report, source) + reservations(entries, source)
    let known = Set(entries.compactMap(\.period))
    let missing = reading.due(Self.report, source).count { !known.contains($0.night) }
    if missing > 0 {
      findings.gaps.append(.init(.nightsWithout, source, String(missing)))
    } else if entries.isEmpty, reading.isConfigured(source) {
      findings.gaps.append(.init(.noDocument, source, Self.report))
    }
    incidents.gaps = findings.gaps
    for entry in entries {
      guard let number = entry.document else { continue }
      findings = findings.joined(severe(entry, number, source))
      incidents = incidents.joined(try self.incidents(entry, number, source))
    }
    return (findings, incidents)
  }

  /// What the documents themselves say they do not know: rules that were not evaluated, rows that may be missing.
  private func reservations(_ entries: [LedgerEntry], _ source: String) -> [ManagementValue.Gap] {
    var (rules, rows): ([String], [String]) = ([], [])
    for entry in entries {
      guard let number = entry.document, let head = documents.copy(entry)?.head else { continue }
      let unevaluated = ["rules_not_evaluated", "rules_evaluated_partial"]
      if unevaluated.contains(where: { head["counts"]?[$0]?.integerValue ?? 0 > 0 }) { rules.append(number) }
      let missing = head["highlights"]?["missing"]?.elements.compactMap { $0["code"]?.stringValue } ?? []
      if !Self.codesOfRows.isDisjoint(with: missing) { rows.append(number) }
    }
    let reasons: [(ManagementValue.Gap.Reason, [String])] = [(.rulesNotRun, rules), (.rowsMissing, rows)]
    return reasons.filter { !$0.1.isEmpty }.map { reason, numbers in
      .init(reason, source, SectionContext.ranges(numbers).joined(separator: ", "))
    }
  }

  /// What page 1 says of rows that a document may lack.
  private static let codesOfRows: Set<String> = [
    "source_empty", "source_outside", "source_stale", "unrecorded_before", "quarantine", "identifier_gaps",
    "sessions_deleted", "sessions_deleted_before", "history_broken", "live_store_unread", "missing_columns",
    "unmapped_words", "rules_unread",
  ]

  /// The findings of high or critical severity, as the manifest or the JSON copy says.
  private func severe(_ entry: LedgerEntry, _ number: String, _ source: String) -> ManagementValue {
    guard let manifest = documents.manifest(entry) else { return .init(.init(.unreadable, source, number)) }
    let names = [Severity.high, .critical].map(\.key)
    var counts = names.compactMap { manifest.summary?.findings?[$0] }
    if counts.count < names.count {
      // A document with clear values has its counts in itself alone.
      let head = documents.copy(entry)?.head["counts"]
      counts = names.compactMap { head?["findings_\($0)"].flatMap { PackageSummary.Count($0) } }
    }
    guard counts.count == names.count else { return .init(.init(.unreadable, source, number)) }
    let isRounded = manifest.head.mask == MaskLevel.M3.rawValue
    return counts.reduce(ManagementValue(0, from: [number])) { Self.adding($1, to: $0, isRounded: isRounded) }
  }

  /// Severe findings that no decision confirms, nor judges harmless in force; where the archive holds no decision of the
  /// source, nothing is known of what people decided.
  func unreviewed(_ source: String) throws -> ManagementValue {
    let reviews = reading.reviews[source] ?? FindingReviews()
    guard !reviews.isEmpty else {
      // A record that cannot be used is not the same as none.
      let gaps = reviews.unused.map { ManagementValue.Gap(.unreadable, source, $0) }
      var value = ManagementValue()
      value.gaps = gaps.isEmpty ? [.init(.noReviews, source)] : gaps
      return value
    }
    var value = ManagementValue()
    value.gaps = try counts(source).findings.gaps.filter { $0.reason != .unreadable }
    value.gaps += reviews.unused.map { .init(.unreadable, source, $0) }
    for entry in nights(source) {
      guard let number = entry.document else { continue }
      value = value.joined(try undecided(entry, number, source, reviews))
    }
    return value
  }

  private func undecided(
    _ entry: LedgerEntry, _ number: String, _ source: String, _ reviews: FindingReviews
  ) throws -> ManagementValue {
    guard let copy = documents.copy(entry) else { return .init(.init(.unreadable, source, number)) }
    guard copy.head["mask"]?.stringValue != MaskLevel.M3.rawValue else {
      return .init(.init(.countsOnly, source, number))
    }
    var (open, severe) = (Int64(0), Int64(0))
    let isListed = try copy.forEachRow(of: "findings") { row in
      let severity = Severity.allCases.first { $0.key == row["severity"]?.stringValue }
      guard let severity, severity >= .high, let id = row["id"]?.stringValue else { return }
      severe += 1
      let standing = reading.standing(of: row, id, reviews)
      if standing.map({ !$0.state.isHarmless && $0.state != .confirmed }) ?? true { open += 1 }
    }
    return isListed
      ? ManagementValue(open, of: severe, from: [number]) : .init(.init(.countsOnly, source, number))
  }

  /// The incidents that a document lists; one of counts says how many there are of each severity.
  private func incidents(_ entry: LedgerEntry, _ number: String, _ source: String) throws -> ManagementValue {
    guard let copy = documents.copy(entry) else { return .init(.init(.unreadable, source, number)) }
    var value = ManagementValue(0, from: [number])
    if copy.head["mask"]?.stringValue != MaskLevel.M3.rawValue {
      let isListed = try copy.forEachRow(of: "incidents") { _ in
        value.least += 1
        value.most += 1
      }
      return isListed ? value : .init(.init(.countsOnly, source, number))
    }
    var isWhole = true
    let isListed = try copy.forEachRow(of: "incident_severities") { row in
      guard let count = row["count"].flatMap({ PackageSummary.Count($0) }) else {
        isWhole = false
        return
      }
      value = Self.adding(count, to: value, isRounded: true)
    }
    return isListed && isWhole ? value : .init(.init(.countsOnly, source, number))
  }

  /// What a document of counts shows is cut to a multiple of five, and `<5` may be none.
  private static func adding(
    _ count: PackageSummary.Count, to value: ManagementValue, isRounded: Bool
  ) -> ManagementValue {
    let rest = Suppression.smallestCount - 1
    var value = value
    switch count {
    case .exact(let number):
      value.least += number
      value.most += number + (isRounded && number > 0 ? rest : 0)
    case .shown: value.most += rest
    }
    return value
  }
}
