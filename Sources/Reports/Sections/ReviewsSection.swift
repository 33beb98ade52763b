package import Documents
import Records

/// What people decided before on the findings that the document lists; none of them is left out for it.
package enum ReviewsSection: SectionComposer {
  package static let id = "reviews"
  package static let title = ReviewWordKey.section
  package static let inputs = SectionInputs.needs(.findings)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let (findings, words) = (try context.givenFindings, context.words)
    let reviewed = findings.reviewed
    guard context.mask.showsPersons, let rows = reviewed.rows else {
      return Section(
        id: id, title: words[title], sheet: .summary,
        blocks: [.paragraph(words[ReviewWordKey.elsewhere])] + notices(reviewed, context))
    }
    var blocks: [Block] = [.paragraph(words[ReviewWordKey.method])] + notices(reviewed, context)
    if rows.count > 0 { blocks.append(.paragraph(counts(reviewed, of: findings, context))) }
    blocks.append(
      .table(
        Table(
          id: "reviewed_findings", columns: ReviewedFindingListing.table.numbered(words), rows: rows,
          pagedRowLimit: choice.pagedRows, emptyText: words[ReviewWordKey.none])))
    return Section(
      id: id, title: words[title], sheet: .own(words[title]), isLandscape: rows.count > 0, blocks: blocks)
  }

  private static func counts(
    _ reviewed: ReviewedFindings, of findings: FindingRows, _ context: SectionContext
  ) -> String {
    func count(_ state: FindingReviews.State) -> String { context.count(reviewed.states[state] ?? 0) }
    return context.words(
      ReviewWordKey.counts,
      [
        "judged": count(.judged), "repeats": count(.repeated), "confirmed": count(.confirmed),
        "under_review": count(.underReview),
        "expired": count(.expired), "total": context.count(Int64(findings.totals.count)),
      ])
  }

  /// What the archive holds and could not be applied.
  static func notices(_ reviewed: ReviewedFindings, _ context: SectionContext) -> [Block] {
    var blocks: [Block] = []
    if !reviewed.unused.isEmpty {
      let values = [
        "count": context.formats.integer(Int64(reviewed.unused.count)),
        "names": reviewed.unused.joined(separator: ", "),
      ]
      blocks.append(.notice(context.words(ReviewWordKey.unused, values)))
    }
    if reviewed.otherKeys > 0, context.mask.showsPersons {
      let count = ["count": context.formats.integer(Int64(reviewed.otherKeys))]
      blocks.append(.notice(context.words(ReviewWordKey.otherKeys, count)))
    }
    return blocks
  }
}
