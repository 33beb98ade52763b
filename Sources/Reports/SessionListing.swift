import Analysis
import Documents
import Model
import Records

/// A session as the table of sessions lists it.
struct ListedSession {
  let session: Session
  let counted: CountedSession
  let context: RowContext

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
    .init(.sessionID, .text, 11, for: .readers) { .text($0.context.mask.sessionID($0.session.id.text)) },
    .init(.userKey, .text, 10, for: .readersWithRoom) { $0.context.userKey($0.session.userKey) },
    .init(.userName, .text, 20, for: .readers) {
      $0.context.userName($0.session.userKey, shown: $0.session.userName)
    },
    .init(.role, .text, 12, for: .readersWithRoom) { $0.context.role($0.session.userKey) },
    .init(.startedAt, .moment, 19, for: .readers) { $0.context.moment($0.counted.resolved.start) },
    .init(.endedAt, .moment, 19, for: .readers) { $0.context.moment($0.end) },
    .init(.duration, .duration, 11, for: .readers) { .duration($0.counted.interval.length) },
    .init(.endBasis, .text, 16, for: .readers) { .text($0.context.words.name($0.counted.resolved.basis)) },
    .init(.minimumDuration, .duration, 11, for: .readersWithRoom) { .duration($0.counted.earliest.length) },
    .init(.maximumDuration, .duration, 11, for: .readersWithRoom) { .duration($0.counted.latest.length) },
    .init(.clipping, .text, 14, for: .readersWithRoom) { $0.context.text($0.clipping) },
    .init(.address, .text, 17, for: .readers, from: .session(.address)) { $0.context.address($0.session.address) },
    .init(.port, .integer, 7, for: .readersWithRoom, from: .session(.port)) {
      $0.session.port.map { .integer(Int64($0)) } ?? .empty
    },
    .init(.client, .text, 22, for: .readersWithRoom, from: .session(.userAgent)) {
      $0.context.client($0.session.userAgent)
    },
    .init(.clientSummary, .text, 22, for: .paper, from: .session(.userAgent)) {
      $0.context.clientSummary($0.session.userAgent)
    },
    .init(.device, .text, 16, for: .readersWithRoom, from: .session(.device)) { $0.context.device($0.session.device) },
    .init(.status, .text, 14, for: .readersWithRoom, from: .session(.status)) { row in
      row.context.text(row.session.status.map { row.context.words.name($0) })
    },
    .init(.endReason, .text, 14, for: .readers, from: .session(.endReason)) { row in
      row.context.text(row.session.endReason.map { row.context.words.name($0) })
    },
    .init(.kind, .text, 12, for: .readersWithRoom, from: .session(.kind)) { $0.context.text($0.session.kind) },
    .init(.legalBasis, .text, 18, for: .readersWithRoom, from: .session(.legalBasis)) { row in
      let words = row.context.words
      let basis = row.session.legalBasis.map { "\(words.article($0)) (\(words.name($0)))" }
      return row.context.text(basis ?? row.session.rawLegalBasis)
    },
    .init(.storedDuration, .duration, 11, for: .readersWithRoom, from: .session(.storedDuration)) {
      $0.session.storedDuration.map { .duration($0) } ?? .empty
    },
    .init(.startedUTC, .text, 28, for: .desk) { .text($0.counted.resolved.start.iso8601) },
    .init(.endedUTC, .text, 28, for: .desk) { $0.context.text($0.end?.iso8601) },
  ])
}
