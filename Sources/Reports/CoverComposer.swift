import Documents
import Messages
import Model

/// Composes the first page: three sentences, the few numbers that matter, and what a lawyer identifies the document by.
enum CoverComposer {
  /// The first page; `sections` are what the rest of the document was composed of.
  static func compose(_ context: SectionContext, _ sections: [Section], _ highlights: Highlights) -> Cover {
    let words = context.words
    let stated = context.facts.times == nil ? [words[.statedMomentNotice]] : []
    let late = context.facts.isLate ? [words[.lateNotice]] : []
    let notices = late + stated + [words[.automaticNotice], words[.prevailingText]]
    return Cover(
      highlights: highlights.sentences, tiles: CoverTiles.compose(context),
      fields: identityFields(context) + controllerFields(context) + fieldsOfAbsentSections(context), notices: notices)
  }

  private static func identityFields(_ context: SectionContext) -> [Field] {
    let words = context.words
    let facts = context.facts
    let source = facts.source
    return [
      Field(words[.fieldNumber], words(.numberAndEdition, ["number": facts.number, "edition": String(facts.edition)])),
      made(context),
    ] + reading(context) + [Field(words[.fieldPeriod], PeriodText.halfOpen(context))] + userFilter(context) + [
      Field(words[.fieldSource], "\(source.name) (\(source.title[facts.language]), \(source.system))"),
      Field(words[.fieldRequester], requester(context)), Field(words[.fieldMask], words.name(context.mask)),
    ] + listedRows(context)
  }

  /// When the document was made, or the moment it was made for where one was stated: never one under the other's name.
  private static func made(_ context: SectionContext) -> Field {
    let (words, facts) = (context.words, context.facts)
    guard let times = facts.times else { return Field(words[.fieldStatedMoment], context.moment(facts.asOf)) }
    return Field(words[.fieldIssued], context.moment(times.issued))
  }

  /// Up to when was counted, and when the source was read.
  private static func reading(_ context: SectionContext) -> [Field] {
    let (words, facts) = (context.words, context.facts)
    guard let times = facts.times else { return [] }
    return [
      Field(words[.fieldCutOff], context.moment(facts.asOf)),
      Field(words[.fieldSnapshot], words(.byServerClock, ["moment": context.moment(times.snapshot)])),
    ]
  }

  /// That other users' rows are left out, where they are.
  static func userFilter(_ context: SectionContext) -> [Field] {
    let (words, count) = (context.words, context.facts.users.count)
    return count == 0 ? [] : [Field(words[.fieldUserFilter], words(.selectedUsers, ["count": String(count)]))]
  }

  private static func controllerFields(_ context: SectionContext) -> [Field] {
    let words = context.words
    let controller = context.facts.controller
    let numbers = [("MERSİS", controller.mersis), ("VKN", controller.vkn), ("VERBİS", controller.verbis)]
    let registration = numbers.filter { !$0.1.isEmpty }.map { "\($0.0) \($0.1)" }.joined(separator: " · ")
    let optional: [(WordKey, String)] = [
      (.fieldController, controller.name), (.fieldRegistration, registration), (.fieldKep, controller.kep),
      (.fieldAddress, controller.address), (.fieldContact, controller.contact),
    ]
    return optional.filter { !$0.1.isEmpty }.map { Field(words[$0.0], $0.1) }
  }

  /// What a section at the back would say, where the report's definition has none: nothing goes unsaid.
  private static func fieldsOfAbsentSections(_ context: SectionContext) -> [Field] {
    let definition = context.definition
    return (definition.lists(PurposeSection.self) ? [] : PurposeSection.fields(context))
      + (definition.lists(TechnicalSection.self) ? [] : TechnicalSection.fields(context))
  }

  /// Who or what asked for the document.
  static func requester(_ context: SectionContext) -> String {
    let words = context.words
    switch context.facts.requester {
    case .schedule(let name, let title):
      return words(.requestedBySchedule, ["schedule": title?[context.facts.language] ?? name])
    case .person(let user, let reason):
      return words(.requestedByPerson, ["user": user]) + (reason.map { " – " + $0 } ?? "")
    }
  }

  /// Whether pages list every record, in documents with registers; only the drawing of the pages knows.
  static func listedRows(_ context: SectionContext) -> [Field] {
    let hasRegister = context.mask.showsPersons && context.definition.sections.contains { $0.kind.isRegister }
    return hasRegister ? [Field(context.words[.fieldListedRows], .listedRows)] : []
  }
}
