import Analysis
import Documents
import Model
import Records

/// A change of a role with what is known of its approval, as its table lists it.
struct RoleHistoryRow {
  let change: ListedRoleChange
  let names: AccountNames
  let source: AccountSource

  private var event: SecurityEvent { change.event }
  private var words: TextCatalog { names.context.words }

  /// What a column says, or that the source does not keep it.
  func kept(_ column: EventColumn, _ cell: Cell) -> Cell {
    source.keeps(column) ? cell : .text(words[.fieldNotKept])
  }

  /// The role before: a role that was granted has none.
  fileprivate var roleBefore: Cell {
    if let role = change.roleBefore { return .text(role) }
    return event.type == .roleGranted ? .empty : kept(.previousRole, .empty)
  }

  /// The role after: a role that was taken away leaves none.
  fileprivate var roleAfter: Cell {
    if let role = change.roleAfter { return .text(role) }
    return event.type == .roleRevoked ? .empty : kept(.role, .empty)
  }

  /// What is known of its approval.
  fileprivate var approval: (code: String, text: String)? {
    if event.approvedBy != nil || event.requestNumber != nil { return ("recorded", words[.approvalRecorded]) }
    if source.approvedChanges.contains(event.id) { return ("configured", words[.approvalConfigured]) }
    if source.keeps(.approvedBy) || source.keeps(.requestNumber) || !source.approvedChanges.isEmpty {
      return ("none", words[.approvalNone])
    }
    return nil
  }

  fileprivate var isPrivileged: Bool {
    names.privileged.contains(role: change.roleBefore) || names.privileged.contains(role: change.roleAfter)
  }

  fileprivate func person(_ user: Identifier?) -> Cell {
    names.name(user, shown: user == event.userKey ? event.userName : nil)
  }

  fileprivate func yes(_ holds: Bool) -> Cell { .text(words[holds ? .yes : .no]) }
}

/// The table of changes of roles of a report on accounts.
enum RoleHistoryListing {
  static let table = TableColumns<RoleHistoryRow>([
    .init(.rowNumber, .integer, 6, for: .readers) { .integer($0.change.number) },
    .init(.occurredAt, .moment, 18) { $0.names.context.moment($0.change.instant) },
    .init(.eventID, .text, 10, for: .readersWithRoomAndPrograms) {
      .text($0.names.context.mask.rowKey($0.change.event.id.text))
    },
    .init(.eventType, .text, 18, for: .readers) { .text($0.names.context.words.name($0.change.event.type)) },
    .init(machine: "event_type", .text) { .text($0.change.event.type.rawValue) },
    .init(.actorID, .text, 10, for: .readersWithRoomAndPrograms) { $0.names.key($0.change.actor) },
    .init(.actorName, .text, 18) { row in row.person(row.change.actor) },
    .init(.targetID, .text, 10, for: .readersWithRoomAndPrograms) { $0.names.key($0.change.target) },
    .init(.targetName, .text, 18) { row in row.person(row.change.target) },
    .init(.roleBefore, .text, 14) { $0.roleBefore }, .init(.roleAfter, .text, 14) { $0.roleAfter },
    .init(.privileged, .text, 11, for: .readers) { $0.yes($0.isPrivileged) },
    .init(machine: "privileged", .text) { .text($0.isPrivileged ? "yes" : "no") },
    .init(.approvalState, .text, 16, for: .readers) { row in
      .text(row.approval?.text ?? row.names.context.words[.fieldNotKept])
    },
    .init(machine: "approval_state", .text) { row in .text(row.approval?.code ?? "not_kept") },
    .init(.approvedBy, .text, 16) { row in row.kept(.approvedBy, row.names.name(row.change.event.approvedBy)) },
    .init(.requestNumber, .text, 12) { row in
      row.kept(.requestNumber, row.names.context.text(row.change.event.requestNumber))
    },
    .init(.justification, .text, 20) { row in row.kept(.reason, row.names.context.text(row.change.event.reason)) },
    .init(.address, .text, 17, for: .readersWithRoomAndPrograms, from: .event(.address)) {
      $0.names.context.address($0.change.event.address)
    },
  ])
}
