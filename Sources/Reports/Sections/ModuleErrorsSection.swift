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
            context.column(.module, .text, 30, json: true), context.column(.level, .text, 14, json: true),
            context.column(.count, .integer, 12, json: true, hasBar: true),
          ],
          listed.map { [.text($0.0.module), .text($0.0.level), context.countCell($0.1)] }
            + (rest.map { [[.text(words[.others]), .text("–"), context.countCell($0)]] } ?? []))
      ])
  }
}
