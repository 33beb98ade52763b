package import Documents

/// The persons the breach concerns, for those who tell them; nobody at M3.
package enum BreachPersonsSection: SectionComposer {
  package static let id = "breach_persons"
  package static let title = BreachWordKey.breachSectionPersons
  package static let inputs = SectionInputs.needs(.answers)
  package static let listsPersons = true

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    guard let breach = context.breach else { return context.withoutBreach(choice) }
    let words = context.words
    return Section(
      id: id, title: words[title], sheet: .own(words[title]), isLandscape: true,
      blocks: [
        .table(
          Table(
            id: id, columns: AffectedPerson.table.numbered(words), rows: breach.rows.persons,
            pagedRowLimit: choice.pagedRows, emptyText: words[.noRows]))
      ])
  }
}
