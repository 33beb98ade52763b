import Archive
import Documents
import Model

/// What came of one period of a report, or of the backup, that a schedule owes.
struct PeriodState: Sendable {
  /// What came of it.
  enum State: String, Sendable, CaseIterable {
    /// The document was issued, or the backup made.
    case issued
    /// The document was issued, and counts no row.
    case empty = "nil"
    /// It had no record, and the configuration wants no document then.
    case none
    /// Its document was replaced by another edition, which is in force.
    case superseded
    /// The time of the next run has not come yet, or just has.
    case pending
    /// Nothing was issued, and no run failed over it.
    case missing
    /// Nothing was issued, and the last run failed.
    case failed
    /// A night without a backup, which can never be made.
    case missed
  }

  /// The period.
  let period: Period
  /// What came of it.
  let state: State
  /// The number of the document in force, or the name of the backup.
  var item: String?
  /// The edition of that document.
  var edition: Int?

  /// Whether somebody should look.
  var isWanting: Bool { state == .missing || state == .failed }

  /// The state that the register's entries of a period come to; nil where they settle nothing.
  init?(_ period: Period, settledBy entries: [RegisterEntry], isWithoutRows: (RegisterEntry) -> Bool) {
    self.period = period
    let replaced = Set(entries.compactMap(\.replaces))
    let issued = entries.filter { ($0.state == .issued || $0.state == .purged) && !replaced.contains($0.number) }
    if let entry = issued.last {
      state = entry.replaces != nil ? .superseded : isWithoutRows(entry) ? .empty : .issued
      (item, edition) = (entry.number?.text ?? entry.backup, entry.number == nil ? nil : entry.edition)
    } else if entries.contains(where: { $0.state == .empty }) {
      state = .none
    } else if entries.contains(where: { $0.state == .missed }) {
      state = .missed
    } else {
      return nil
    }
  }

  /// A period that nothing has settled.
  init(_ period: Period, unsettled state: State) { (self.period, self.state) = (period, state) }

  /// As scripts read it.
  var json: JSONValue {
    .object([
      .init("from", .string(period.from.iso8601)), .init("to", .string(period.to.iso8601)),
      .init("state", .string(state.rawValue)), .init("item", item.map { .string($0) } ?? .null),
      .init("edition", edition.map { .integer(Int64($0)) } ?? .null),
    ])
  }
}

extension Set<DocumentNumber> {
  fileprivate func contains(_ number: DocumentNumber?) -> Bool { number.map { contains($0) } ?? false }
}
