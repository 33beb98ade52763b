package import Documents

/// Every document issued in the period: who asked for it, how much it hides, and how its run ended.
package enum TrailDocumentsSection: SectionComposer {
  package static let id = "trail_documents"
  package static let title = WordKey.sectionTrailDocuments
  package static let inputs = SectionInputs.needs(.trail)
  /// Who acted is a person.
  package static var listsPersons: Bool { true }

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let trail = try context.givenTrail
    let words = context.words
    return Section(
      id: id, title: words[title], sheet: .own(words[title]), isLandscape: true,
      blocks: [
        .paragraph(words(.trailMethod, ["source": context.facts.source.name])),
        try TrailListing.table(
          "trail_documents", trail.issued, context, limit: choice.pagedRows, emptyText: .noTrailDocuments),
      ])
  }
}
