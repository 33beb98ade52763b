import Records
package import Documents
import Model

/// Every list and file the rules were given; their numbers stand in the table of rules.
package enum RuleSettingsSection: SectionComposer {
  package static let id = "rule_settings"
  package static let title = WordKey.sectionRuleSettings
  package static let inputs = SectionInputs.needs(.findings)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let findings = try context.givenFindings
    let words = context.words
    let rows = RuleProvenance.Setting.allCases.map { setting -> [Cell] in
      [
        .text(setting.rawValue), .text(words.name(setting)),
        value(setting, findings, context).map { .text($0) } ?? .empty,
      ]
    }
    let columns = [
      .named(.item, words, .text, width: 16, for: .programs), context.column(.item, .text, 40),
      context.column(.value, .text, 60, json: true),
    ]
    return Section(
      id: id, title: words[title], sheet: .cover, blocks: [try context.table(id, columns, rows)])
  }

  /// The values as the mask level allows; where no person is shown, accounts and rows are counted.
  private static func value(
    _ setting: RuleProvenance.Setting, _ findings: FindingRows, _ context: SectionContext
  ) -> String? {
    if setting == .digest { return findings.settingsDigest }
    let values = findings.provenance.values(
      setting, row: { context.rowContext.mask.rowKey($0.text) }, account: { context.rowContext.account($0) })
    if values.isEmpty { return nil }
    let isMasked = [.serviceAccounts, .sharedAccounts, .approvedChanges].contains(setting)
    if isMasked, !context.mask.showsPersons { return context.count(Int64(values.count)) }
    return values.joined(separator: ", ")
  }
}
