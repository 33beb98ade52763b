package import Documents
import Model
import Records

/// What authorities were told about the applicant, as far as the applicant may know of it.
///
/// Where nothing is to be told the same sentence stands as where there is nothing: it tells neither.
package enum SubjectDisclosuresSection: SectionComposer {
  package static let id = "subject_disclosures"
  package static let title = RequestWordKey.sectionSubjectDisclosures
  package static let inputs = SectionInputs.needs(.answers)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let words = context.words
    let disclosures = try context.givenAnswers.disclosures
    var section = Section(id: id, title: words[title], sheet: .cover, blocks: [.paragraph(words[.noDisclosures])])
    if disclosures.isEmpty { return section }
    let rows = disclosures.map { disclosure -> [Cell] in
      [
        context.cell(disclosure.moment), .text(disclosure.document),
        disclosure.reference.map { .text($0) } ?? .empty,
      ]
    }
    let columns = [
      context.column(.moment, .moment, 20, json: true), context.column(.document, .text, 22, json: true),
      context.column(.value, .text, 40, json: true),
    ]
    section.blocks = [.paragraph(words[.disclosures]), try context.table(id, columns, rows)]
    return section
  }
}
