package import Documents
import Model
import Records

/// The rows that were drawn, with what an auditor fills in.
package enum AccessSampleSection: SectionComposer {
  package static let id = "access_sample"
  package static let title = AccessWordKey.sectionSample
  package static let inputs = SectionInputs.needs(.accesses)
  package static let listsPersons = true

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let accesses = try context.givenAccesses
    let words = context.words
    return Section(
      id: id, title: words[title], sheet: .own(words[title]), isLandscape: accesses.sample.count > 0,
      blocks: [
        .paragraph(
          ([words[.sampleMethod], words[context.mask == .M0 ? .sampleDigests : .sampleByMoment]]
            + (accesses.matrix.isApplied ? [words[MatrixWordKey.proposal]] : [])).joined(separator: " ")),
        .table(
          Table(
            id: id,
            columns: AccessListing.sample(context.mask, hasMatrix: accesses.matrix.isApplied)
              .columns(words, missing: context.missing, filledIn: accesses.sample), rows: accesses.sample,
            pagedRowLimit: choice.pagedRows, emptyText: words[.noSample])),
      ])
  }
}
