package import Analysis
import Documents
import Model
import Records

/// What an audit of accesses rests on: how many there were, when, and those that were drawn.
package struct AccessRows {
  /// What the accesses of one kind come to.
  struct Kind {
    let total: Int64
    let outside: Int64
    let days: [CivilDate: Int64]
    let heat: [[Int64]]
    /// One row a user with accesses outside working hours, most first.
    let users: TableRows
  }

  /// The seed, as it is printed.
  let seed: String
  /// When the ledger's line that it is of was written; nil where the ledger had none.
  let seedWritten: Instant?
  /// Sessions by their begin; nil where the source has none.
  let sessions: Kind?
  /// Events; nil where the source has none.
  let events: Kind?
  /// The rows that were drawn: sessions, then events, each in the order of their digests; where identifiers are masked,
  /// of their moments.
  let sample: TableRows
  /// How many were drawn.
  let drawn: (sessions: Int64, events: Int64)
  /// One row a bulk export.
  let exports: TableRows
  /// How many there were.
  let exportCount: Int64
  /// What they accessed, and what the matrix of authority says of it.
  let matrix: MatrixRows
  /// Whether a word of the source is mapped to bulk exports.
  let mapsExports: Bool
  /// The hours they are held against, with the holidays of the configured calendar.
  let hours: WorkingHours
  /// What rule B03 goes by.
  let rule: OffHoursRule

  /// How many accesses there were.
  package var count: Int { Int((sessions?.total ?? 0) + (events?.total ?? 0)) }

  /// Everything that was recorded, drawn together; the rows will lie in `folder`.
  package init(
    _ sessions: SessionAccessRecorder?, _ events: EventAccessRecorder?, _ context: RowContext, seed: AccessSeed,
    hours: WorkingHours, rule: OffHoursRule, mapsExports: Bool, namesObjects: Bool, folder: String
  ) throws {
    (self.seed, seedWritten) = (seed.text, seed.written)
    self.mapsExports = mapsExports
    (self.hours, self.rule) = (hours, rule)
    self.sessions = try sessions.map { try Self.kind(&$0.tally, context, folder) }
    self.events = try events.map { try Self.kind(&$0.tally, context, folder) }
    let (first, second) = (sessions?.sample.rows() ?? [], events?.sample.rows() ?? [])
    drawn = (Int64(first.count), Int64(second.count))
    let rows = try TableRowsWriter(in: folder)
    matrix = try MatrixRows(events, context, namesObjects: namesObjects, folder: folder)
    let columns = AccessListing.sample(context.mask.level, hasMatrix: matrix.isApplied)
    for (digest, row) in Self.ordered(first, context) + Self.ordered(second, context)
    where context.mask.level.showsPersons {
      let listed = NumberedAccess(
        number: Int64(rows.count + 1), digest: digest, row: row, verdict: matrix.verdict(of: row))
      try rows.append { cells in columns.fill(&cells, listed) }
    }
    sample = try rows.finish()
    exports = try events?.exports.finish() ?? TableRows([], in: folder)
    exportCount = events?.exportCount ?? 0
  }

  /// Drawn rows in the order they are listed in: that of digests says something of an identifier that is masked.
  private static func ordered(
    _ drawn: [(digest: String, row: AccessRow)], _ context: RowContext
  ) -> [(digest: String, row: AccessRow)] {
    guard context.mask.level != .M0 else { return drawn }
    return drawn.map { (key: Identifier($0.row.idText), drawn: $0) }.sorted { first, second in
      (first.drawn.row.moment, first.key) < (second.drawn.row.moment, second.key)
    }.map(\.drawn)
  }

  private static func kind(_ tally: inout AccessTally, _ context: RowContext, _ folder: String) throws -> Kind {
    let rows = SortedTableRows(in: folder)
    if context.mask.level.showsPersons {
      try tally.users.forEach { key, counts in
        let user = key.isEmpty ? nil : key
        try rows.append(descending: counts.total, order: context.order(of: user, shown: nil)) { cells in
          AccessListing.outside.fill(&cells, OutsideUser(user: user, counts: counts, context: context))
        }
      }
    }
    return Kind(
      total: tally.total, outside: tally.outside, days: tally.days, heat: tally.heat, users: try rows.finish())
  }
}
