import Archive
import Documents
import Model
import Reports

/// Gathers a number that earlier documents of a report state, for its trend: never counted again.
struct EarlierCounts {
  let run: RunContext
  let request: ReportRequest

  /// More than so many make no picture.
  private static let limit = 11

  /// The number by its name among the counts of documents of the same schedule and of periods before, oldest first;
  /// without those of documents of counts (M3), which are cut, where they must be exact.
  func counts(
    of name: String, in report: String, areExact: Bool = false
  ) throws -> [ArchiveHistory.EarlierCount] {
    let entries = try LedgerEntry.standing(report, of: request.source.name, in: run.record).filter { entry in
      guard let period = entry.period else { return false }
      return entry.schedule == request.schedule && period.from < request.period.from
    }
    var counts: [ArchiveHistory.EarlierCount] = []
    for entry in entries.reversed() where counts.count < Self.limit {
      guard let copy = IssuedCopy(entry, in: run.record.archive), let count = copy.head["counts"]?[name]?.integerValue
      else { continue }
      if areExact, copy.head["mask"]?.stringValue == MaskLevel.M3.rawValue { continue }
      counts.append(.init(number: copy.number.text, period: copy.period, count: count))
    }
    return counts.sorted { ($0.period.from, $0.number) < ($1.period.from, $1.number) }
  }
}
