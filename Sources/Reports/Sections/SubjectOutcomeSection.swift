package import Documents

/// What is refused and why, how many pages the answer has and what they cost, and where the applicant can complain.
package enum SubjectOutcomeSection: SectionComposer {
  package static let id = "subject_outcome"
  package static let title = RequestWordKey.sectionSubjectOutcome
  package static let inputs = SectionInputs.needs(.answers)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let (question, words) = (try context.givenQuestion, context.words)
    var section = Section(id: id, title: words[title], sheet: .cover, blocks: [])
    guard case .subject(let application) = question.matter else { return section }
    let outcome =
      application.refusal.map { words(.refused, ["reason": $0]) } ?? words[.nothingRefused]
    section.blocks = [.paragraph(outcome)]
    if let pages = application.pages { section.blocks.append(.notice(fee(application.fee, pages, context))) }
    section.blocks += [.paragraph(words[.feeRefund]), .paragraph(words[.complaint])]
    return section
  }

  private static func fee(_ fee: SubjectApplication.Fee, _ pages: Int, _ context: SectionContext) -> String {
    let words = context.words
    var values = ["pages": String(pages), "free": String(fee.freePages)]
    if fee.total(of: pages) == 0 { return words(.feeFree, values) }
    values["paid"] = String(pages - fee.freePages)
    values["rate"] = lira(fee.perPage, context)
    values["fee"] = lira(fee.total(of: pages), context)
    return words(.feeDue, values)
  }

  /// `3,50`, with the decimal sign of the language.
  private static func lira(_ kurus: Int, _ context: SectionContext) -> String {
    let (whole, rest) = (kurus / 100, kurus % 100)
    return "\(whole)\(context.formats.decimalSeparator)\(rest < 10 ? "0" : "")\(rest)"
  }
}
