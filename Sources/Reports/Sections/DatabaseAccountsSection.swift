package import Documents
import Model
import Records

/// The server's roles that can read, change or hide a source's rows without the application: who administers the database.
package enum DatabaseAccountsSection: SectionComposer {
  package static let id = "database_accounts"
  package static let title = AccountWordKey.sectionDatabaseAccounts
  package static let inputs = SectionInputs.needs(.accounts)
  package static let listsPersons = true

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let accounts = try context.givenAccounts
    let (words, database) = (context.words, accounts.database)
    var blocks: [Block] = [.paragraph(words[.databaseNoHistory])]
    if let roles = database.roles {
      let read = AccountRemarks.readingMoment(context)
      blocks.append(.paragraph(words(.databaseMethod, ["moment": read])))
      blocks.append(
        database.tables > 0
          ? .paragraph(words(.databaseTables, ["count": context.formats.integer(Int64(database.tables))]))
          : .notice(words[.databaseNoTables]))
      blocks.append(.paragraph(words[.databaseLimits]))
      blocks += elsewhere(database, words)
      blocks.append(try table(choice, roles, accounts, context))
      blocks += AccountRemarks.clearNames(accounts, words)
    } else {
      blocks.append(.notice(words[.databaseUnread]))
    }
    return Section(id: id, title: words[title], sheet: .page(words[title]), isLandscape: true, blocks: blocks)
  }

  /// What lies on servers that were not asked.
  private static func elsewhere(_ database: DatabaseAccounts, _ words: TextCatalog) -> [Block] {
    var blocks: [Block] = []
    if !database.otherServers.isEmpty {
      let names = database.otherServers.joined(separator: ", ")
      blocks.append(.notice(words(.databaseOtherServers, ["servers": names])))
    }
    if database.readsEventsElsewhere { blocks.append(.notice(words[.databaseEventsElsewhere])) }
    return blocks
  }

  private static func table(
    _ choice: ReportDefinition.SectionChoice, _ roles: [DatabaseRole], _ accounts: AccountRows,
    _ context: SectionContext
  ) throws -> Block {
    let (words, names) = (context.words, accounts.names)
    let rows = roles.map { role -> [Cell] in
      let uses = accounts.database.uses(of: role.name)
      return [
        .text(names.databaseRole(role.name)), .text(words[signIn(role.signIn)]), .text(role.signIn.rawValue),
        context.cell(role.passwordUntil), .text(role.powers.map { words[power($0)] }.joined(separator: ", ")),
        .text(role.powers.map(\.rawValue).joined(separator: " ")),
        role.memberOf.isEmpty ? .empty : .text(role.memberOf.map(names.databaseRole).joined(separator: ", ")),
        uses.isEmpty ? .empty : .text(uses.map { words[use($0)] }.joined(separator: ", ")),
        uses.isEmpty ? .empty : .text(uses.map(\.rawValue).joined(separator: " ")),
      ]
    }
    let columns = [
      context.column(.databaseRole, .text, 22, json: true), context.column(.databaseSignIn, .text, 16),
      .named(.databaseSignIn, words, .text, width: 16, for: .programs),
      context.column(.passwordUntil, .moment, 18, json: true),
      context.column(.databasePowers, .text, 40), .named(.databasePowers, words, .text, width: 16, for: .programs),
      context.column(.memberOf, .text, 26, json: true), context.column(.programRole, .text, 18),
      .named(.programRole, words, .text, width: 16, for: .programs),
    ]
    return .table(
      Table(
        id: id, columns: columns, rows: try TableRows(rows, in: context.folder), pagedRowLimit: choice.pagedRows,
        emptyText: words[.databaseNoRoles]))
  }

  private static func signIn(_ signIn: DatabaseRole.SignIn) -> AccountWordKey {
    switch signIn {
    case .yes: .signInYes
    case .elsewhere: .signInElsewhere
    case .no: .signInNo
    }
  }

  private static func power(_ power: DatabaseRole.Power) -> AccountWordKey {
    switch power {
    case .superuser: .powerSuperuser
    case .createRole: .powerCreateRole
    case .bypassSecurity: .powerBypassSecurity
    case .replication: .powerReplication
    case .serverFiles: .powerServerFiles
    case .owner: .powerOwner
    case .write: .powerWrite
    case .read: .powerRead
    }
  }

  private static func use(_ use: DatabaseAccounts.Use) -> AccountWordKey {
    switch use {
    case .reader: .useReader
    case .disposer: .useDisposer
    case .history: .useHistory
    }
  }
}
