package import Documents

/// That no finding decides anything by itself (KVKK m.11/1-g).
package enum HumanReviewSection: SectionComposer {
  package static let id = "human_review"

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section? {
    guard context.findings != nil else { return nil }
    return Section(
      id: id, title: context.words[.sectionHumanReview], sheet: .cover,
      blocks: [.notice(context.words[.humanReview])])
  }
}
