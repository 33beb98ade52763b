import Analysis
import Messages
import Model
import Reports

/// Which rows a report lists: those of chosen users, or those that match an item of a question.
///
/// Everything is compared here, in the program: nothing that somebody wrote becomes part of a SELECT.
struct RowFilter {
  /// What a row is to the filter.
  struct Match {
    /// Whether it is listed.
    var isListed: Bool
    /// The items of the question that it matches.
    var items: [Int] = []
    /// The items it would match, had it an address, and a port where it lacks that too.
    var itemsWithoutAddress: [Int] = []
    /// The items it would match, had it a port.
    var itemsWithoutPort: [Int] = []
    /// Whether an item may mean it, of which nobody can tell.
    var lacksSomething: Bool { !itemsWithoutAddress.isEmpty || !itemsWithoutPort.isEmpty }
  }

  /// An item with the keys of the users that are meant.
  private struct Item {
    let users: UserFilter
    let item: Question.Item

    /// Whether a row matches in all but its address and port.
    func contains(_ user: Identifier?, from: Instant?, to: Instant?) -> Bool {
      guard users.contains(user) else { return false }
      if let first = item.from, let to, to < first { return false }
      if let end = item.to, let from, from >= end { return false }
      return true
    }
  }

  private let users: UserFilter
  private let items: [Item]?
  /// Whether what others did to an account belongs to its user's rows: in the answer to that user it does.
  private let includesTargets: Bool
  /// The report's moment, at which sessions without a recorded end are looked at.
  private let asOf: Instant

  /// The filter of an order, among the users of a source, at the report's moment.
  init(_ order: ReportRequest, users: [Identifier: User], asOf: Instant) {
    self.asOf = asOf
    self.users = UserFilter(order.users, users: users)
    includesTargets = if case .subject = order.question?.matter { true } else { false }
    items = order.question?.items.map { Item(users: UserFilter($0.users, users: users), item: $0) }
  }

  /// What a session is to the filter.
  func match(_ session: borrowing Session) -> Match {
    guard items != nil else { return Match(isListed: users.contains(session.userKey)) }
    // A session that expired long ago is not open at a later item's time, although nobody recorded its end.
    let end: Instant? =
      if case .resolved(let resolved) = ResolvedSession.resolve(session, asOf: asOf) { resolved.end } else {
        session.endedAt
      }
    return match(session.userKey, session.address, port: session.port, from: session.startedAt, to: end)
  }

  /// What an event is to the filter.
  func match(_ event: borrowing SecurityEvent) -> Match {
    guard items != nil else { return Match(isListed: users.contains(event.userKey)) }
    let target = includesTargets && users.contains(event.targetID) ? event.targetID : nil
    return match(
      target ?? event.userKey, event.address, port: event.port, from: event.occurredAt, to: event.occurredAt)
  }

  private func match(
    _ user: Identifier?, _ address: NetworkAddress?, port: Int?, from: Instant?, to: Instant?
  ) -> Match {
    var match = Match(isListed: false)
    for (index, item) in (items ?? []).enumerated()
    where !item.item.isLeftOut && item.contains(user, from: from, to: to) {
      let isOfPort = item.item.port == nil || item.item.port == port
      if item.item.networks.isEmpty || address.map({ $0.isAddress }) ?? false {
        let networks = item.item.networks
        guard networks.isEmpty || address.map({ there in networks.contains { $0.contains(there) } }) ?? false else {
          continue
        }
        if isOfPort { match.items.append(index) } else if port == nil { match.itemsWithoutPort.append(index) }
      } else if isOfPort || port == nil {
        match.itemsWithoutAddress.append(index)
      }
    }
    match.isListed = !match.items.isEmpty
    return match
  }
}

extension NetworkAddress {
  /// Whether it is an address, and not a text that is none.
  fileprivate var isAddress: Bool { if case .host = self { false } else { true } }
}
