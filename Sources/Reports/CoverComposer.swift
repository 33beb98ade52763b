import Documents
import Messages
import Model

/// Composes the first page: three sentences, the few numbers that matter, and what a lawyer identifies the document by.
enum CoverComposer {
  /// The first page; that of an empty document has no numbers, which are all zero.
  static func compose(_ context: SectionContext, _ highlights: Highlights) -> Cover {
    let words = context.words
    let days = context.facts.days
    let made = [
      "issued": context.formats.date(days.issued), "snapshot": days.snapshot.map { context.formats.date($0) } ?? "",
    ]
    let notice: WordKey = context.definition.isAboutRows ? .statedMomentNotice : .statedMomentArchive
    let stated = context.facts.times == nil ? [words(notice, made)] : []
    let late = context.facts.isLate ? [words[.lateNotice]] : []
    let notices = replacement(context) + late + stated + [words[.automaticNotice], words[.prevailingText]]
    return Cover(
      highlights: highlights.sentences, tiles: EmptyDocument.applies(to: context) ? [] : CoverTiles.compose(context),
      fields: identityFields(context) + controllerFields(context) + fieldsOfAbsentSections(context), notices: notices)
  }

  private static func identityFields(_ context: SectionContext) -> [Field] {
    let words = context.words
    let facts = context.facts
    return [
      Field(words[.fieldNumber], words(.numberAndEdition, ["number": facts.number, "edition": String(facts.edition)]))
    ] + replaced(context) + moments(context) + [Field(words[.fieldPeriod], PeriodText.halfOpen(context))]
      + subjects(context)
      + userFilter(context) + [
        Field(words[.fieldSource], Self.source(context)),
        Field(words[.fieldRequester], requester(context)), Field(words[.fieldMask], words.name(context.mask)),
      ] + (facts.approval.map { [Field(words[.fieldApproval], $0)] } ?? []) + twin(context) + listedRows(context)
      + ledgerHead(context)
  }

  /// The source with the application it is of, or all of them by their names.
  private static func source(_ context: SectionContext) -> String {
    let source = context.facts.source
    if let names = source.allOf {
      return context.words(.allSources, ["names": names.joined(separator: ", ")])
    }
    return "\(source.name) (\(source.title[context.facts.language]), \(source.system))"
  }

  /// The document with the same rows under pseudonyms, or in clear.
  private static func twin(_ context: SectionContext) -> [Field] {
    context.facts.twin.map { twin in
      let value = context.words(.twinLink, ["number": twin.number, "digest": twin.dataDigest])
      return [Field(context.words[twin.isMasked ? .fieldTwin : .fieldFull], value)]
    } ?? []
  }

  /// Where the archive's ledger stood: filed paper is a witness of everything before it.
  private static func ledgerHead(_ context: SectionContext) -> [Field] {
    guard let seal = context.facts.seal else { return [] }
    return [Field(context.words[.fieldLedgerHead], seal.ledgerHead ?? context.words[.ledgerBegins])]
  }

  /// Which document it replaces, where it is not the first edition.
  private static func replaced(_ context: SectionContext) -> [Field] {
    context.facts.replaces.map { replaced in
      let value = ["number": replaced.number, "edition": String(replaced.edition)]
      return [Field(context.words[.fieldReplaces], context.words(.numberAndEdition, value))]
        + (replaced.changes.isEmpty
          ? []
          : [Field(context.words[.fieldRowsSince], replaced.changes.map { text($0, context) }.joined(separator: "; "))])
    } ?? []
  }

  /// What became of the rows since the edition before: `Olay satırları: 2 fazla`.
  private static func text(_ change: IssueFacts.RowChange, _ context: SectionContext) -> String {
    let words = context.words
    let what =
      switch change.kind {
      case .more(let count): words(.rowsMore, ["count": context.count(count)])
      case .fewer(let count): words(.rowsFewer, ["count": context.count(count)])
      case .others: words[.rowsOthers]
      case .changed: words[.rowsChanged]
      case .same: words[.rowsSame]
      case .unknown: words[.rowsNotCompared]
      }
    return "\(words[change.areEvents ? .fieldEventRows : .fieldSessionRows]): \(what)"
  }

  /// That the document corrects another one, and why.
  private static func replacement(_ context: SectionContext) -> [String] {
    context.facts.replaces.map { replaced in
      let values = ["number": replaced.number, "reason": replaced.reason]
      // A notice of a breach is followed by another one, which corrects nothing.
      let isFollowUp = context.facts.question?.matter.kind == .incident
      return [isFollowUp ? context.words(.breachFollowsNotice, values) : context.words(.replacementNotice, values)]
    } ?? []
  }

  /// When the document was made, its rows were read, and up to when was counted: never one under another's name.
  ///
  /// Beside a moment that was given stand the days alone, so that the same run makes the same bytes (decision 0021).
  private static func moments(_ context: SectionContext) -> [Field] {
    let (words, facts) = (context.words, context.facts)
    guard let times = facts.times else {
      let issued = context.formats.date(facts.days.issued)
      let snapshot = facts.days.snapshot.map { context.formats.date($0) } ?? ""
      return [
        Field(words[.fieldStatedMoment], context.moment(facts.asOf)),
        Field(words[.fieldIssued], words(.dayOfMaking, ["date": issued])),
      ] + rowsRead(context, words(.dayOfMaking, ["date": words(.byServerClock, ["moment": snapshot])]))
    }
    return [
      Field(words[.fieldIssued], context.moment(times.issued)),
      Field(words[.fieldCutOff], context.moment(facts.asOf)),
    ] + rowsRead(context, words(.byServerClock, ["moment": times.snapshot.map { context.moment($0) } ?? ""]))
      + (context.eventsServer?.takenAt.map {
        [Field(words[.fieldEventsSnapshot], words(.byServerClock, ["moment": context.moment($0)]))]
      } ?? [])
  }

  /// When rows were read, where any were.
  private static func rowsRead(_ context: SectionContext, _ value: String) -> [Field] {
    context.definition.isAboutRows ? [Field(context.words[.fieldSnapshot], value)] : []
  }

  /// Who the document is about, where it is about one person or a few, as the mask level shows people.
  private static func subjects(_ context: SectionContext) -> [Field] {
    let subjects = context.facts.subjects
    guard context.mask.showsPersons, (1...Subject.limit).contains(subjects.count) else { return [] }
    let names = subjects.map { Subject($0, context.rowContext).text }
    return [Field(context.words[.fieldSubject], names.joined(separator: "; "))]
  }

  /// That other users' rows are left out, where they are.
  static func userFilter(_ context: SectionContext) -> [Field] {
    let (words, count) = (context.words, context.facts.users.count)
    return count == 0 ? [] : [Field(words[.fieldUserFilter], words(.selectedUsers, ["count": String(count)]))]
  }

  private static func controllerFields(_ context: SectionContext) -> [Field] {
    let name = context.facts.controller.name
    return (name.isEmpty ? [] : [Field(context.words[.fieldController], name)])
      + (leavesRoom(context) ? [] : controllerDetails(context))
  }

  /// Whether the controller's details stand behind the first page: a scorecard is read as a whole, and needs all of it.
  static func leavesRoom(_ context: SectionContext) -> Bool {
    context.definition.subject == .management && context.definition.lists(PurposeSection.self)
  }

  /// What else is known of the controller but its name.
  static func controllerDetails(_ context: SectionContext) -> [Field] {
    let words = context.words
    let controller = context.facts.controller
    let numbers = [("MERSİS", controller.mersis), ("VKN", controller.vkn), ("VERBİS", controller.verbis)]
    let registration = numbers.filter { !$0.1.isEmpty }.map { "\($0.0) \($0.1)" }.joined(separator: " · ")
    let optional: [(WordKey, String)] = [
      (.fieldRegistration, registration), (.fieldKep, controller.kep), (.fieldAddress, controller.address),
      (.fieldContact, controller.contact),
    ]
    return optional.filter { !$0.1.isEmpty }.map { Field(words[$0.0], $0.1) }
  }

  /// What a section at the back would say, where the report's definition has none: nothing goes unsaid.
  private static func fieldsOfAbsentSections(_ context: SectionContext) -> [Field] {
    let definition = context.definition
    let hasPurpose = definition.lists(PurposeSection.self) && !EmptyDocument.applies(to: context)
    return (hasPurpose ? [] : PurposeSection.fields(context))
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
