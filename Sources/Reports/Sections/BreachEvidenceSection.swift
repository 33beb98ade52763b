package import Documents
import Records

/// What is kept as evidence, each with the digest of its file.
package enum BreachEvidenceSection: SectionComposer {
  package static let id = "breach_evidence"
  package static let title = BreachWordKey.breachSectionEvidence
  package static let inputs = SectionInputs.needs(.answers)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    guard let breach = context.breach else { return context.withoutBreach(choice) }
    let words = context.words
    let rows = breach.notice.evidence.enumerated().map { index, evidence -> [Cell] in
      let text = evidence.digest.map { words(.breachEvidenceFile, ["file": evidence.name, "digest": $0]) }
      return [.integer(Int64(index + 1)), .text(text ?? evidence.name)]
    }
    let table = try context.table(
      "breach_evidence",
      [
        context.column(.evidenceNumber, .integer, 9, json: true), context.column(.evidenceName, .text, 90, json: true),
      ], rows)
    return Section(
      id: id, title: words[title], sheet: .page(words[title]),
      blocks: [
        rows.isEmpty ? .paragraph(words[.breachNoEvidence]) : table,
        .paragraph(words(.breachEvidenceNote, ["section": words[.sectionMethod]])),
      ])
  }
}
