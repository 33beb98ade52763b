import Records
import Messages
package import Documents

/// What every column of the document means, in both languages.
package enum GlossarySection: SectionComposer {
  package static let id = "glossary"
  package static let title = WordKey.sectionGlossary
  package static let inputs = SectionInputs.none

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let (turkish, english) = (context.words(.tr), context.words(.en))
    // A report on accounts lists few of the columns of what it is made from.
    let own = [ReportDefinition.Subject.accounts, .accesses, .management].filter { context.definition.subject == $0 }
    let subjects =
      !own.isEmpty
      ? own
      : ReportDefinition.Subject.allCases.filter { context.definition.readWhole.contains($0.input) }
    let rows = try TableRowsWriter(in: context.folder)
    for column in ColumnName.allCases where subjects.contains(where: { column.belongs(to: $0) }) {
      try rows.append([
        .text(column.rawValue), .text(turkish.title(column)), .text(english.title(column)),
        .text(context.words.meaning(column)),
      ])
    }
    let words = context.words
    let columns: [Column] = [
      .named(.item, words, .text, width: 22, for: .desk),
      .named(.termTurkish, words, .text, width: 30, for: .desk),
      .named(.termEnglish, words, .text, width: 30, for: .desk),
      .named(.meaning, words, .text, width: 60, for: .desk),
    ]
    var section = context.listing(choice, title: title, id: "glossary", columns, try rows.finish())
    section.isPaged = false
    // Words of ours, which a new version may say better of the same rows.
    section.blocks = section.blocks.map { block in
      guard case .table(var table) = block else { return block }
      table.holdsData = false
      return .table(table)
    }
    return section
  }
}
