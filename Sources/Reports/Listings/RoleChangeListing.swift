import Documents
import Model
import Records

/// A change of somebody's role, as its table lists it: what the event says, and nothing inferred.
struct ListedRoleChange {
  let event: SecurityEvent
  let instant: Instant
  let number: Int64
  let context: RowContext

  /// The types of events that change a role.
  static let types: [EventType] = [.roleGranted, .roleRevoked, .roleChanged]

  /// Whose role changed: the target where the event names one, else its user.
  var target: Identifier? { event.targetID ?? event.userKey }

  /// Who changed it: the actor where the event names one, else its user where the target is somebody else.
  var actor: Identifier? {
    event.actorID ?? (event.targetID != nil && event.targetID != event.userKey ? event.userKey : nil)
  }

  /// The role before: of a role that is taken away that one, of a change what the source keeps of it.
  var roleBefore: String? { event.type == .roleRevoked ? event.previousRole ?? event.role : event.previousRole }

  /// The role after; none where a role is taken away.
  var roleAfter: String? { event.type == .roleRevoked ? nil : event.role }
}

/// The table of changes of roles: who changed whose role from what to what, and when.
enum RoleChangeListing {
  static let table = TableColumns<ListedRoleChange>([
    .init(.rowNumber, .integer, 7, for: .readers) { .integer($0.number) },
    .init(.occurredAt, .moment, 19) { $0.context.moment($0.instant) },
    .init(.eventID, .text, 10, for: .readersWithRoomAndPrograms) { .text($0.context.mask.rowKey($0.event.id.text)) },
    .init(.eventType, .text, 20, for: .readers) { .text($0.context.words.name($0.event.type)) },
    .init(machine: "event_type", .text) { .text($0.event.type.rawValue) },
    .init(.actorID, .text, 12, for: .readersWithRoomAndPrograms) { $0.context.userKey($0.actor) },
    .init(.actorName, .text, 20) { row in name(row.actor, row) },
    .init(.targetID, .text, 12, for: .readersWithRoomAndPrograms) { $0.context.userKey($0.target) },
    .init(.targetName, .text, 20) { row in name(row.target, row) },
    .init(.roleBefore, .text, 16) { $0.context.text($0.roleBefore) },
    .init(.roleAfter, .text, 16) { $0.context.text($0.roleAfter) },
    .init(.address, .text, 17, from: .event(.address)) { $0.context.address($0.event.address) },
  ])

  /// A user's sign-in name, or the key where nobody knows a name.
  private static func name(_ user: Identifier?, _ row: ListedRoleChange) -> Cell {
    let shown = user == row.event.userKey ? row.event.userName : nil
    let name = row.context.userName(user, shown: shown)
    return name == .empty ? row.context.userKey(user) : name
  }
}
