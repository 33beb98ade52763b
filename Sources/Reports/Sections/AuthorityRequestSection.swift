package import Documents

/// Whose letter it is, when it came, and until when it is to be answered.
package enum AuthorityRequestSection: SectionComposer {
  package static let id = "authority_request"
  package static let title = AuthorityWordKey.authoritySectionRequest
  package static let inputs = SectionInputs.needs(.answers)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    guard let authority = context.authority else { return context.withoutLetter(choice) }
    let deadline = authority.letter.deadline
    var fields = authority.text.fields + DeadlineText.fields(deadline, event: authority.event, context)
    if case .person(_, let reason?) = context.facts.requester {
      fields.append(Field(context.words[.authorityReason], reason))
    }
    return Section(
      id: id, title: context.words[title], sheet: .cover,
      blocks: [.fields(fields)] + DeadlineText.notices(deadline, context) + authority.text.readings)
  }
}
