import Analysis
import Documents
import Messages
import Model
import Records

/// An access as the tables of an audit list it.
package struct AccessRow {
  let isSession: Bool
  let id: Identifier
  let moment: Instant
  let user: Identifier?
  let shown: String?
  /// The type of the event; nil for a session.
  let kind: EventKind?
  let target: Identifier?
  let address: NetworkAddress?
  let isOutside: Bool
  let context: RowContext
  /// What was accessed, in the source's word.
  var object: Identifier?
  /// How many records were.
  var recordCount: Int64?
  /// Who acted, where the event says.
  var doer: Identifier?
  /// The role that the event states for whoever acted.
  var stated: Identifier?

  /// The identifier as the mask level allows.
  var idText: String { isSession ? context.mask.sessionID(id.text) : context.mask.rowKey(id.text) }

  fileprivate var name: Cell {
    let name = context.userName(user, shown: shown)
    return name == .empty ? context.userKey(user) : name
  }

  /// Whether it was tried and succeeded, or was refused; nil where its type does not say.
  fileprivate var succeeded: Bool? { kind?.type.succeeded }

  fileprivate var title: String {
    kind.map { context.words.name($0, in: context.language) } ?? context.words[.sessionBegin]
  }
}

/// An access with its place, and the digest it was drawn by.
struct NumberedAccess {
  let number: Int64
  let digest: String
  let row: AccessRow
  /// What the matrix says of it; nil where it says nothing.
  var verdict: AccessMatrix.Verdict?
}

/// The tables of an audit of accesses.
enum AccessListing {
  /// What an auditor may find.
  private static let findings: [AccessWordKey] = [.tickConforms, .tickDeviates, .tickToExamine]

  private static let head: [TableColumn<NumberedAccess>] = [
    .init(.rowNumber, .integer, 6, for: .readers) { .integer($0.number) },
    .init(.recordKind, .text, 10, for: .readers) { item in
      .text(item.row.context.words[item.row.isSession ? .kindSession : .kindEvent])
    },
    .init(machine: "relation", .text) { .text($0.row.isSession ? "sessions" : "events") },
    .init(.recordID, .text, 14) { .text($0.row.idText) },
    .init(.moment, .moment, 19) { $0.row.context.moment($0.row.moment) },
    .init(.userKey, .text, 12, for: .readersWithRoomAndPrograms) { $0.row.context.userKey($0.row.user) },
    .init(.userName, .text, 20) { $0.row.name },
    .init(.role, .text, 14) { $0.row.context.role($0.row.user) },
    .init(.access, .text, 24, for: .readers) { .text($0.row.title) },
    .init(machine: "access", .text) { .text($0.row.kind?.name ?? "session") },
    .init(.object, .text, 18, from: .event(.object)) { $0.row.context.object($0.row.object?.text) },
    .init(.recordCount, .integer, 9, from: .event(.recordCount)) {
      $0.row.recordCount.map { .integer($0) } ?? .empty
    },
    .init(.outcome, .text, 11, for: .readers) { item in
      let words = item.row.context.words
      return item.row.succeeded.map { .text(words[$0 ? .outcomeSuccess : .outcomeFailure]) } ?? .empty
    },
    .init(machine: "outcome", .text) { item in
      item.row.succeeded.map { .text($0 ? "succeeded" : "refused") } ?? .empty
    },
    .init(.targetID, .text, 12, for: .readersWithRoomAndPrograms) { $0.row.context.userKey($0.row.target) },
    .init(.address, .text, 17) { $0.row.context.address($0.row.address) },
    .init(.offHours, .text, 11, for: .readers) { item in
      .text(item.row.context.words[item.row.isOutside ? .yes : .no])
    },
    .init(machine: "off_hours", .text) { .text($0.row.isOutside ? "yes" : "no") },
  ]

  /// The rows that were drawn, with what an auditor fills in.
  ///
  /// The digest is of the identifier and a seed that is printed: beside a masked identifier it would give it away.
  /// What the matrix says of them stands beside as a proposal, where there is a matrix.
  static func sample(_ level: MaskLevel, hasMatrix: Bool) -> TableColumns<NumberedAccess> {
    let digest: [TableColumn<NumberedAccess>] =
      level == .M0
      ? [.init(.selectionDigest, .text, 20, for: .readersWithRoomAndPrograms) { .text($0.digest) }] : []
    return TableColumns<NumberedAccess>(
      head + (hasMatrix ? MatrixListing.proposal : []) + digest + [
        .form(.conformity, 16, texts: findings), .form(.auditReason, 30), .form(.findingNumber, 12),
      ])
  }

  /// Bulk exports.
  static let exports = TableColumns<NumberedAccess>(head)

  /// Accesses outside working hours, by user.
  static let outside = TableColumns<OutsideUser>([
    .init(.userKey, .text, 14, for: .readersWithRoomAndPrograms) { $0.context.userKey($0.user) },
    .init(.userName, .text, 28) { item in
      let name = item.context.userName(item.user, shown: nil)
      return item.user == nil
        ? .text(item.context.words[.unknownUser]) : name == .empty ? item.context.userKey(item.user) : name
    },
    .init(.role, .text, 18) { $0.context.role($0.user) },
    .init(.offHours, .integer, 14, hasBar: true) { .integer($0.counts.total) },
    .init(.first, .moment, 19) { $0.context.moment(Instant(microseconds: $0.counts.first)) },
    .init(.last, .moment, 19) { $0.context.moment(Instant(microseconds: $0.counts.last)) },
  ])
}

/// A user with accesses outside working hours.
struct OutsideUser {
  let user: Identifier?
  let counts: EventCounts
  let context: RowContext
}
