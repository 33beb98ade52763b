package import Documents
import Messages

/// What the records' times rest on: the source, this machine's clock and the server's.
package enum AuthorityStatementSection: SectionComposer {
  package static let id = "authority_statement"
  package static let title = AuthorityWordKey.authoritySectionStatement
  package static let inputs = SectionInputs.needs(.answers)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    guard let authority = context.authority else { return context.withoutLetter(choice) }
    let (words, source) = (context.words, context.facts.source)
    let fields = [
      Field(words[.authorityStatementSource], "\(source.title[context.facts.language]) (\(source.database))"),
      Field(words[.authorityStatementServer], "PostgreSQL \(source.serverVersion)"),
      Field(
        words[.authorityStatementReading],
        source.behind.map { words(.statementReadingServers, ["servers": $0.names.joined(separator: ", ")]) }
          ?? words[.authorityStatementReadingValue]),
    ]
    let times = words(.authorityStatementTimes, ["version": context.facts.tzdataVersion ?? "–"])
    let clocks: [Block] =
      authority.facts.clocks.map {
        [.fields(measured($0, context)), .paragraph(words[.authorityStatementOfNow])]
      } ?? [.paragraph(words[.authorityStatementInManifest])]
    return Section(
      id: id, title: words[title], sheet: .page(words[title]),
      blocks: [.fields(fields), .paragraph(times)] + clocks)
  }

  private static func measured(_ clocks: AuthorityFacts.Clocks, _ context: SectionContext) -> [Field] {
    let words = context.words
    let keeper = clocks.keeper.map { keeper in
      words(
        .authorityStatementKeeperValue,
        [
          "source": keeper.source, "stratum": String(keeper.stratum),
          "offset": milliseconds(keeper.offset, context),
        ])
    }
    return [
      Field(words[.authorityStatementClock], TechnicalSection.clock(context)),
      Field(words[.authorityStatementKeeper], keeper ?? words[.authorityStatementNoKeeper]),
      Field(words[.authorityStatementSkew], skew(clocks, context)),
    ]
  }

  private static func skew(_ clocks: AuthorityFacts.Clocks, _ context: SectionContext) -> String {
    guard let ahead = clocks.serverAhead, let uncertainty = clocks.uncertainty else {
      return context.words[.authorityStatementNoSkew]
    }
    let key: AuthorityWordKey = ahead < 0 ? .authorityStatementBehind : .authorityStatementAhead
    return context.words(
      key, ["skew": milliseconds(abs(ahead), context), "uncertainty": milliseconds(uncertainty, context)])
  }

  /// `1,250`: microseconds in thousandths.
  private static func milliseconds(_ microseconds: Int64, _ context: SectionContext) -> String {
    let rest = String(abs(microseconds) % 1000)
    return context.formats.integer(abs(microseconds) / 1000) + context.formats.decimalSeparator
      + String(repeating: "0", count: 3 - rest.utf8.count) + rest
  }
}
