import Records
package import Documents
import Model

/// Users with findings, those with the gravest first.
package enum FindingUsersSection: SectionComposer {
  package static let id = "finding_users"
  package static let title = WordKey.sectionFindingUsers
  package static let inputs = SectionInputs.needs(.findings)
  package static let listsPersons = true

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let findings = try context.givenFindings
    let words = context.words
    let severities: [ColumnName] = [.severityCritical, .severityHigh, .severityMedium, .severityLow, .severityInfo]
    let columns: [Column] =
      [
        .named(.rowNumber, words, .integer, width: 7, for: .readers),
        .named(.userKey, words, .text, width: 14), .named(.userName, words, .text, width: 22),
      ] + severities.map { .named($0, words, .integer, width: 9) } + [
        .named(.rule, words, .text, width: 26), .named(.first, words, .moment, width: 19),
        .named(.last, words, .moment, width: 19),
      ]
    // Beside another table of users the name is this table's own.
    let isOnly = !context.definition.lists(UsersSection.self, of: context.definition.subject.input)
    var section = context.listing(
      choice, title: isOnly ? .sectionUsers : title, caption: .findingUsersNote, id: isOnly ? "users" : id, columns,
      findings.users)
    section.title = words[title]
    return section
  }
}
