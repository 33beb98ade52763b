package import Documents

/// That no finding decides anything by itself (KVKK m.11/1-g).
package enum HumanReviewSection: SectionComposer {
  package static let id = "human_review"
  package static let title = WordKey.sectionHumanReview
  package static let inputs = SectionInputs.needs(.findings)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let words = context.words
    // A document of counts lists no finding that could be reviewed.
    let how = words[context.mask.showsPersons ? .humanReviewSheet : .humanReviewElsewhere]
    return Section(
      id: id, title: words[title], sheet: .cover,
      blocks: [.notice(words[.humanReview] + " " + how)])
  }
}
