import Model

/// A change to an account: to its credentials, its roles, or the account as a whole.
struct AccountChange {
  /// The row.
  let row: EvidenceRow
  /// When.
  let at: Instant
  /// What was done.
  let type: EventType
  /// Who did it, as far as the row names anybody beside the account.
  let actor: Identifier?
  /// The role it is about.
  let role: String?

  /// The row's identifier.
  var id: Identifier { row.id }
  /// The session it was done in.
  var sessionID: Identifier? { row.session }
}

/// Changes that stand in the rows of somebody else: an administrator's, with the account as their target.
///
/// Some sources write the administrator as an event's user and the account as its target. Such a row lies in the
/// administrator's history; rules about accounts need it with those it was done to. Memory holds these rows, which are
/// rare.
struct ChangesByOthers {
  private var changes: [Identifier: [AccountChange]] = [:]

  /// Notes an event, in order of time, if it is about somebody else than its user.
  mutating func note(_ event: borrowing ObservedEvent) {
    guard let target = event.targetID, target != event.userKey else { return }
    changes[target, default: []].append(
      AccountChange(
        row: EvidenceRow(event), at: event.at, type: event.type,
        actor: event.actorID ?? event.userKey, role: event.role))
  }

  /// Every change to a user, from own rows and others', in order of time and identifier.
  func changes(to user: UserHistory, where isChange: (EventType) -> Bool) -> [AccountChange] {
    var result: [AccountChange] = []
    let events = user.events
    for index in events.indices where isChange(events[index].type) {
      let event = events[index]
      let detail = user.detail(event)
      if let target = detail?.targetID, target != user.key { continue }
      result.append(
        AccountChange(
          row: user.row(event), at: event.at, type: event.type,
          actor: detail?.actorID.map { user.isOwnAct(event) ? user.key : $0 }, role: detail?.role))
    }
    guard let others = changes[user.key] else { return result }
    result += others.filter { isChange($0.type) }
    return result.sorted { first, second in
      (first.at, first.id) < (second.at, second.id)
    }
  }
}
