import Analysis
package import Documents
import Model
import Records

/// With what the document was made, how the rows add up, and which rules did not see everything: for an expert.
package enum TechnicalSection: SectionComposer {
  package static let id = "technical"
  package static let title = WordKey.sectionTechnical
  package static let inputs = SectionInputs.none

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    var blocks: [Block] = [.fields(fields(context))]
    if !context.missingColumns.isEmpty {
      let names = context.missingColumns.map(\.text).joined(separator: ", ")
      blocks.append(.paragraph(context.words(.missingColumnNames, ["columns": names])))
    }
    let scans = context.facts.source.allowedScans
    if !scans.isEmpty {
      blocks.append(.paragraph(context.words(.scansAllowed, ["tables": scans.joined(separator: ", ")])))
    }
    if let findings = context.findings {
      blocks.append(.paragraph(FindingsSummarySection.coverage(findings, context)))
      let rows = findings.outcomes.filter { outcome in
        outcome.status != .evaluated || outcome.branches.contains { $0.status != .evaluated }
      }.map { outcome in
        [
          Cell.text(outcome.definition.id), .text(context.words.title(outcome.definition)),
          .text(RuleTable.status(outcome, context, isTechnical: true)),
        ]
      }
      let columns = [
        context.column(.rule, .text, 8), context.column(.ruleName, .text, 40), context.column(.ruleStatus, .text, 52),
      ]
      if !rows.isEmpty { blocks.append(try context.table("rules_not_evaluated", columns, rows)) }
    }
    return Section(id: id, title: context.words[title], sheet: .cover, blocks: blocks)
  }

  /// What a report without the section has on its first page.
  static func fields(_ context: SectionContext) -> [Field] {
    let (words, facts) = (context.words, context.facts)
    return [
      Field(words[.fieldZone], zone(context)), Field(words[.fieldClock], clock(context)),
    ] + server(context) + eventsServer(context) + rowArithmetic(context) + [
      Field(words[.fieldDefinition], "\(context.definition.code) · \(context.definition.version)"),
      Field(words[.fieldSoftware], facts.software), Field(words[.fieldRun], facts.runID),
      Field(words[.fieldDataDigest], .dataDigest),
      Field(words[.fieldReplacements], .drawingReplacements),
    ]
  }

  /// The server that was read, or that none was.
  private static func server(_ context: SectionContext) -> [Field] {
    let (words, source) = (context.words, context.facts.source)
    if source.allOf != nil { return [Field(words[.fieldServer], words[.noDatabaseRead])] }
    return [
      Field(words[.fieldServer], "PostgreSQL \(source.serverVersion)"),
      Field(words[.fieldCluster], source.systemIdentifier ?? words[.notReadable]),
    ]
  }

  /// The other server that events were read from, where the report rests on them.
  static func eventsServer(_ context: SectionContext) -> [Field] {
    context.eventsServer.map { server in
      let cluster = server.systemIdentifier ?? context.words[.notReadable]
      let parts = ["PostgreSQL \(server.serverVersion)", server.database, server.role, cluster]
      return [Field(context.words[.fieldEventsServer], parts.joined(separator: " · "))]
    } ?? []
  }

  /// `Europe/Istanbul (UTC+03:00) · tzdata 2025b`.
  static func zone(_ context: SectionContext) -> String {
    let facts = context.facts
    let offset = facts.zone.offsetLabel(at: facts.period.from)
    return "\(facts.zone.name) (\(offset)) · tzdata \(facts.tzdataVersion ?? "?")"
  }

  static func clock(_ context: SectionContext) -> String {
    let words = context.words
    return switch context.facts.clock {
    case .given: words[.clockGiven]
    case .synchronised(let error):
      words(.clockSynchronised, ["error": context.formats.integer((error + 999) / 1000)])
    case .unsynchronised: words[.clockUnsynchronised]
    }
  }

  /// What became of the rows that were read, each number with its name; at M3, where they do not add up, no sum.
  private static func rowArithmetic(_ context: SectionContext) -> [Field] {
    let words = context.words
    func field(_ label: WordKey, isListed: Bool, _ counts: [(String, Int)]) -> Field {
      let values = Dictionary(counts.map { ($0.0, context.count(Int64($0.1))) }) { $1 }
      let label = isListed ? words[label] : words(.fieldRowsOfRules, ["rows": words[label]])
      return Field(label, words(context.showsCountsOnly ? .rowCountsRounded : .rowArithmetic, values))
    }
    let sessions = context.sessionTotals.map { totals in
      field(
        .fieldSessionRows, isListed: context.sessions != nil,
        [
          ("read", totals.read), ("counted", totals.counted), ("outside", totals.outside), ("copies", totals.copies),
          ("quarantined", totals.quarantinedCount),
        ])
    }
    let events = context.eventTotals.map { totals in
      field(
        .fieldEventRows, isListed: context.events != nil,
        [
          ("read", totals.read), ("counted", totals.counted), ("outside", totals.outside), ("copies", totals.copies),
          ("quarantined", totals.quarantinedCount),
        ])
    }
    return [sessions, events].compactMap { $0 }
  }
}
