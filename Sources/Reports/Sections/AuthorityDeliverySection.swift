package import Documents

/// The record of delivery, which is filled in by hand.
package enum AuthorityDeliverySection: SectionComposer {
  package static let id = "authority_delivery"
  package static let title = AuthorityWordKey.authoritySectionDelivery
  package static let inputs = SectionInputs.needs(.answers)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    guard let authority = context.authority else { return context.withoutLetter(choice) }
    let words = context.words
    let blank = words[.authorityDeliveryBlank]
    let known = [
      Field(words[.authorityName], authority.letter.authority),
      Field(words[.authorityCase], authority.letter.caseNumber),
      Field(words[.fieldNumber], context.facts.number),
      Field(words[.authorityChannel], authority.letter.channel.map { words.name($0) } ?? blank),
    ]
    let open: [AuthorityWordKey] = [
      .authorityDeliveryMoment, .authorityDeliveryMedium, .authorityDeliveryCopies, .authorityDeliveryDigest,
    ]
    let lines = [words[.signatureName], words[.signatureTitle], words[.signatureDate], words[.signature]]
    let boxes: [AuthorityWordKey] = [.authorityDeliveredBy, .authorityDeliveredTo]
    return Section(
      id: id, title: words[title], sheet: .page(words[title]),
      blocks: [
        .notice(words[.authorityDeliveryNotice]), .fields(known + open.map { Field(words[$0], blank) }),
        .signatures(boxes.map { SignatureBox(role: words[$0], lines: lines) }),
      ])
  }
}
