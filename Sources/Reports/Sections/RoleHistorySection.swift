package import Documents
import Model
import Records

/// Who got, gave and lost which role, when, and whether it was approved.
package enum RoleHistorySection: SectionComposer {
  package static let id = "role_history"
  package static let title = AccountWordKey.sectionRoleHistory
  package static let inputs = SectionInputs.needs(.accounts)
  package static let listsPersons = true

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let accounts = try context.givenAccounts
    let words = context.words
    var section = context.listing(
      choice, title: title, id: id, RoleHistoryListing.table.columns(words, missing: context.missing), accounts.roles,
      emptyText: .noRoleChanges)
    if accounts.lacksRoleHistory {
      section.blocks.insert(.notice(words[accounts.source.hasEvents ? .noHistory : .noEvents]), at: 0)
      if !accounts.source.hasEvents { section.blocks.insert(.notice(words[.noHistory]), at: 1) }
    }
    if accounts.roles.count == 0 { return section }
    let asked: [EventColumn] = [.actorID, .previousRole, .approvedBy, .requestNumber, .reason]
    let absent = asked.filter { !accounts.source.keeps($0) }.map { SourceColumn.event($0) }
    if !absent.isEmpty {
      section.blocks.append(.paragraph(words(.columnsNotKept, ["columns": words.fields(absent)])))
    }
    if !accounts.lacksApprovals { section.blocks.append(.paragraph(words[.approvalMethod])) }
    section.blocks += AccountRemarks.privilegedRoles(accounts, words) + AccountRemarks.clearNames(accounts, words)
    return section
  }
}
