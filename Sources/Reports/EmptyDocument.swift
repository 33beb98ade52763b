import Analysis
import Documents
import Model

/// A document of a period without a row: one page that says so, what identifies the document, and who signs.
///
/// Its other sections are in its workbook; where the package has none, they stay on pages.
enum EmptyDocument {
  /// Rows in quarantine belong to every period where they have no time; so few are counted on the page, and listed in the
  /// workbook.
  private static let quarantineLimit = 5

  /// Whether a document has nothing to list, and a workbook that holds what pages then leave out.
  static func applies(to context: SectionContext) -> Bool {
    // A period without a backup, a seal or a document is no quiet one.
    guard context.outputs.contains(.workbook), !context.tellsInAnyCase, context.countedRows == 0,
      context.quarantinedRows <= quarantineLimit, context.findings?.severeRules.isEmpty ?? true,
      context.logs?.isEmpty ?? true
    else { return false }
    let copies = (context.sessions?.totals.copies ?? 0) + (context.events?.totals.copies ?? 0)
    let seen = context.definition.subject == .findings ? context.findings : nil
    return copies + (seen?.sessions?.counted ?? 0) + (seen?.events?.counted ?? 0) == 0
  }

  /// The sections, of which pages show one: what the others come to.
  static func onOnePage(_ sections: [Section], _ context: SectionContext) -> [Section] {
    let words = context.words
    var blocks: [Block] = [.notice(context.emptyNotice + " " + words[.emptyDocumentRest])]
    if context.facts.isLimited { blocks.append(.paragraph(words[.personalDataNotice])) }
    blocks += [.notice(words[.integrityDigests] + " " + IntegritySection.timeStamp(context)), .annexes]
    blocks += (sections.first { $0.id == SignaturesSection.id }?.blocks ?? []).compactMap { compact($0, words) }
    let page = Section(id: "closing", title: words[.sectionIntegrity], sheet: .none, blocks: blocks)
    return sections.map { section in
      var section = section
      section.isPaged = false
      return section
    } + [page]
  }

  /// Who prepared and who approved, in two lines each; nothing else of the section of signatures.
  private static func compact(_ block: Block, _ words: TextCatalog) -> Block? {
    guard case .signatures(let boxes) = block, let first = boxes.first, let last = boxes.last else { return nil }
    let lines = [words[.signatureName], words[.signatureDate] + " / " + words[.signature]]
    return .signatures([first, last].map { SignatureBox(role: $0.role, lines: lines) })
  }
}
