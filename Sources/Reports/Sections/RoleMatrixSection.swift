import Analysis
package import Documents
import Model
import Records

/// How many accounts have which role at the end of the period, against its begin.
package enum RoleMatrixSection: SectionComposer {
  package static let id = "role_matrix"
  package static let title = AccountWordKey.sectionRoleMatrix
  package static let inputs = SectionInputs.needs(.accounts)
  package static let listsPersons = true

  /// More roles than that make a picture nobody reads; the tables have all.
  private static let drawnRoles = 12

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let accounts = try context.givenAccounts
    let words = context.words
    let source = accounts.source
    guard source.hasUsers, source.keeps(UserColumn.role) || source.keeps(UserColumn.isPrivileged) else {
      let absence = words[source.hasUsers ? AccountWordKey.rolesNotKept : .noUsers]
      return Section(id: id, title: words[title], sheet: .page(words[title]), blocks: [.notice(absence)])
    }
    let matrix = accounts.matrix
    var blocks: [Block] = [
      .paragraph(
        words(
          .matrixMethod,
          [
            "later": context.formats.integer(matrix.laterAccounts),
            "accounts": context.formats.integer(matrix.accounts),
          ])), atEnd(accounts, context),
    ]
    if accounts.lacksRoleHistory { blocks.append(.notice(words[.noHistory])) }
    blocks += figure(matrix, context).map { [.figure($0)] } ?? []
    blocks += [try roles(accounts, context), try moves(matrix, context)]
    if source.keeps(UserColumn.role) { blocks.append(try disagreements(accounts, context)) }
    if source.keeps(UserColumn.accountKind) { blocks.append(try kinds(accounts, context)) }
    return Section(id: id, title: words[title], sheet: .page(words[title]), blocks: blocks)
  }

  /// People's and programs' accounts of the table as it was read.
  private static func kinds(_ accounts: AccountRows, _ context: SectionContext) throws -> Block {
    let (words, isKnown) = (context.words, accounts.names.privileged.isKnown)
    let rows = accounts.kinds.map { count -> [Cell] in
      [
        .text(count.kind.map { words.name($0) } ?? words[.kindUnknown]), .text(count.kind?.rawValue ?? "unknown"),
        .integer(count.accounts), isKnown ? .integer(count.privileged) : .empty,
      ]
    }
    let moment = ["moment": AccountRemarks.readingMoment(context)]
    return try context.table(
      "accounts_by_kind", title: words(.accountsByKind, moment),
      [
        context.column(.accountKind, .text, 34), .named(.accountKind, words, .text, width: 12, for: .programs),
        context.column(.accounts, .integer, 14, json: true),
        context.column(.privilegedAccounts, .integer, 14, json: true),
      ], rows)
  }

  /// Of which moment the roles at the end are, and how they are known.
  private static func atEnd(_ accounts: AccountRows, _ context: SectionContext) -> Block {
    let (words, matrix, integer) = (context.words, accounts.matrix, context.formats.integer)
    let moments = [
      "moment": AccountRemarks.readingMoment(context), "end": context.moment(context.facts.countedUntil),
    ]
    if accounts.lacksRoleHistory { return .notice(words(.matrixNotCountedBack, moments)) }
    if accounts.later.count == 0 { return .paragraph(words(.matrixNothingLater, moments)) }
    let counts = [
      "count": integer(accounts.later.count), "accounts": integer(matrix.countedBack),
      "unknown": integer(matrix.endUnknown),
    ]
    return .paragraph(words(.matrixCountedBack, moments.merging(counts) { $1 }))
  }

  /// What stands for a role.
  private static func name(_ role: RoleMatrix.Role, _ words: TextCatalog) -> String {
    switch role {
    case .named(let name): name.text
    case .none: words[.roleNone]
    case .new: words[.roleNew]
    case .unknown: words[.roleUnknown]
    }
  }

  private static func roles(_ accounts: AccountRows, _ context: SectionContext) throws -> Block {
    let (words, matrix) = (context.words, accounts.matrix)
    let rows = matrix.roles.map { role -> [Cell] in
      let isPrivileged =
        if case .named(let name) = role { accounts.names.privileged.roles.contains(name) } else { false }
      return [
        .text(name(role, words)), .integer(matrix.begin(role)), .integer(matrix.end(role)),
        .integer(matrix.closed[role, default: 0]), .text(words[isPrivileged ? .yes : .no]),
      ]
    }
    return try context.table(
      "roles", title: words[.matrixByRole],
      [
        context.column(.role, .text, 34, json: true), context.column(.atBegin, .integer, 14, json: true),
        context.column(.atEnd, .integer, 14, json: true, hasBar: true),
        context.column(.closedAccounts, .integer, 14, json: true), context.column(.privileged, .text, 14),
      ], rows)
  }

  private static func moves(_ matrix: RoleMatrix, _ context: SectionContext) throws -> Block {
    let words = context.words
    let changed = matrix.moves.filter(\.key.isChange).sorted {
      ($0.key.begin, $0.key.end) < ($1.key.begin, $1.key.end)
    }
    let rows = changed.map { move, count -> [Cell] in
      [.text(name(move.begin, words)), .text(name(move.end, words)), .integer(count)]
    }
    return .table(
      Table(
        id: "role_moves", title: words[.matrixMoves],
        columns: [
          context.column(.roleBegin, .text, 34, json: true), context.column(.roleEnd, .text, 34, json: true),
          context.column(.accounts, .integer, 14, json: true),
        ], rows: try TableRows(rows, in: context.folder), emptyText: words[.matrixNoMoves]))
  }

  private static func disagreements(_ accounts: AccountRows, _ context: SectionContext) throws -> Block {
    let (words, names) = (context.words, accounts.names)
    let rows = accounts.matrix.disagreements.map { found -> [Cell] in
      [
        names.key(found.account), names.name(found.account), .text(found.inEvent ?? words[.roleNone]),
        .text(found.atEnd ?? words[.roleNone]),
      ]
    }
    return .table(
      Table(
        id: "role_disagreements", title: words[.matrixDisagreements],
        columns: [
          .named(.userKey, words, .text, width: 14, for: .programs), context.column(.userName, .text, 30, json: true),
          context.column(.eventRole, .text, 24, json: true), context.column(.roleEnd, .text, 24, json: true),
        ], rows: try TableRows(rows, in: context.folder), pagedRowLimit: 100, emptyText: words[.matrixNoDisagreements]))
  }

  /// A row a role at the begin, a column a role at the end.
  private static func figure(_ matrix: RoleMatrix, _ context: SectionContext) -> Figure? {
    let begins = matrix.roles.filter { matrix.begin($0) > 0 }
    let ends = matrix.roles.filter { matrix.end($0) > 0 }
    guard (1...drawnRoles).contains(begins.count), (1...drawnRoles).contains(ends.count), matrix.roles.count > 1 else {
      return nil
    }
    let words = context.words
    return Figure(
      id: "role_matrix", title: words[.figureMatrix], subtitle: words[.figureMatrixSubtitle], shape: .heatMap,
      unit: .count, labels: ends.map { name($0, words) }, labelTitle: words.title(.roleBegin),
      series: begins.map { begin in
        Figure.Series(
          name: name(begin, words), values: ends.map { matrix.moves[.init(begin: begin, end: $0), default: 0] })
      })
  }
}
