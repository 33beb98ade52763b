package import Documents

/// What is kept for how long, and why: the rules of retention as the configuration has them.
package enum RetentionRulesSection: SectionComposer {
  package static let id = "retention_rules"
  package static let title = RetentionWordKey.sectionRetentionRules
  package static let inputs = SectionInputs.needs(.retention)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let status = try context.givenRetention
    let words = context.words
    var values = ["interval": context.formats.integer(Int64(status.interval))]
    if let policy = status.policy { values["policy"] = policy }
    return Section(
      id: id, title: words[title], sheet: .page(words[title]), isLandscape: true,
      blocks: [
        .paragraph(words(status.policy == nil ? .policyUnnamed : .policyNamed, values)),
        .paragraph(words[.rulesMethod]),
        try RetentionListing.table(
          "retention_rules", RetentionListing.rules, status.lines.filter { $0.rule != nil }, context),
      ])
  }
}
