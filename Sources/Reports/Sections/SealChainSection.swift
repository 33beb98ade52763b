package import Documents
import Messages
import Model
import Records

/// Where the chain of the ledger begins and ends for the period, and what was found when the archive was looked at again.
package enum SealChainSection: SectionComposer {
  package static let id = "seal_chain"
  package static let title = WordKey.sectionSealChain
  package static let inputs = SectionInputs.needs(.seals)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let history = try context.givenSeals
    let words = context.words
    func number(_ count: Int) -> String { context.formats.integer(Int64(count)) }
    func text(_ link: SealHistory.Link?) -> String { link.map { "\(number($0.sequence)) · \($0.digest)" } ?? "–" }
    let verified = [
      "valid": number(history.count(.valid)), "invalid": number(history.count(.invalid)),
      "missing": number(history.count(.missing)), "purged": number(history.count(.purged)),
    ]
    let stamped = history.sealed.count { $0.stamp != nil }
    let documents = history.sealed.count { $0.report != nil }
    let fields = [
      Field(words[.fieldChainBegin], text(history.chainBegin)), Field(words[.fieldChainEnd], text(history.chainEnd)),
      Field(words[.fieldChainLength], words(.chainLength, ["count": number(history.links)])),
      Field(words[.fieldVerified], words(.verifiedCounts, verified)),
      Field(
        words[.fieldStamped],
        history.stamps
          ? words(.stampedCounts, ["count": number(stamped), "total": number(documents)]) : words[.stampingOff]),
      Field(words[.fieldClock], TechnicalSection.clock(context)),
    ]
    let rows = history.damages.map { [Cell.text($0[context.facts.language])] }
    let method = words(.chainMethod, ["days": number(history.readAgainDays)])
    return Section(
      id: id, title: words[title], sheet: .page(words[title]),
      blocks: [.fields(fields), .paragraph(method)] + (rows.isEmpty ? [.paragraph(words[.noDamages])] : [])
        + [
          .table(
            Table(
              id: "damages", columns: [context.column(.damage, .text, 90, json: true)],
              audience: rows.isEmpty ? .programs : .everyone, rows: try TableRows(rows, in: context.folder),
              emptyText: words[.noDamages]))
        ])
  }
}
