import Messages
import Analysis
import Documents
import Model

/// Composes the heading block: the answers a lawyer asks for first.
enum CoverComposer {
  static func compose(_ context: SectionContext) -> Cover {
    let words = context.words
    let stated = context.facts.times == nil ? [words[.statedMomentNotice]] : []
    let late = context.facts.isLate ? [words[.lateNotice]] : []
    let notices = late + stated + [words[.automaticNotice], words[.prevailingText]]
    return Cover(fields: identityFields(context) + controllerFields(context), notices: notices)
  }

  private static func identityFields(_ context: SectionContext) -> [Field] {
    let words = context.words
    let facts = context.facts
    let source = facts.source
    return [
      Field(words[.fieldNumber], words(.numberAndEdition, ["number": facts.number, "edition": String(facts.edition)])),
      made(context), Field(words[.fieldPeriod], PeriodText.halfOpen(context)),
    ] + userFilter(context) + reading(context) + [
      Field(words[.fieldZone], zone(context)),
      Field(words[.fieldClock], clock(context)), Field(words[.fieldRequester], requester(context)),
      Field(words[.fieldSource], "\(source.name) (\(source.system)) · PostgreSQL \(source.serverVersion)"),
      Field(words[.fieldCluster], source.systemIdentifier ?? words[.notReadable]),
      Field(words[.fieldRowCounts], rowCounts(context)),
    ] + rules(context) + [
      Field(words[.fieldReplacements], .drawingReplacements)
    ]
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
    let facts = context.facts
    let controller = facts.controller
    let language = facts.language
    let numbers = [("MERSİS", controller.mersis), ("VKN", controller.vkn), ("VERBİS", controller.verbis)]
    let registration = numbers.filter { !$0.1.isEmpty }.map { "\($0.0) \($0.1)" }.joined(separator: " · ")
    let optional: [(WordKey, String)] = [
      (.fieldController, controller.name), (.fieldRegistration, registration), (.fieldKep, controller.kep),
      (.fieldAddress, controller.address), (.fieldContact, controller.contact),
    ]
    let purpose: [Field] = [
      Field(words[.fieldPurpose], context.definition.purpose[language]),
      Field(
        words[.fieldLegalBasis],
        context.definition.legalBases.map { "\($0.article) (\(words.name($0)))" }.joined(separator: "; ")),
      Field(words[.fieldDataCategory], context.definition.dataCategory[language]),
      Field(words[.fieldSubjectGroups], context.definition.subjectGroups[language]),
      Field(words[.fieldMask], words.name(context.mask)), Field(words[.fieldRetention], retentionEnd(context)),
      Field(words[.fieldSoftware], facts.software), Field(words[.fieldRun], facts.runID),
    ]
    return optional.filter { !$0.1.isEmpty }.map { Field(words[$0.0], $0.1) } + purpose
  }

  /// `Europe/Istanbul (UTC+03:00) · tzdata 2025b`.
  static func zone(_ context: SectionContext) -> String {
    let facts = context.facts
    let offset = facts.zone.offsetLabel(at: facts.period.from)
    return "\(facts.zone.name) (\(offset)) · tzdata \(facts.tzdataVersion ?? "?")"
  }

  /// Who or what asked for the document.
  static func requester(_ context: SectionContext) -> String {
    let words = context.words
    switch context.facts.requester {
    case .schedule(let name): return words(.requestedBySchedule, ["schedule": name])
    case .person(let user, let reason):
      return words(.requestedByPerson, ["user": user]) + (reason.map { " – " + $0 } ?? "")
    }
  }

  private static func clock(_ context: SectionContext) -> String {
    let words = context.words
    return switch context.facts.clock {
    case .given: words[.clockGiven]
    case .synchronised(let error):
      words(.clockSynchronised, ["error": context.formats.integer((error + 999) / 1000)])
    case .unsynchronised: words[.clockUnsynchronised]
    }
  }

  /// What the source holds of the period, and what the document counts of it.
  private static func rowCounts(_ context: SectionContext) -> String {
    func text(_ counted: Int, _ copies: Int, _ quarantined: Int) -> String {
      let numbers = [counted + copies + quarantined, counted].map { context.count(Int64($0)) }
      return context.words(.rowCounts, ["read": numbers[0], "counted": numbers[1]])
    }
    let sessions = context.sessions?.totals ?? context.findings?.sessions
    let events = context.events?.totals ?? context.findings?.events
    let texts = [
      sessions.map { text($0.counted, $0.copies, $0.quarantinedCount) },
      events.map { text($0.counted, $0.copies, $0.quarantinedCount) },
    ]
    return texts.compactMap { $0 }.joined(separator: " + ")
  }

  /// How many rules were evaluated, where the document speaks of rules.
  private static func rules(_ context: SectionContext) -> [Field] {
    context.findings.map { findings in
      [Field(context.words[.fieldRules], FindingsSummarySection.coverage(findings, context, withReasons: true))]
    } ?? []
  }

  /// The issue date, or the stated moment's, so many months later; a day the month has not becomes its last.
  private static func retentionEnd(_ context: SectionContext) -> String {
    let issued = context.facts.zone.localTime(at: context.facts.times?.issued ?? context.facts.asOf).date.parts
    let months = issued.year * 12 + issued.month - 1 + context.definition.retentionMonths
    var day = issued.day
    while day > 28 {
      if let date = CivilDate(validYear: months / 12, month: months % 12 + 1, day: day) {
        return context.formats.date(date)
      }
      day -= 1
    }
    return context.formats.date(CivilDate(year: months / 12, month: months % 12 + 1, day: day))
  }
}
