package import Analysis
import Documents
package import Model
package import Records

/// Writes down the rows that answer the items of an authority's letter, as they come, with what was asked and no more.
package final class AuthorityRecorder {
  private let letter: AuthorityLetter
  private let clear: RowContext
  private let masked: RowContext
  private let named: [Set<Identifier>]
  private let folder: String
  private let listing: SortedTableRows
  private var found: [AuthorityFound]
  private var accounts: [Set<Identifier>]
  private let digest: any IdentifierDigest
  private var keys = 0
  private var last: Instant?

  /// Nothing found yet.
  ///
  /// `clear` shows persons as the document does, `masked` those whom nobody asked about; `named` has the accounts that each
  /// item names, and `digest` is of the keys of all rows.
  package init(
    _ letter: AuthorityLetter, clear: RowContext, masked: RowContext, named: [Set<Identifier>], folder: String,
    digest: any IdentifierDigest
  ) {
    (self.letter, self.clear, self.masked, self.named) = (letter, clear, masked, named)
    (self.folder, self.digest) = (folder, digest)
    listing = SortedTableRows(in: folder)
    found = letter.items.map { _ in AuthorityFound() }
    accounts = letter.items.map { _ in [] }
  }

  /// Records a session that matches some items.
  package func record(_ session: borrowing Session, of items: [Int]) throws {
    var isHeld = false
    for place in items {
      let item = letter.items[place]
      if item.needsClarification { continue }
      let isAccount = isAccount(session.userKey, isProven: true)
      note(session.userKey, isAccount, of: place)
      for (kind, moment) in moments(session, item) where lists(kind, item) {
        isHeld = true
        count(kind, place, session.address, session.port, session.userAgent ?? session.device)
        try list(
          AuthorityRecord(
            item: place, kind: kind, moment: moment, user: session.userKey, userName: session.userName,
            address: session.address, port: session.port, client: session.userAgent, device: session.device,
            session: session.id, event: nil, turkey: letter.turkey, wants: Set(item.wants),
            context: context(session.userKey, isAccount, place)))
      }
    }
    // A backup from before the end has the session without it.
    if isHeld { hold("sessions", session.id, Self.latest(session.startedAt, session.endedAt)) }
  }

  /// Records an event that matches some items.
  package func record(_ event: borrowing SecurityEvent, of items: [Int]) throws {
    guard let moment = event.occurredAt, moment.isMeaningful else { return }
    var isHeld = false
    for place in items {
      let item = letter.items[place]
      let kind = AuthorityRecord.Kind.event(event.kind)
      if item.needsClarification { continue }
      let isAccount = isAccount(event.userKey, isProven: event.type.succeeded != false)
      note(event.userKey, isAccount, of: place)
      guard lists(kind, item) else { continue }
      isHeld = true
      count(kind, place, event.address, event.port, event.userAgent ?? event.device)
      try list(
        AuthorityRecord(
          item: place, kind: kind, moment: moment, user: event.userKey, userName: event.userName,
          address: event.address, port: event.port, client: event.userAgent, device: event.device,
          session: event.sessionID, event: event.id, succeeded: event.type.succeeded, turkey: letter.turkey,
          wants: Set(item.wants), context: context(event.userKey, isAccount, place)))
    }
    if isHeld { hold("events", event.id, moment) }
  }

  /// What was found, with the registration of the accounts that items ask for.
  package func finish() throws -> AuthorityRows {
    var registration: [AccountRecord] = []
    for (place, item) in letter.items.enumerated() {
      found[place].accounts = Int64(accounts[place].count)
      let asksWho = item.wants.contains(.registration)
      // An address leads to accounts only where the item asks which ones.
      let led = item.wants.contains(.accounts) && !item.needsClarification ? accounts[place] : []
      let meant = asksWho ? named[place].filter { clear.users[$0] != nil }.union(led) : led
      found[place].registered = Int64(meant.filter { clear.users[$0] != nil }.count)
      registration += meant.sorted().map {
        AccountRecord(item: place, key: $0, isWhole: asksWho, turkey: letter.turkey, context: clear)
      }
    }
    let rows = try TableRowsWriter(in: folder)
    for record in registration { try rows.append { row in AuthorityListing.registration.fill(&row, record) } }
    return AuthorityRows(
      found: found, records: try listing.finish(), registration: try rows.finish(), held: keys,
      digest: keys > 0 ? digest.hexadecimal() : nil, last: last,
      subjects: zip(letter.items, accounts).reduce(into: Set(named.flatMap { $0 })) { told, item in
        if item.0.wants.contains(.accounts) { told.formUnion(item.1) }
      })
  }

  /// What a session shows in an item's time: its begin, its end where that was recorded, or that it was open before.
  private func moments(
    _ session: borrowing Session, _ item: AuthorityLetter.Item
  ) -> [(AuthorityRecord.Kind, Instant)] {
    let (from, to) = (item.selection.from ?? .minusInfinity, item.selection.to ?? .infinity)
    var moments: [(AuthorityRecord.Kind, Instant)] = []
    if let start = session.startedAt, start.isMeaningful {
      if start >= from, start < to { moments.append((.sessionStart, start)) }
      if start < from { moments.append((.sessionOpen, start)) }
    }
    if let end = session.endedAt, end.isMeaningful, end >= from, end < to { moments.append((.sessionEnd, end)) }
    return moments
  }

  /// Whether an item asks for records of a kind; where it asks for addresses, ports or devices alone, for all of them.
  private func lists(_ kind: AuthorityRecord.Kind, _ item: AuthorityLetter.Item) -> Bool {
    let (signIns, signOuts) = (item.wants.contains(.signIns), item.wants.contains(.signOuts))
    if !signIns, !signOuts { return item.wants.contains(where: \.isOfRecords) || item.wants.contains(.accounts) }
    return (kind.isSignIn && signIns) || (kind.isSignOut && signOuts)
  }

  private func count(
    _ kind: AuthorityRecord.Kind, _ place: Int, _ address: NetworkAddress?, _ port: Int?, _ client: String?
  ) {
    found[place].records += 1
    if kind.isSignIn { found[place].signIns += 1 }
    if kind.isSignOut { found[place].signOuts += 1 }
    if address != nil { found[place].addresses += 1 }
    if port != nil { found[place].ports += 1 }
    if client != nil { found[place].devices += 1 }
  }

  /// Whether a row's user is an account, also one that is no longer among the users, and not a name that somebody tried.
  ///
  /// Where keys are names, one that is nobody's is an account only if the row shows more than a failure: `isProven`.
  private func isAccount(_ user: Identifier?, isProven: Bool) -> Bool {
    guard let user, user.triedName == nil else { return false }
    return clear.users[user] != nil || !clear.hasNamesAsKeys || isProven
  }

  private func note(_ user: Identifier?, _ isAccount: Bool, of place: Int) {
    if let user, isAccount { accounts[place].insert(user) }
  }

  /// Whose name is shown: that of an account the item names, or asks for.
  private func context(_ user: Identifier?, _ isAccount: Bool, _ place: Int) -> RowContext {
    guard let user else { return masked }
    if named[place].contains(user) { return clear }
    return letter.items[place].wants.contains(.accounts) && isAccount ? clear : masked
  }

  private func hold(_ relation: String, _ key: Identifier, _ moment: Instant?) {
    digest.add(Identifier(relation))
    digest.add(key)
    keys += 1
    last = Self.latest(last, moment)
  }

  /// The later of two moments that are times at all.
  private static func latest(_ one: Instant?, _ other: Instant?) -> Instant? {
    [one, other].compactMap { $0 }.filter(\.isMeaningful).max()
  }

  private func list(_ record: AuthorityRecord) throws {
    let order = [Identifier(record.moment.iso8601), Identifier(record.relation), record.event ?? record.session ?? ""]
    try listing.append(descending: -Int64(record.item), order: order) { row in
      AuthorityListing.records.fill(&row, record)
    }
  }
}

/// What was found to a letter.
package struct AuthorityRows: Sendable {
  /// What came of each item, in their order.
  package let found: [AuthorityFound]
  /// The records, by item and time.
  package let records: TableRows
  /// The accounts whose registration was asked for, and those that used an address.
  package let registration: TableRows
  /// How many rows of the source that is.
  package let held: Int
  /// A digest of their keys; nil where there are none.
  package let digest: String?
  /// The latest of their moments.
  package let last: Instant?
  /// The accounts that the answer tells of: those the letter names, and those it asks for; not whose rows match besides.
  package let subjects: Set<Identifier>
}
