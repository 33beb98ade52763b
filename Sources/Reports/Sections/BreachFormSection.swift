package import Documents
import Records

/// The Board's form, block by block in its order; what nobody said is to be filled in.
package enum BreachFormSection: SectionComposer {
  package static let id = "breach_form"
  package static let title = BreachWordKey.breachSectionForm
  package static let inputs = SectionInputs.needs(.answers)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    guard let breach = context.breach else { return context.withoutBreach(choice) }
    let words = context.words
    let blocks = try BreachField.blocks.map { block in
      try context.table(
        "breach_form_\(block.lowercased())", title: "\(block) – \(words.breachBlock(block))",
        [
          .named(.item, words, .text, width: 12, for: .programs), context.column(.breachField, .text, 30, json: true),
          context.column(.breachValue, .text, 80, json: true),
        ],
        BreachField.fields(ofBlock: block).map { field in
          [.text(field.rawValue), .text(words.name(field)), .text(breach.value(field))]
        })
    }
    return Section(
      id: id, title: words[title], sheet: .page(words[title]), blocks: blocks + [.notice(breach.annexText)])
  }
}
