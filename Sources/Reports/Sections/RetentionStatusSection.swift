package import Documents
import Messages

/// What is due, overdue and falling due, what is older than the law allows, and what no rule is about.
package enum RetentionStatusSection: SectionComposer {
  package static let id = "retention_status"
  package static let title = RetentionWordKey.sectionStatus
  package static let inputs = SectionInputs.needs(.retention)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let status = try context.givenRetention
    let words = context.words
    let values = [
      "date": context.formats.date(status.date), "interval": context.formats.integer(Int64(status.interval)),
      "horizon": context.formats.integer(Int64(status.horizon)),
    ]
    return Section(
      id: id, title: words[title], sheet: .page(words[title]), isLandscape: true,
      blocks: [.paragraph(words(.statusMethod, values))] + status.lines.flatMap { notices($0, context) } + [
        try RetentionListing.table("retention_status", RetentionListing.status, status.lines, context)
      ])
  }

  /// What of a line must not be overlooked.
  private static func notices(_ line: RetentionStatus.Line, _ context: SectionContext) -> [Block] {
    let words = context.words
    let object = context.object(line)
    func notice(_ key: RetentionWordKey, _ count: Int64, _ more: [String: String] = [:]) -> Block {
      let values = ["object": object, "count": context.formats.integer(count)]
      return .notice(words(key, values.merging(more) { $1 }))
    }
    guard let counts = line.counts else {
      guard case .unread(let reason) = line.reading else { return [] }
      return [.notice(words(.unreadNotice, ["object": object, "reason": reason[context.facts.language]]))]
    }
    guard let rule = line.rule else { return counts.rows > 0 ? [notice(.noRuleNotice, counts.rows)] : [] }
    var blocks: [Block] = []
    if counts.beyond > 0, line.hold == nil, let maximum = rule.maximum(on: context.retentionDay) {
      blocks.append(notice(.beyondNotice, counts.beyond, ["maximum": context.text(maximum)]))
    }
    if counts.undated > 0 { blocks.append(notice(.undatedNotice, counts.undated)) }
    return blocks
  }
}
