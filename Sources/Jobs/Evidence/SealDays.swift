import Archive
import Model
import Reports

/// Makes the calendar of a year: which days have documents, and whether all of them are what was sealed.
struct SealDays {
  /// Documents of one day each, by what sealed them.
  let sealings: [(entry: LedgerEntry, sealed: SealHistory.Sealed)]
  /// The numbers of those with a time stamp.
  let stamped: Set<String>
  /// Periods that no document was wanted for.
  let emptyPeriods: [Period]
  let zone: Zone

  /// How many days a calendar has.
  private static let count: Int64 = 365

  /// The year that ends at a moment, which is the begin of a day that is not over.
  func days(until end: Instant) -> [SealHistory.Day] {
    let last = zone.localTime(at: end.advanced(by: -1)).date
    var known: [CivilDate: SealHistory.Day] = [:]
    for (entry, sealed) in sealings {
      guard let period = entry.period else { continue }
      let date = zone.localTime(at: period.from).date
      var day = known[date] ?? SealHistory.Day(date, .valid)
      day.documents += 1
      if stamped.contains(sealed.name) { day.stamped += 1 }
      if let report = sealed.report, let rows = sealed.rows { day.rows[report] = rows }
      if sealed.state == .invalid || sealed.state == .missing { day.state = .broken }
      known[date] = day
    }
    let empty = Set(emptyPeriods.map { zone.localTime(at: $0.from).date })
    let earliest = (Array(known.keys) + Array(empty)).min()
    return (0..<Self.count).map { offset in
      let date = last.advanced(by: Int(offset - Self.count + 1))
      if let day = known[date] { return day }
      let state: SealHistory.Day.State =
        earliest.map({ date < $0 }) ?? true ? .before : empty.contains(date) ? .empty : .missing
      return SealHistory.Day(date, state)
    }
  }
}
