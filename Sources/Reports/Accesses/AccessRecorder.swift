package import Analysis
package import Model
import Records

/// How rows are drawn: by the digests of a seed with their identifiers.
package struct AccessSeed: Sendable {
  /// The seed, as it is printed.
  package let text: String
  /// When the ledger's line that it is of was written; nil where the ledger had none.
  package let written: Instant?
  /// The SHA-256 of a text, as 64 hexadecimal digits.
  private let sha256: @Sendable (String) -> String

  /// A seed, when it was written down, and how digests are made.
  package init(_ text: String, written: Instant?, sha256: @escaping @Sendable (String) -> String) {
    (self.text, self.written, self.sha256) = (text, written, sha256)
  }

  /// The digest that a row is drawn by: of seed, relation and identifier, each on a line of its own.
  func digest(_ relation: String, _ id: Identifier) -> String { sha256("\(text)\n\(relation)\n\(id.text)") }
}

/// Writes down sessions as accesses of a period: those that began in it.
package final class SessionAccessRecorder {
  private let context: RowContext
  private let seed: AccessSeed
  private let period: Period
  var tally: AccessTally
  private(set) var sample = AccessSample<AccessRow>()

  /// Nothing recorded yet.
  package init(
    _ context: RowContext, seed: AccessSeed, period: Period, hours: WorkingHours, sorter: any RecordSorter
  ) {
    (self.context, self.seed, self.period) = (context, seed, period)
    tally = AccessTally(hours: hours, zone: context.zone, sorter: sorter)
  }

  /// Records a session as it was judged.
  package func record(_ session: borrowing Session, _ verdict: SessionAnalysis.Verdict) throws {
    guard case .counted(let counted) = verdict, counted.resolved.start >= period.from else { return }
    let start = counted.resolved.start
    let isOutside = try tally.add(session.userKey, at: start)
    let session = copy session
    sample.add(session.id, digest: seed.digest("sessions", session.id)) {
      AccessRow(
        isSession: true, id: session.id, moment: start, user: session.userKey, shown: session.userName, kind: nil,
        target: nil, address: session.address, isOutside: isOutside, context: context)
    }
  }
}

/// Writes down security events as accesses of a period.
package final class EventAccessRecorder {
  private let context: RowContext
  private let seed: AccessSeed
  var tally: AccessTally
  /// The same by what was accessed.
  var matrix: MatrixTally
  private(set) var sample = AccessSample<AccessRow>()
  /// Events of bulk exports.
  let exports: TableRowsWriter

  /// Nothing recorded yet; the rows will lie in `folder`.
  package init(
    _ context: RowContext, seed: AccessSeed, hours: WorkingHours, matrix: MatrixTally, sorter: any RecordSorter,
    folder: String
  ) throws {
    (self.context, self.seed, self.matrix) = (context, seed, matrix)
    tally = AccessTally(hours: hours, zone: context.zone, sorter: sorter)
    exports = try TableRowsWriter(in: folder)
  }

  /// How many bulk exports there are.
  private(set) var exportCount: Int64 = 0

  /// Records an event as it was judged.
  package func record(_ event: borrowing SecurityEvent, _ verdict: EventAnalysis.Verdict) throws {
    guard case .counted(let instant) = verdict else { return }
    let isOutside = try tally.add(event.doer ?? event.userKey, at: instant)
    try matrix.add(event, at: instant)
    let event = copy event
    let context = context
    func row() -> AccessRow {
      AccessRow(
        isSession: false, id: event.id, moment: instant, user: event.doer ?? event.userKey, shown: event.userName,
        kind: event.kind, target: event.targetID, address: event.address, isOutside: isOutside, context: context,
        object: event.object.map { Identifier($0) }, recordCount: event.recordCount, doer: event.doer,
        stated: MatrixTally.statedRole(of: event))
    }
    sample.add(event.id, digest: seed.digest("events", event.id), row: row)
    guard event.type == .bulkExport else { return }
    exportCount += 1
    guard context.mask.level.showsPersons else { return }
    let listed = NumberedAccess(number: Int64(exports.count + 1), digest: "", row: row())
    try exports.append { cells in AccessListing.exports.fill(&cells, listed) }
  }
}
