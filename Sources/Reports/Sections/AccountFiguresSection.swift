package import Documents

/// The charts of a report on accounts.
package enum AccountFiguresSection: SectionComposer {
  package static let id = "account_figures"
  package static let title = AccountWordKey.sectionAccountFigures
  package static let inputs = SectionInputs.needs(.accounts)
  package static let listsPersons = true

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let accounts = try context.givenAccounts
    // What the summary shows is not shown twice.
    let hasSummary = context.definition.lists(SummarySection.self)
    let figures = [
      hasSummary ? nil : AccountFigures.changes(accounts, context), AccountFigures.acts(accounts, context),
      AccountFigures.trend(accounts, context),
    ].compactMap { $0 }
    let blocks: [Block] = figures.isEmpty ? [.paragraph(context.words[.nothingDrawn])] : figures.map { .figure($0) }
    return Section(id: id, title: context.words[title], sheet: .summary, blocks: blocks)
  }
}
