import Archive
import Documents
import Files
import Model
import Reports

/// Gathers from the archive what an audit of accesses speaks of: which daily documents stand, and what earlier ones have found.
struct AuditReading {
  let run: RunContext
  let source: String
  let period: Period

  /// Registers and findings of single days.
  private static let daily = ["OTR", "GOR", "ANM"]
  /// How far back findings are looked for, in days before the end of the period.
  private static let days: Int64 = 366

  /// The numbers of documents of single days of the period that the ledger says were issued and not replaced, by day, in the
  /// order of their reports.
  func documentsByDay() throws -> [CivilDate: [String]] {
    let zone = run.invocation.configuration.zone
    var numbers: [CivilDate: [String]] = [:]
    for report in Self.daily {
      for entry in try LedgerEntry.standing(report, of: source, in: run.record) {
        guard let number = entry.document, let own = entry.period, period.contains(own.from) else { continue }
        let date = zone.localTime(at: own.from).date
        if zone.start(of: date) == own.from, zone.start(of: date.advanced(by: 1)) == own.to {
          numbers[date, default: []].append(number)
        }
      }
    }
    return numbers
  }

  /// With which key the digests of a document were made: its manifest says so.
  private static func digestKey(of copy: IssuedCopy) -> String? {
    let folder = copy.path.dropLast(copy.number.folderName.utf8.count + ".json".utf8.count)
    guard let bytes = try? InputFile.bytes(folder + Manifest.fileName) else { return nil }
    return JSONValue(reading: bytes)?["digest_key"]?.stringValue
  }

  /// What standing documents on findings of the year up to the period's end list as high or critical, each finding once;
  /// those that were decided on apart.
  ///
  /// A document that cannot be read, or shows counts only, is named: what is open of it is not known.
  func openFindings() throws -> ArchiveHistory.OpenFindings {
    var open = ArchiveHistory.OpenFindings()
    var listed = ListedFindings()
    var keys: Set<String> = []
    let earliest = period.to.advanced(by: -Self.days * microsecondsPerDay)
    for entry in try LedgerEntry.standing("ANM", of: source, in: run.record) {
      guard let number = entry.document, let own = entry.period, own.to <= period.to, own.from >= earliest else {
        continue
      }
      guard let copy = IssuedCopy(entry, in: run.record.archive) else {
        open.unread.append(number)
        continue
      }
      let listsFindings = try copy.forEachRow(of: "findings") { listed.add($0, of: number, own) }
      if listsFindings, copy.head["mask"]?.stringValue != MaskLevel.M3.rawValue {
        open.documents += 1
        if let key = Self.digestKey(of: copy) { keys.insert(key) }
      } else {
        open.counted.append(number)
      }
    }
    let reviews = try ReviewReading(in: run).reviews(of: source)
    (open.unusedReviews, open.otherKeys) = (reviews.unused, reviews.count(withoutKeys: keys))
    for var item in listed.open {
      let standing = reviews.standing(
        of: [item.id], repeating: [item.repeatKey].compactMap { $0 }, first: item.first,
        at: run.invocation.asOf, in: run.invocation.configuration.zone)
      item.breach = standing?.review.breach
      if let standing, standing.state.isHarmless || standing.state == .confirmed {
        open.decided.append((item, standing))
      } else {
        open.findings.append(item)
      }
    }
    return open
  }
}
