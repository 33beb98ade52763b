import Records
package import Documents

/// Errors the application logged, by module.
package enum ModuleErrorsSection: SectionComposer {
  package static let id = "module_errors"
  package static let title = WordKey.sectionModuleErrors
  package static let inputs = SectionInputs.uses(.logs)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let words = context.words
    guard let logs = context.logs else {
      return Section(id: id, title: words[title], sheet: .summary, blocks: [.paragraph(words[.noLogs])])
    }
    let (listed, rest) = context.merged(logs.map { ($0, Int64($0.count)) })
    return Section(
      id: id, title: words[title], sheet: .summary,
      blocks: [
        try context.table(
          "module_errors",
          [
            context.column(.module, .text, 30, json: true),
            .named(.level, words, .text, width: 14, for: .programs), context.column(.level, .text, 14),
            context.column(.count, .integer, 12, json: true, hasBar: true),
          ],
          listed.map { log, count in
            [.text(log.module), .text(log.level), .text(words.name(logLevel: log.level)), context.countCell(count)]
          } + (rest.map { [[.text(words[.others]), .text("–"), .text("–"), context.countCell($0)]] } ?? []))
      ])
  }
}
