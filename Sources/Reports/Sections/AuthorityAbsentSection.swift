package import Documents

/// What was asked and is not there: not found, destroyed, not kept, or asked back.
package enum AuthorityAbsentSection: SectionComposer {
  package static let id = "authority_absent"
  package static let title = AuthorityWordKey.authoritySectionAbsent
  package static let inputs = SectionInputs.needs(.answers)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    guard let authority = context.authority else { return context.withoutLetter(choice) }
    let words = context.words
    // An answer with records may still lack some: its sentence has a second part.
    let absent = authority.answers.filter { $0.state != .found || $0.parts.count > 1 }
    let block: Block =
      absent.isEmpty
      ? .paragraph(words[.authorityNothingAbsent])
      : try context.table(
        "authority_absent", AuthorityAnswersSection.columns(context),
        AuthorityAnswersSection.rows(absent, authority.text))
    return Section(id: id, title: words[title], sheet: .page(words[title]), blocks: [block])
  }
}
