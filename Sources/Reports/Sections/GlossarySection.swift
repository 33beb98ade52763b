import Messages
package import Documents

/// What every column of the document means, in both languages.
package enum GlossarySection: SectionComposer {
  package static let id = "glossary"

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section? {
    let (turkish, english) = (context.words(.tr), context.words(.en))
    let rows = try TableRows(in: context.folder)
    for column in ColumnName.allCases where column.belongs(to: context.definition.subject) {
      try rows.append([
        .text(column.rawValue), .text(turkish.title(column)), .text(english.title(column)),
        .text(context.words.meaning(column)),
      ])
    }
    let words = context.words
    let columns: [Column] = [
      .named(.item, words, .text, width: 22, in: [.workbook]),
      .named(.termTurkish, words, .text, width: 30, in: [.workbook]),
      .named(.termEnglish, words, .text, width: 30, in: [.workbook]),
      .named(.meaning, words, .text, width: 60, in: [.workbook]),
    ]
    var section = context.listing(choice, title: .sectionGlossary, id: "glossary", columns, rows)
    section.isPaged = false
    return section
  }
}
