import Documents
import Model
import Records

/// The columns of the tables of rules of retention.
enum RetentionListing {
  /// A line and what it is written with.
  struct Row {
    let line: RetentionStatus.Line
    let context: SectionContext
  }

  /// A rule's own words, in every table of lines.
  private static func rule(
    _ name: ColumnName, _ width: Int, for audience: Audience,
    _ text: @escaping @Sendable (RetentionRule, SectionContext) -> String
  )
    -> TableColumn<Row>
  {
    .init(name, .text, width, for: audience) { row in row.line.rule.map { .text(text($0, row.context)) } ?? .empty }
  }

  private static func count(_ name: ColumnName, _ value: @escaping @Sendable (RetentionStatus.Counts) -> Int64?)
    -> TableColumn<Row>
  {
    .init(name, .integer, 11) { row in row.line.counts.flatMap(value).map { .integer($0) } ?? .empty }
  }

  private static let machine: [TableColumn<Row>] = [
    .init(machine: "relation", .text) { .text($0.line.relation) },
    .init(machine: "selection", .text) { row in row.line.rule?.selection.map { .text($0) } ?? .empty },
  ]

  /// One row a rule: category, period, ground.
  static let rules = TableColumns<Row>(
    [
      rule(.retentionRule, 14, for: .everyone) { rule, _ in rule.name },
      rule(.dataCategory, 18, for: .everyone) { rule, _ in rule.category },
      .init(.dataObject, .text, 22) { .text($0.context.object($0.line)) },
      rule(.dataSubjects, 16, for: .everyone) { rule, _ in rule.subjects },
      rule(.retentionBasis, 24, for: .everyone) { rule, context in context.bases(of: rule) },
      rule(.retentionGround, 34, for: .everyone) { rule, context in context.grounds(of: rule) },
      rule(.minimumPeriod, 12, for: .everyone) { rule, context in context.text(rule.minimum(on: context.retentionDay))
      },
      rule(.maximumPeriod, 12, for: .everyone) { rule, context in
        rule.maximum(on: context.retentionDay).map { context.text($0) } ?? context.words[.noEnd]
      },
      rule(.countedFrom, 16, for: .everyone) { rule, context in context.countedFrom(rule) },
      rule(.disposalMethod, 20, for: .everyone) { rule, context in context.words.name(rule.method) },
      rule(.subMethod, 20, for: .readersWithRoomAndPrograms) { rule, _ in rule.how },
      rule(.responsible, 18, for: .everyone) { rule, _ in rule.responsible },
    ] + machine)

  /// One row a rule: what is there, what is due, what is late.
  ///
  /// Its ground and period are beside it for programs; readers have them in the table of the rules.
  static let status = TableColumns<Row>(
    [
      rule(.retentionRule, 14, for: .everyone) { rule, _ in rule.name },
      rule(.dataCategory, 18, for: .everyone) { rule, _ in rule.category },
      .init(.dataObject, .text, 22) { .text($0.context.object($0.line)) },
      rule(.retentionBasis, 24, for: .dataFiles) { rule, context in context.bases(of: rule) },
      rule(.retentionGround, 34, for: .dataFiles) { rule, context in context.grounds(of: rule) },
      rule(.minimumPeriod, 10, for: .dataFiles) { rule, context in
        context.text(rule.minimum(on: context.retentionDay))
      },
      rule(.maximumPeriod, 10, for: .dataFiles) { rule, context in
        rule.maximum(on: context.retentionDay).map { context.text($0) } ?? context.words[.noEnd]
      },
      count(.keptRows) { $0.rows },
      .init(.oldestRecord, .date, 12) { row in
        row.line.counts?.oldest.map { .date(row.context.day($0)) } ?? .empty
      },
      count(.dueRows) { $0.due }, count(.overdueRows) { $0.overdue }, count(.dueSoonRows) { $0.soon },
      count(.beyondRows) { $0.beyond }, count(.undatedRows) { $0.undated },
      .init(.daysLate, .integer, 10) { row in row.line.counts == nil ? .empty : .integer(row.line.daysLate) },
      .init(.legalHold, .text, 16) { row in row.line.hold.map { .text(row.context.text($0)) } ?? .empty },
      .init(.plannedDisposal, .date, 12) { row in row.line.planned.map { .date($0) } ?? .empty },
      .init(.retentionState, .text, 16, for: .readers) { .text($0.context.words.name($0.line.state)) },
      .init(machine: "retention_state", .text) { .text($0.line.state.rawValue) },
    ] + machine)

  /// One row a rule: its records by age.
  static let ages = TableColumns<Row>(
    [
      rule(.dataCategory, 18, for: .everyone) { rule, _ in rule.category },
      .init(.dataObject, .text, 22) { .text($0.context.object($0.line)) },
    ]
      + zip([ColumnName.ageHalfYear, .ageYear, .ageTwoYears, .ageFiveYears, .ageOlder], 0...).map { name, index in
        count(name) { $0.ages.indices.contains(index) ? $0.ages[index] : nil }
      } + [count(.undatedRows) { $0.undated }] + machine)

  /// A table of lines.
  static func table(
    _ id: String, _ columns: TableColumns<Row>, _ lines: [RetentionStatus.Line], _ context: SectionContext
  ) throws -> Block {
    let rows = try TableRowsWriter(in: context.folder)
    for line in lines { try rows.append(columns.cells(of: .init(line: line, context: context))) }
    return .table(
      Table(
        id: id, columns: columns.columns(context.words), rows: try rows.finish(), pagedRowLimit: nil,
        emptyText: context.words[.noRows]))
  }
}
