import Analysis
import Documents
import Model
import Records

/// What the events of a period accessed, and what the matrix of authority says of it.
struct MatrixRows {
  /// The matrix; nil where none is configured.
  let matrix: AccessMatrix?
  /// Whether the source says what was accessed at all.
  let namesObjects: Bool
  /// Events that name an object, and those that name none.
  let named: Int64
  let unnamed: Int64
  /// What the matrix says; nil without one.
  let summary: MatrixSummary?
  /// The types of events that were held against it, by their names.
  let kinds: [Identifier: EventKind]
  /// What deviates, account by account, most first; none where no person is shown.
  let deviations: TableRows
  /// Objects that it does not know, most first; none where no person is shown.
  let unknownObjects: TableRows
  private let roles: AccountRoles

  /// Everything that was counted, held against the matrix; the rows will lie in `folder`.
  init(_ events: EventAccessRecorder?, _ context: RowContext, namesObjects: Bool, folder: String) throws {
    let tally = events?.matrix
    (matrix, self.namesObjects) = (tally?.matrix, namesObjects)
    (named, unnamed, kinds) = (tally?.named ?? 0, tally?.unnamed ?? 0, tally?.kinds ?? [:])
    roles = tally?.roles ?? AccountRoles(users: [:], hasTable: false)
    let (deviating, unknown) = (SortedTableRows(in: folder), SortedTableRows(in: folder))
    let showsPersons = context.mask.level.showsPersons
    let kinds = kinds
    let eachDeviation = { (key: AccessKey, role: Identifier, sums: AccessSums) throws in
      guard showsPersons else { return }
      let account = key.account.isEmpty ? nil : key.account
      let place = context.order(of: account, shown: nil) + [role, key.object, key.act]
      try deviating.append(descending: sums.total, order: place) { cells in
        MatrixListing.deviations.fill(
          &cells,
          DeviatingAccount(
            account: account, role: role, object: key.object, kind: kinds[key.act], sums: sums, context: context))
      }
    }
    summary = try events?.matrix.summary(eachDeviation: eachDeviation) { name, sums in
      guard showsPersons else { return }
      try unknown.append(descending: sums.total, order: [Identifier(context.objectText(name.text)), name]) { cells in
        MatrixListing.unknown.fill(&cells, UnknownObject(name: name, sums: sums, context: context))
      }
    }
    (deviations, unknownObjects) = (try deviating.finish(), try unknown.finish())
  }

  /// Whether events that name objects can be held against a matrix.
  var isApplied: Bool { matrix != nil && namesObjects }

  /// What the matrix says of a row that was drawn; nil where it says nothing.
  func verdict(of row: AccessRow) -> AccessMatrix.Verdict? {
    guard let matrix, let object = row.object, let kind = row.kind else { return nil }
    let stated = roles.isInTable(row.doer) ? nil : row.stated
    return matrix.verdict(roles.role(of: row.doer, stated: stated), object: object, act: Identifier(kind.name))
  }

  /// Conforming, deviating, each doubt, and events that name no object: together all events.
  var parts: [Int64] {
    let doubts = AccessMatrix.Doubt.allCases.map { summary?.doubts[$0, default: 0] ?? 0 }
    return [summary?.conforming ?? 0, summary?.deviating ?? 0] + doubts + [unnamed]
  }
}
