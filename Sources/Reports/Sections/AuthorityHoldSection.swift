package import Documents

/// What is kept from being purged because the answer rests on it, and what the program cannot keep.
package enum AuthorityHoldSection: SectionComposer {
  package static let id = "authority_hold"
  package static let title = AuthorityWordKey.authoritySectionHold
  package static let inputs = SectionInputs.needs(.answers)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    guard let authority = context.authority else { return context.withoutLetter(choice) }
    let words = context.words
    guard context.mask == .M0 else {
      return Section(
        id: id, title: words[title], sheet: .page(words[title]), blocks: [.notice(words[.authorityHoldDraft])])
    }
    guard let digest = authority.rows.digest else {
      return Section(
        id: id, title: words[title], sheet: .page(words[title]), blocks: [.paragraph(words[.authorityHoldNoRows])])
    }
    let rows = ["count": context.count(Int64(authority.rows.held)), "section": words[.authoritySectionRecords]]
    let backup = authority.facts.heldBackup.map { words(.authorityHoldBackupValue, ["backup": $0]) }
    let fields = [
      Field(words[.authorityHoldRows], words(.authorityHoldRowsValue, rows)),
      Field(words[.authorityHoldDigest], digest),
      Field(words[.authorityHoldBackup], backup ?? words[.authorityHoldNoBackup]),
    ]
    return Section(
      id: id, title: words[title], sheet: .page(words[title]),
      blocks: [
        .fields(fields), .paragraph(words[.authorityHoldLedger]), .notice(words[.authorityHoldSource]),
      ])
  }
}
