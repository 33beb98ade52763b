package import Documents

/// Boxes for those who sign the printed document.
package enum SignaturesSection: SectionComposer {
  package static let id = "signatures"
  package static let title = WordKey.sectionSignatures
  package static let inputs = SectionInputs.none

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let words = context.words
    let lines = [words[.signatureName], words[.signatureTitle], words[.signatureDate], words[.signature]]
    let roles: [WordKey] = [.signaturePreparedBy, .signatureCheckedBy, .signatureContact, .signatureApprovedBy]
    return Section(
      id: id, title: words[title], sheet: .page(words[title]),
      blocks: [
        .paragraph(words[.signatureNotice]), .signatures(roles.map { SignatureBox(role: words[$0], lines: lines) }),
      ])
  }
}
