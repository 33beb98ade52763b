package import Documents

/// The draft of a cover letter, which somebody checks and signs.
package enum AuthorityLetterSection: SectionComposer {
  package static let id = "authority_letter"
  package static let title = AuthorityWordKey.authoritySectionLetter
  package static let inputs = SectionInputs.needs(.answers)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    guard let authority = context.authority else { return context.withoutLetter(choice) }
    let (letter, words) = (authority.letter, context.words)
    let body = [
      "received": authority.text.received, "count": String(letter.items.count), "number": context.facts.number,
    ]
    let reference = ["date": context.formats.date(letter.letterDate), "number": letter.letterNumber]
    var blocks: [Block] = [
      .notice(words[.authorityLetterDraft]), .fields([Field(words[.authorityName], letter.authority)]),
      .paragraph(words(.authorityLetterSubject, ["case": letter.caseNumber])),
      .paragraph(words(.authorityLetterReference, reference)), .paragraph(words(.authorityLetterBody, body)),
    ]
    blocks += authority.answers.map { answer in
      .paragraph(
        words(
          .authorityLetterItem,
          [
            "item": String(answer.item + 1), "wanted": words.name(answer.wanted),
            "answer": authority.text.sentence(answer),
          ]))
    }
    let signature = [words[.signatureName], words[.signatureTitle], words[.signatureDate], words[.signature]]
    blocks += [
      .paragraph(words(.authorityLetterAnnexes, ["number": context.facts.number])),
      .paragraph(words[.authorityLetterClose]),
      .signatures([SignatureBox(role: words[.authoritySignatory], lines: signature)]),
    ]
    return Section(id: id, title: words[title], sheet: .page(words[title]), blocks: blocks)
  }
}
