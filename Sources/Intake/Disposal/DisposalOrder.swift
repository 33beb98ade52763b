import Messages
package import Model

/// What is to be deleted: the records of a rule older than a moment, from one table, by one statement.
package struct DisposalOrder: Sendable {
  /// The system whose query says what a record is.
  package let system: SourceSystem
  /// The relation.
  package let relation: Relation
  /// The rule's records; nil where it is about all of the relation.
  package let chosen: RowClass?
  /// The column that is counted from.
  package let countedFrom: SourceColumn
  /// The first moment whose records are not due.
  package let cutOff: Instant
  /// The zone of the source's clocks without a zone.
  package let zone: String
  /// The table.
  package let table: DisposedTable
  /// The statement.
  package let statement: SQLFile

  /// The only placeholder that a statement may have, and has to.
  package static let placeholder = "cutoff"

  /// An order from its parts.
  package init(
    system: SourceSystem, relation: Relation, chosen: RowClass?, countedFrom: SourceColumn, cutOff: Instant,
    zone: String, table: DisposedTable, statement: SQLFile
  ) {
    (self.system, self.relation, self.chosen, self.countedFrom) = (system, relation, chosen, countedFrom)
    (self.cutOff, self.zone, self.table, self.statement) = (cutOff, zone, table, statement)
  }

  /// Refuses a file that holds several statements, or whose statement does not say when records are due.
  package static func check(_ file: SQLFile) throws {
    let statements = try file.statements([placeholder: "NULL"])
    guard statements.count == 1 else {
      throw DisposalError(
        .misconfigured, tr: "\(file.path): dosyada tek bir deyim olmalı; \(statements.count) parça var.",
        en: "\(file.path): the file must hold one statement; there are \(statements.count) parts.")
    }
    guard file.placeholders == [placeholder] else {
      throw DisposalError(
        .misconfigured, tr: "\(file.path): deyim kesim anını :'cutoff' ile kullanmalı.",
        en: "\(file.path): the statement must use the moment of the cut-off, :'cutoff'.")
    }
  }

  /// The records that are due and all others, as the source's query yields them; of a query that cannot calculate with
  /// infinity, those of a meaningful time.
  package func rows(on source: borrowing SourceConnection) throws -> DueRows {
    do {
      return try source.attempt { try rows(from: .minusInfinity, to: .infinity, on: source) }
    } catch  where SourceConnection.survives(error) {
      return try rows(from: .beginningOfTimes, to: .never, on: source)
    }
  }

  /// What names a record: its identifier, or its moment where it has none.
  private var named: SourceColumn {
    relation.columns.first { $0.isRequired && $0.kind == .identifier } ?? countedFrom
  }

  /// What the rows of the table are called by the query; refuses one whose records are not rows of the table.
  func rowNames(on source: borrowing SourceConnection) throws -> RowNames {
    do {
      return try source.attempt { try rowNames(from: .minusInfinity, to: .infinity, on: source) }
    } catch  where SourceConnection.survives(error) {
      return try rowNames(from: .beginningOfTimes, to: .never, on: source)
    }
  }

  private func rowNames(from: Instant, to: Instant, on source: borrowing SourceConnection) throws -> RowNames {
    let window = Window(from: from, to: to, zone: zone)
    guard let prepared = try PreparedRelation(relation, of: system, window: window, on: source) else {
      throw unknownRelation
    }
    let users = try PreparedRelation(.users, of: system, window: window, on: source)
    return try CountedTable.names(
      prepared.sql, of: prepared.file, columns(of: prepared), from: table,
      users: users.map { try CountedTable.tables(of: UserColumn.id.name, in: $0.sql, on: source.connection) } ?? [],
      on: source.connection)
  }

  private func columns(of prepared: PreparedRelation) -> CountedTable.Columns {
    let content: [SourceColumn] = relation.columns.filter { column in
      switch column {
      case .session(.userAgent), .session(.device), .event(.userAgent): true
      default: [.address, .number].contains(column.kind)
      }
    }
    let user = SourceColumn.session(.userID)
    return CountedTable.Columns(
      name: named.name, moment: countedFrom.name, content: content.filter(prepared.has).map(\.name),
      user: prepared.has(user) ? user.name : nil)
  }

  private var unknownRelation: DisposalError {
    DisposalError(
      .misconfigured, tr: "Sistemde \(relation.fileName) yok; kuralın kayıtları sayılamaz.",
      en: "The system has no \(relation.fileName); the rule's records cannot be counted.")
  }

  /// The records of every other relation of the system, which a deletion must leave as they are.
  func otherRelations(on source: borrowing SourceConnection) throws -> [OtherRelation] {
    try Relation.allCases.filter { $0 != relation && system.queries[$0] != nil }.map { other in
      do {
        return OtherRelation(
          relation: other,
          sums: try source.attempt { try sums(of: other, from: .minusInfinity, to: .infinity, on: source) })
      } catch  where SourceConnection.survives(error) {
        return OtherRelation(
          relation: other, sums: try sums(of: other, from: .beginningOfTimes, to: .never, on: source))
      }
    }
  }

  private func sums(
    of other: Relation, from: Instant, to: Instant, on source: borrowing SourceConnection
  ) throws -> [String] {
    let window = Window(from: from, to: to, zone: zone)
    return try PreparedRelation(other, of: system, window: window, on: source)?.allSums(on: source) ?? []
  }

  private func rows(from: Instant, to: Instant, on source: borrowing SourceConnection) throws -> DueRows {
    let window = Window(from: from, to: to, zone: zone)
    guard let prepared = try PreparedRelation(relation, of: system, window: window, on: source) else {
      throw unknownRelation
    }
    return try prepared.dueRows(of: chosen, named: named, countedFrom: countedFrom, before: cutOff, on: source)
  }
}

/// The number and the sums of all records of a relation.
struct OtherRelation: Equatable {
  let relation: Relation
  let sums: [String]
}

/// What was measured in the transaction of a deletion.
package struct DisposalMeasures: Sendable {
  /// The records right before it.
  package let before: DueRows
  /// The records right after it.
  package let after: DueRows
  /// The server's number of the transaction.
  package let transaction: String
}
