import Analysis
import Documents
import Model
import Records

/// A session as the table of sessions lists it.
struct ListedSession {
  let session: Session
  let counted: CountedSession
  let context: RowContext
  /// The cells of its browser.
  let client: ClientCells?

  init(_ session: borrowing Session, _ counted: CountedSession, _ context: RowContext) {
    self.session = copy session
    self.counted = counted
    self.context = context
    client = context.clientCells(session.userAgent)
  }

  /// The end that is printed: none where the session still runs, or nothing is known of its end.
  var end: Instant? {
    counted.resolved.basis != .asOf && counted.resolved.basis != .none ? counted.resolved.end : nil
  }

  fileprivate var clipping: String? {
    switch (counted.isCutAtStart, counted.isCutAtEnd) {
    case (false, false): nil
    case (true, false): context.words[.clippedBefore]
    case (false, true): context.words[.clippedAfter]
    case (true, true): context.words[.clippedBoth]
    }
  }
}

/// The table of sessions; the rows' numbers come before.
enum SessionListing {
  static let table = TableColumns<ListedSession>([
    .written(.sessionID, .text, 11, for: .readers) { row, cells in
      cells.append(row.context.mask.sessionID(row.session.id.text))
    },
    .written(.userKey, .text, 10, for: .readersWithRoom) { row, cells in
      cells.append(row.context.cells(of: row.session.userKey)?.key)
    },
    .written(.userName, .text, 20, for: .readers) { row, cells in
      row.context.append(userName: row.session.userKey, shown: row.session.userName, to: &cells)
    },
    .written(.role, .text, 12, for: .readersWithRoom) { row, cells in
      cells.append(row.context.cells(of: row.session.userKey)?.role)
    },
    .init(.startedAt, .moment, 19, for: .readers) { $0.context.moment($0.counted.resolved.start) },
    .init(.endedAt, .moment, 19, for: .readers) { $0.context.moment($0.end) },
    .init(.duration, .duration, 11, for: .readers) { .duration($0.counted.interval.length) },
    .written(.endBasis, .text, 16, for: .readers) { row, cells in
      cells.append(row.context.cells.bases[row.counted.resolved.basis])
    },
    .init(.minimumDuration, .duration, 11, for: .readersWithRoom) { .duration($0.counted.earliest.length) },
    .init(.maximumDuration, .duration, 11, for: .readersWithRoom) { .duration($0.counted.latest.length) },
    .written(.clipping, .text, 14, for: .readersWithRoom) { row, cells in cells.append(row.clipping) },
    .written(.address, .text, 17, for: .readers, from: .session(.address)) { row, cells in
      row.context.append(address: row.session.address, to: &cells)
    },
    .init(.port, .integer, 7, for: .readersWithRoom, from: .session(.port)) {
      $0.session.port.map { .integer(Int64($0)) } ?? .empty
    },
    .written(.client, .text, 22, for: .readersWithRoom, from: .session(.userAgent)) { row, cells in
      cells.append(row.client?.client)
    },
    .written(.clientSummary, .text, 22, for: .paper, from: .session(.userAgent)) { row, cells in
      cells.append(row.client?.summary)
    },
    .init(.device, .text, 16, for: .readersWithRoom, from: .session(.device)) { $0.context.device($0.session.device) },
    .written(.status, .text, 14, for: .readersWithRoom, from: .session(.status)) { row, cells in
      cells.append(row.session.status.map { row.context.cells.statuses[$0] })
    },
    .written(.endReason, .text, 14, for: .readers, from: .session(.endReason)) { row, cells in
      cells.append(row.session.endReason.map { row.context.cells.endReasons[$0] })
    },
    .written(.kind, .text, 12, for: .readersWithRoom, from: .session(.kind)) { row, cells in
      cells.append(row.session.kind)
    },
    .written(.legalBasis, .text, 18, for: .readersWithRoom, from: .session(.legalBasis)) { row, cells in
      if let basis = row.session.legalBasis {
        cells.append(row.context.cells.legalBases[basis])
      } else {
        cells.append(row.session.rawLegalBasis)
      }
    },
    .init(.storedDuration, .duration, 11, for: .readersWithRoom, from: .session(.storedDuration)) {
      $0.session.storedDuration.map { .duration($0) } ?? .empty
    },
    .written(.startedUTC, .text, 28, for: .desk) { row, cells in
      cells.append(iso8601: row.counted.resolved.start)
    },
    .written(.endedUTC, .text, 28, for: .desk) { row, cells in cells.append(iso8601: row.end) },
  ])
}
