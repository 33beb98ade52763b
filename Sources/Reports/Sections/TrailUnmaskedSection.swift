package import Documents

/// The documents of the period that show clear values, and those that replace others.
package enum TrailUnmaskedSection: SectionComposer {
  package static let id = "trail_unmasked"
  package static let title = WordKey.sectionTrailUnmasked
  package static let inputs = SectionInputs.needs(.trail)
  /// Who acted is a person.
  package static var listsPersons: Bool { true }

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let trail = try context.givenTrail
    let words = context.words
    return Section(
      id: id, title: words[title], sheet: .page(words[title]), isLandscape: true,
      blocks: [
        .paragraph(words[.trailApprovals]),
        try TrailListing.table(
          "trail_unmasked", title: .trailUnmasked, trail.unmasked, context, limit: choice.pagedRows,
          emptyText: .noTrailUnmasked),
        try TrailListing.table(
          "trail_reissued", title: .trailReissued, trail.reissued, context, limit: choice.pagedRows,
          emptyText: .noTrailReissued),
      ])
  }
}
