import Documents
import Records
import Model

/// A breach with everything that its sections are composed from.
struct BreachCase {
  let notice: BreachNotice
  let rows: BreachRows
  let context: SectionContext

  private var words: TextCatalog { context.words }

  /// A field of the form: what the program knows, else what was said, else that it is to be filled in.
  func value(_ field: BreachField) -> String {
    computed(field) ?? notice.form[field] ?? words[.breachToBeFilled]
  }

  /// What was said of a field, or that nobody said anything; nothing is made up.
  func stated(_ field: BreachField) -> String { notice.form[field] ?? words[.breachToBeFilled] }

  private func computed(_ field: BreachField) -> String? {
    let (controller, counts) = (context.facts.controller, rows.counts)
    switch field {
    case .aName: return Self.text(controller.name)
    case .aAddress: return Self.text(controller.address)
    case .aKep: return Self.text(controller.kep)
    case .aRegistration:
      return Self.text([controller.mersis, controller.verbis].filter { !$0.isEmpty }.joined(separator: " / "))
    case .cFiling:
      return context.facts.replaces.map { words(.breachFollowUp, ["number": $0.number]) } ?? words[.breachFirstFiling]
    case .dBegan: return notice.form[field] ?? counts.first.map { recorded($0) }
    case .dEnded:
      if notice.isGoingOn {
        return words(.breachNotOver, ["last": counts.last.map { recorded($0) } ?? words[.breachToBeFilled]])
      }
      // A session without a recorded end may still go on, whatever time was asked about.
      return notice.form[field] ?? (counts.hasOpenEnd ? nil : counts.last.map { recorded($0) })
    case .dDetected: return notice.alarm.map { moment($0) }
    case .dAware: return notice.awareness.map { moment($0) } ?? words[.breachAwarenessOpen]
    case .dDelay: return notice.form[field] ?? delay
    case .iPersons:
      return number(counts.persons)
    case .iRecords: return number(counts.records, .breachRecordsCount)
    case .iBasis:
      return notice.form[field] ?? words(.breachCountedHowValue, ["section": words[.sectionMethod]])
    case .oAnnexes:
      let annexes = ["annexes": words[.breachAnnexesValue]]
      guard case .attached(let file, _) = annexState else { return words(.breachAnnexesWithout, annexes) }
      return words(.breachAnnexesWith, annexes.merging(["file": file]) { $1 })
    default: return nil
    }
  }

  /// Where the clear list of persons is, or why there is none.
  var annexText: String {
    switch annexState {
    case .attached(let file, let method):
      words(.breachAnnexAttached, ["file": file, "method": method, "count": context.count(rows.counts.persons)])
    case .nobody: words[.breachAnnexNobody]
    case .leftOut: words[.breachAnnexLeftOut]
    case .unconfigured: words[.breachAnnexUnconfigured]
    }
  }

  private var annexState: IssueFacts.PersonsAnnex {
    let annex = context.facts.personsAnnex ?? .unconfigured
    if case .attached = annex, rows.counts.persons == 0 { return .nobody }
    return annex
  }

  /// Whether it completes a filing that was made before.
  var isFollowUp: Bool { context.facts.replaces != nil }

  /// Whether the first filing was late; nil where that is not known.
  private var delay: String? {
    if let first = context.facts.replaces?.first, let deadline = notice.deadline {
      return first.delay(after: deadline).map { words[$0 > 0 ? .breachDelayNeeded : .breachDelayNotNeeded] }
    }
    if isFollowUp { return nil }
    return notice.deadline.map {
      DeadlineText.isLate($0, context) ? words[.breachDelayNeeded] : words[.breachDelayNotNeeded]
    }
  }

  /// Whether the first filing's dossier was issued in time; nil in the first filing itself.
  func firstNotice(_ deadline: LegalDeadline) -> String? {
    guard let first = context.facts.replaces?.first else { return nil }
    guard let issued = first.moment, let delay = first.delay(after: deadline) else {
      return words(.breachFirstUnknown, ["number": first.number])
    }
    // Where its moment was given, what was in time or late is when it was made.
    let values = ["number": first.number, "moment": moment(max(issued, first.made ?? issued))]
    if delay == 0 { return words(.breachFirstInTime, values) }
    let time = DeadlineText.time(delay, deadline.rule, words)
    return words(.breachFirstLate, values.merging(["time": time]) { $1 })
  }

  /// How many; at M3, where counts are rounded, that it is not exact.
  private func number(_ count: Int64, _ exact: BreachWordKey = .breachPersonsCount) -> String {
    words(context.showsCountsOnly ? .breachPersonsRounded : exact, ["count": context.count(count)])
  }

  /// The moment of a record, at M3 its day: a moment is one row's alone.
  private func recorded(_ instant: Instant) -> String {
    context.showsCountsOnly
      ? context.formats.date(notice.turkey.localTime(at: instant).date) : moment(instant)
  }

  private static func text(_ text: String) -> String? { text.isEmpty ? nil : text }

  /// A moment in Turkish time.
  func moment(_ instant: Instant) -> String {
    let local = notice.turkey.localTime(at: instant)
    return context.formats.moment(local) + " " + notice.turkey.offsetLabel(at: instant)
  }
}

extension SectionContext {
  /// The breach with what was counted of it; nil in a document that is about none.
  var breach: BreachCase? {
    guard case .incident(let notice) = facts.question?.matter, let rows = answers?.breach else { return nil }
    return BreachCase(notice: notice, rows: rows, context: self)
  }

  /// What the first page shows of a breach: whom and how much it concerns, and until when the Board is to be told.
  var breachTiles: [Tile]? {
    breach.map { breach in
      let deadline = breach.notice.deadline
      let followed = deadline == nil || !breach.isFollowUp ? nil : breach.value(.cFiling)
      return [
        Tile(label: words[.breachAffectedPersons], value: countCell(breach.rows.counts.persons)),
        Tile(label: words[.breachAffectedRecords], value: countCell(breach.rows.counts.records)),
        Tile(
          label: words[.deadlineDue],
          value: deadline.map { .text(formats.date($0.lastDay)) } ?? .text(SectionContext.withheld),
          remark: followed ?? deadline.map { DeadlineText.left($0, self) } ?? words[.breachAwarenessOpen],
          isAlert: deadline.map { followed == nil && DeadlineText.isLate($0, self) } ?? true),
      ]
    }
  }

  /// A section about a breach in a document that is about none: its heading, and that nothing follows.
  func withoutBreach(_ choice: ReportDefinition.SectionChoice) -> Section {
    Section(
      id: choice.id, title: words[choice.kind.title], sheet: .cover, blocks: [.paragraph(words[.breachNoBreach])])
  }
}
