import Analysis
package import Documents

/// How the rows of an audit were drawn, so that anybody can draw the same ones.
package enum SampleRuleSection: SectionComposer {
  package static let id = "sample_rule"
  package static let title = AccessWordKey.sectionSampleRule
  package static let inputs = SectionInputs.needs(.accesses)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let accesses = try context.givenAccesses
    let words = context.words
    func numbers(_ sessions: Int64?, _ events: Int64?) -> String {
      let texts = [
        sessions.map { words(.numberOfSessions, ["count": context.count($0)]) } ?? words[.noSessionRows],
        events.map { words(.numberOfEvents, ["count": context.count($0)]) } ?? words[.noEventRows],
      ]
      return texts.joined(separator: ", ")
    }
    let size = ["size": context.formats.integer(Int64(AccessSample<Int>.size))]
    let fields = [
      Field(words[.fieldSeed], accesses.seed),
      Field(words[.fieldPopulation], numbers(accesses.sessions?.total, accesses.events?.total)),
      Field(
        words[.fieldDrawn],
        numbers(
          accesses.sessions == nil ? nil : accesses.drawn.sessions,
          accesses.events == nil ? nil : accesses.drawn.events)),
      Field(words[.fieldRecompute], Self.query),
    ]
    var blocks: [Block] = [
      .paragraph(words(.sampleRule, size)), .fields(fields), .paragraph(words(.sampleLimits, size)),
    ]
    if context.mask == .M0 || context.mask == .M1 {
      blocks.append(.notice(words(.levelAdvice, ["level": words.name(context.mask)])))
    }
    return Section(id: id, title: words[title], sheet: .page(words[title]), blocks: blocks)
  }

  /// What draws the sessions in PostgreSQL.
  private static let query =
    "SELECT session_id, encode(sha256(convert_to(concat_ws(E'\\n', '<seed>', 'sessions', session_id), 'UTF8')), 'hex') "
    + "FROM … ORDER BY 2 LIMIT \(AccessSample<Int>.size)"
}
