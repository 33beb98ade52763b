import Records
package import Documents
import Model

/// Who changed whose role from what to what, and when.
package enum RoleChangesSection: SectionComposer {
  package static let id = "role_changes"
  package static let title = WordKey.sectionRoleChanges
  package static let inputs = SectionInputs.needs(.events)
  package static let listsPersons = true

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let rows = try context.givenEvents.rows.roleChanges
    let words = context.words
    var section = context.listing(
      choice, title: title, caption: .roleChangesNote, id: id,
      RoleChangeListing.table.columns(words, missing: context.missing), rows,
      remark: rows.count == 0 ? nil : words[.roleChangesRemark], emptyText: .noRoleChanges)
    let absent: [SourceColumn] = [.event(.actorID), .event(.role), .event(.previousRole)]
    let missing = absent.filter { context.missing.contains($0) }
    if !missing.isEmpty {
      section.blocks.append(.paragraph(words(.missingColumns, ["columns": words.fields(missing)])))
    }
    return section
  }
}
