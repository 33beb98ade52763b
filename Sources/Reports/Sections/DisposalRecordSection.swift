package import Documents
import Model

/// What was disposed of, why, how and by whom, in the order that disposal records have in practice.
package enum DisposalRecordSection: SectionComposer {
  package static let id = "disposal_record"
  package static let title = DisposalWordKey.disposalSectionRecord
  package static let inputs = SectionInputs.needs(.disposal)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let record = try context.givenDisposal
    let words = context.words
    let settled = record.isSettled ? words(.disposalSettled, ["moment": context.moment(record.ended)]) : nil
    let fields = act(record, context) + object(record, context) + method(record, context) + persons(record, context)
    return Section(
      id: id, title: words[title], sheet: .page(words[title]),
      blocks: (settled.map { [.notice($0)] } ?? []) + [.fields(fields), .paragraph(words[.disposalPersonsMethod])])
  }

  /// Which record it is, when and where it was done.
  private static func act(_ record: DisposalRecord, _ context: SectionContext) -> [Field] {
    let (words, database) = (context.words, record.evidence.database)
    let place = ["source": context.facts.source.name, "database": database, "table": record.table]
    let ended = context.moment(record.ended)
    return [
      Field(words[.disposalNumber], context.facts.number), Field(words[.disposalPlan], record.plan),
      Field(words[.disposalKind], words[.disposalKindValue]),
      Field(words[.disposalBegun], context.moment(record.begun.moment)),
      Field(
        words[.disposalEnded], record.isSettled ? words(.disposalEndedUnknown, ["moment": ended]) : ended),
      Field(words[.disposalPlace], words(.disposalPlaceValue, place)),
    ]
  }

  /// What was disposed of, and why it could be.
  private static func object(_ record: DisposalRecord, _ context: SectionContext) -> [Field] {
    let (words, formats, rule) = (context.words, context.formats, record.rule)
    let day = context.day(record.planned.moment)
    let ended = ["date": formats.date(record.cutOff), "minimum": context.text(rule.minimum(on: day))]
    let range = [
      "first": record.oldest.map { formats.date($0) } ?? "?",
      "last": record.newest.map { formats.date($0) } ?? "?", "column": context.countedFrom(rule),
    ]
    return [
      Field(words[.disposalCategory], "\(rule.category) · \(context.object(rule.relation, rule))"),
      Field(words[.disposalSubjects], rule.subjects), Field(words[.disposalBases], context.bases(of: rule)),
      Field(words[.disposalGrounds], context.grounds(of: rule)),
      Field(words[.disposalEndedBecause], words(.disposalEndedBecauseValue, ended)),
      Field(words[.disposalRemoved], formats.integer(record.counts.removed)),
      Field(words[.disposalRange], words(.disposalRangeValue, range)),
      Field(words[.disposalMedium], words[.disposalMediumValue]),
    ]
  }

  /// How, by which standard, and what only people know.
  private static func method(_ record: DisposalRecord, _ context: SectionContext) -> [Field] {
    let words = context.words
    // What the policy says of it is not what was seen to be done.
    let policy = record.rule.how.isEmpty ? nil : words(.disposalSubMethodPolicy, ["how": record.rule.how])
    let way = [words[.disposalSubMethodValue], policy].compactMap { $0 }.joined(separator: " · ")
    let kept = context.facts.days.issued.advanced(byMonths: context.definition.retentionMonths)
    return [
      Field(words[.disposalMethod], words.name(record.rule.method)), Field(words[.disposalSubMethod], way),
      Field(words[.disposalStandard], words[.disposalToFill]),
      Field(words[.disposalThirdParties], words[.disposalToFill]),
      Field(words[.disposalKept], words(.disposalKeptValue, ["date": context.formats.date(kept)])),
    ]
  }

  private static func persons(_ record: DisposalRecord, _ context: SectionContext) -> [Field] {
    let words = context.words
    func text(_ person: DisposalRecord.Person) -> String {
      words(.disposalPersonValue, ["person": person.name, "moment": context.moment(person.moment)])
    }
    return [
      Field(words[.disposalReason], record.reason), Field(words[.disposalPlannedBy], text(record.planned)),
      Field(words[.disposalApprovedBy], text(record.approved)),
      Field(words[.disposalCarriedOutBy], text(record.begun)), Field(words[.disposalRole], record.evidence.role),
    ]
  }
}
