package import Documents

/// The draft of what the persons are told (Board decision 2019/271).
package enum BreachNoticeSection: SectionComposer {
  package static let id = "breach_notice"
  package static let title = BreachWordKey.breachSectionNotice
  package static let inputs = SectionInputs.needs(.answers)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    guard let breach = context.breach else { return context.withoutBreach(choice) }
    let words = context.words
    let lines: [(BreachWordKey, String)] = [
      (.breachNoticeWhen, breach.value(.dBegan)), (.breachNoticeData, breach.stated(.hCategories)),
      (.breachNoticeSpecial, breach.stated(.hSpecial)), (.breachNoticeEffects, breach.stated(.kEffects)),
      (.breachNoticeMeasures, breach.stated(.lAfter)), (.breachNoticeContact, breach.stated(.mContact)),
    ]
    return Section(
      id: id, title: words[title], sheet: .page(words[title]),
      blocks: [.notice(words[.breachNoticeDraft])]
        + lines.map { key, value in .paragraph(words(key, ["value": value])) })
  }
}
