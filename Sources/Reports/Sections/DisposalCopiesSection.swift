package import Documents
import Messages

/// Where what was deleted still lies, as far as the archive knows, and until when.
package enum DisposalCopiesSection: SectionComposer {
  package static let id = "disposal_copies"
  package static let title = DisposalWordKey.disposalSectionCopies
  package static let inputs = SectionInputs.needs(.disposal)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let record = try context.givenDisposal
    let words = context.words
    let unreadable = record.unreadableBackups.map { message in
      Block.notice(words(.unreadableBackup, ["reason": message[context.facts.language]]))
    }
    let backups: Block =
      record.backups.isEmpty
      ? .paragraph(words[.disposalNoCopies]) : try RetentionBackupsSection.table(id, record.backups, context)
    return Section(
      id: id, title: words[title], sheet: .page(words[title]),
      blocks: [.paragraph(words[.disposalCopiesMethod])] + unreadable + [
        backups
      ] + RetentionBackupsSection.offsite(record.offsite, words) + [.paragraph(words[.disposalDocumentsMethod])])
  }
}
