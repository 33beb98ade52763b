package import Documents

/// The alarm, the moment of awareness that a person set, and the 72 hours from it.
package enum BreachClockSection: SectionComposer {
  package static let id = "breach_clock"
  package static let title = BreachWordKey.breachSectionClock
  package static let inputs = SectionInputs.needs(.answers)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    guard let breach = context.breach else { return context.withoutBreach(choice) }
    let (words, notice) = (context.words, breach.notice)
    var fields = [
      Field(words[.breachIncident], notice.incident),
      Field(words[.breachAlarm], notice.alarm.map { breach.moment($0) } ?? words[.breachToBeFilled]),
      Field(words[.breachAwareness], notice.awareness.map { breach.moment($0) } ?? words[.breachAwarenessOpen]),
    ]
    var blocks: [Block] = []
    if let deadline = notice.deadline {
      fields += DeadlineText.fields(
        deadline, event: words[.breachAwarenessEvent], isKeptElsewhere: breach.isFollowUp, context)
      if let first = breach.firstNotice(deadline) { fields.append(Field(words[.breachFirstNotice], first)) }
      // The 72 hours are those of the first filing; what completes it may come later (Board decision 2019/10).
      if !breach.isFollowUp { blocks += DeadlineText.notices(deadline, context) }
    } else {
      blocks.append(.notice(words[.breachAwarenessOpenNotice]))
      if let earliest = notice.earliestDeadline {
        blocks.append(.paragraph(words[.breachEarliestEnd]))
        blocks.append(.fields(DeadlineText.fields(earliest, event: words[.breachAlarmEvent], context)))
      }
    }
    blocks.append(.paragraph(words[.breachClockBasis]))
    return Section(id: id, title: words[title], sheet: .cover, blocks: [.fields(fields)] + blocks)
  }
}
