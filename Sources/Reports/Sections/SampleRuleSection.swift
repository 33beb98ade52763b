import Analysis
package import Documents
import Model

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
    let fields =
      [
        Field(words[.fieldSeed], accesses.seed),
        Field(words[.fieldPopulation], numbers(accesses.sessions?.total, accesses.events?.total)),
        Field(
          words[.fieldDrawn],
          numbers(
            accesses.sessions == nil ? nil : accesses.drawn.sessions,
            accesses.events == nil ? nil : accesses.drawn.events)),
        Field(words[.fieldRestrictions], restrictions(context)),
      ] + queries(accesses, context)
    var blocks: [Block] = [
      .paragraph(words(.sampleRule, size.merging(["known": known(accesses, context)]) { $1 })), .fields(fields),
      .paragraph(words(.sampleLimits, size)),
    ]
    if context.mask == .M0 || context.mask == .M1 {
      blocks.append(.notice(words(.levelAdvice, ["level": words.name(context.mask)])))
    }
    return Section(id: id, title: words[title], sheet: .page(words[title]), blocks: blocks)
  }

  /// Whether anybody could know the seed, and with it what would be drawn, while the period ran.
  private static func known(_ accesses: AccessRows, _ context: SectionContext) -> String {
    guard let written = accesses.seedWritten else { return context.words[.seedNone] }
    return written >= context.facts.period.to
      ? context.words[.seedAfter] : context.words(.seedBefore, ["moment": context.moment(written)])
  }

  /// Which rows are not among those that are drawn from.
  private static func restrictions(_ context: SectionContext) -> String {
    let values = [
      "until": context.moment(context.facts.countedUntil), "quarantined": context.count(Int64(context.quarantinedRows)),
    ]
    let users = context.facts.isLimited ? [context.words[.sampleUsers]] : []
    return ([context.words(.sampleUntil, values)] + users).joined(separator: " ")
  }

  /// What draws the rows of each relation in PostgreSQL, from what the SELECT of that name returns.
  private static func queries(_ accesses: AccessRows, _ context: SectionContext) -> [Field] {
    let relations = [
      ("sessions", "session_id", "started_at", accesses.sessions != nil),
      ("events", "event_id", "occurred_at", accesses.events != nil),
    ]
    return relations.filter(\.3).map { relation, id, moment, _ in
      let (from, until) = (context.facts.period.from.iso8601, context.facts.countedUntil.iso8601)
      return Field(
        context.words(.fieldRecompute, ["relation": relation]),
        "SELECT \(id), encode(sha256(convert_to(concat_ws(E'\\n', '\(accesses.seed)', '\(relation)', \(id)), 'UTF8')), 'hex') "
          + "AS d FROM (\(relation).sql) r WHERE \(moment) >= '\(from)' AND \(moment) < '\(until)' "
          + "ORDER BY d, \(id) LIMIT \(AccessSample<Int>.size)")
    }
  }
}
