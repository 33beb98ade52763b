import Documents
import Model

/// How a document tells of a deadline: what it runs from, how long it is, until when, and what is left.
enum DeadlineText {
  /// The fields of a deadline; `event` names what it runs from, in the document's language.
  ///
  /// Where another document kept it, what is left is said only as long as there is something.
  static func fields(
    _ deadline: LegalDeadline, event: String, isKeptElsewhere: Bool = false, _ context: SectionContext
  ) -> [Field] {
    let words = context.words
    let fields = [
      Field(words[.deadlineStart], start(deadline, event, context)),
      Field(words[.deadlineLength], length(deadline.rule, words)),
      Field(
        words[.deadlineDue],
        words(.deadlineDueValue, ["moment": due(deadline, context), "weekday": weekday(deadline, words)])),
    ]
    if isKeptElsewhere, deadline.isOver(at: now(context)) { return fields }
    let label = words(.deadlineLeft, ["moment": moment(now(context), deadline, context)])
    return fields + [Field(label, left(deadline, context))]
  }

  /// What must not be overlooked: that the document came late, or that the last day is one on which offices are closed.
  static func notices(_ deadline: LegalDeadline, _ context: SectionContext) -> [Block] {
    let words = context.words
    var blocks: [Block] = []
    if case .overdue(let length) = deadline.standing(asOf: now(context)) {
      let values = [
        "due": due(deadline, context), "moment": moment(now(context), deadline, context),
        "time": time(length, deadline.rule, words),
      ]
      blocks.append(.notice(words(.deadlineLate, values)))
    } else if context.facts.times == nil, context.facts.days.issued > deadline.lastDay {
      // The moment was given: what came late shall not look as if it had been in time.
      let date = context.formats.date(context.facts.days.issued)
      blocks.append(.notice(words(.deadlineMadeLate, ["due": due(deadline, context), "date": date])))
    }
    if deadline.endsOnWeekend, !isOfHours(deadline.rule) {
      blocks.append(.paragraph(words(.deadlineWeekend, ["weekday": weekday(deadline, words)])))
    }
    if !isOfHours(deadline.rule) { blocks.append(.paragraph(words[.deadlineWholeDay])) }
    return blocks
  }

  /// Whether the document came when the deadline was over, as its reader sees it.
  static func isLate(_ deadline: LegalDeadline, _ context: SectionContext) -> Bool {
    deadline.isOver(at: now(context))
      || (context.facts.times == nil && context.facts.days.issued > deadline.lastDay)
  }

  /// `18.10.2026 23:59:59 UTC+03:00`, in the deadline's zone.
  static func due(_ deadline: LegalDeadline, _ context: SectionContext) -> String {
    moment(deadline.due, deadline, context)
  }

  /// What is left, or by how much it is over.
  static func left(_ deadline: LegalDeadline, _ context: SectionContext) -> String {
    switch deadline.standing(asOf: now(context)) {
    case .left(let length): time(length, deadline.rule, context.words)
    case .overdue(let length):
      context.words(.deadlineOver, ["time": time(length, deadline.rule, context.words)])
    }
  }

  /// When the document was made, or the moment that was given for it.
  private static func now(_ context: SectionContext) -> Instant { context.facts.times?.issued ?? context.facts.asOf }

  private static func start(_ deadline: LegalDeadline, _ event: String, _ context: SectionContext) -> String {
    if deadline.startsWithDay {
      let day = deadline.zone.localTime(at: deadline.start).date
      return context.words(.deadlineStartDay, ["event": event, "date": context.formats.date(day)])
    }
    return context.words(.deadlineStartMoment, ["event": event, "moment": moment(deadline.start, deadline, context)])
  }

  private static func length(_ rule: LegalDeadline.Rule, _ words: TextCatalog) -> String {
    switch rule {
    case .hours(let count): words(.deadlineHours, ["count": String(count)])
    case .days(let count): words(.deadlineDays, ["count": String(count)])
    case .months(let count): words(.deadlineMonths, ["count": String(count)])
    case .lastDay: words[.deadlineNamedDay]
    }
  }

  /// A length in the unit that the deadline is given in: hours, or days beside them.
  static func time(_ microseconds: Int64, _ rule: LegalDeadline.Rule, _ words: TextCatalog) -> String {
    let left = TimeLeft(microseconds: microseconds)
    if isOfHours(rule) {
      return words(.deadlineLeftHours, ["hours": String(left.allHours), "minutes": String(left.minutes)])
    }
    return words(
      .deadlineLeftDays, ["days": String(left.days), "hours": String(left.hours), "minutes": String(left.minutes)])
  }

  private static func isOfHours(_ rule: LegalDeadline.Rule) -> Bool { if case .hours = rule { true } else { false } }

  private static func weekday(_ deadline: LegalDeadline, _ words: TextCatalog) -> String {
    words.weekday(deadline.lastDay.weekday)
  }

  private static func moment(_ instant: Instant, _ deadline: LegalDeadline, _ context: SectionContext) -> String {
    context.formats.moment(deadline.zone.localTime(at: instant)) + " " + deadline.zone.offsetLabel(at: instant)
  }
}
