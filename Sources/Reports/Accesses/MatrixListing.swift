import Analysis
import Documents
import Model
import Records

/// Accesses of an account that deviate from the matrix, to one object and of one type.
struct DeviatingAccount {
  let account: Identifier?
  let role: Identifier
  let object: Identifier
  let kind: EventKind?
  let sums: AccessSums
  let context: RowContext
}

/// An object that the matrix does not know.
struct UnknownObject {
  let name: Identifier
  let sums: AccessSums
  let context: RowContext
}

/// The tables of accesses that are held against a matrix.
enum MatrixListing {
  /// What the matrix says of a row that was drawn.
  static let proposal: [TableColumn<NumberedAccess>] = [
    .init(.matrixVerdict, .text, 14, for: .readers) { item in
      item.verdict.map { .text(item.row.context.words[$0.title]) } ?? .empty
    },
    .init(machine: "matrix_verdict", .text) { item in item.verdict.map { .text($0.code) } ?? .empty },
    .init(.matrixReason, .text, 22, for: .readers) { item in
      item.verdict?.doubt.map { .text(item.row.context.words[$0.title]) } ?? .empty
    },
    .init(machine: "matrix_reason", .text) { item in item.verdict?.doubt.map { .text($0.rawValue) } ?? .empty },
  ]

  /// What deviates, account by account; the rows' numbers come before.
  static let deviations = TableColumns<DeviatingAccount>([
    .init(.userKey, .text, 12, for: .readersWithRoomAndPrograms) { $0.context.userKey($0.account) },
    .init(.userName, .text, 22) { item in
      let name = item.context.userName(item.account, shown: nil)
      return name == .empty ? item.context.userKey(item.account) : name
    },
    .init(.role, .text, 16) { .text($0.role.text) },
    .init(.object, .text, 20) { $0.context.object($0.object.text) },
    .init(.eventType, .text, 20, for: .readers) { item in
      item.kind.map { .text(item.context.words.name($0, in: item.context.language)) } ?? .empty
    },
    .init(machine: "event_type", .text) { item in item.kind.map { .text($0.name) } ?? .empty },
    .init(.accessCount, .integer, 12, hasBar: true) { .integer($0.sums.total) },
    .init(.refused, .integer, 12) { .integer($0.sums.refused) },
    .init(.recordSum, .integer, 12, from: .event(.recordCount)) { $0.sums.recordCell },
    .init(.first, .moment, 19) { $0.context.moment(Instant(microseconds: $0.sums.first)) },
    .init(.last, .moment, 19) { $0.context.moment(Instant(microseconds: $0.sums.last)) },
  ])

  /// Objects that the matrix does not know; the rows' numbers come before.
  static let unknown = TableColumns<UnknownObject>([
    .init(.object, .text, 40) { $0.context.object($0.name.text) },
    .init(.accessCount, .integer, 14, hasBar: true) { .integer($0.sums.total) },
    .init(.first, .moment, 19) { $0.context.moment(Instant(microseconds: $0.sums.first)) },
    .init(.last, .moment, 19) { $0.context.moment(Instant(microseconds: $0.sums.last)) },
  ])
}

extension AccessSums {
  /// The records they accessed; nothing where no access says so.
  var recordCell: Cell { withRecords == 0 ? .empty : .integer(records) }
}

extension AccessMatrix.Verdict {
  /// The word of the JSON copy.
  var code: String {
    switch self {
    case .conforms: "conforms"
    case .deviates: "deviates"
    case .toExamine: "to_examine"
    }
  }

  /// What a reader sees.
  var title: AccessWordKey {
    switch self {
    case .conforms: .tickConforms
    case .deviates: .tickDeviates
    case .toExamine: .tickToExamine
    }
  }

  /// Why nobody can tell.
  var doubt: AccessMatrix.Doubt? { if case .toExamine(let doubt) = self { doubt } else { nil } }
}

extension AccessMatrix.Doubt {
  /// What a reader sees.
  var title: MatrixWordKey {
    switch self {
    case .objectUnknown: .doubtObject
    case .nobody: .doubtNobody
    case .notInTable: .doubtNotInTable
    case .roleChanged: .doubtRoleChanged
    case .roleUnknown: .doubtRoleUnknown
    case .roleNotInMatrix: .doubtRoleNotInMatrix
    }
  }
}
