package import Analysis
import Files
package import Model
import Records

/// Writes down what sessions say of accounts, as they are judged.
package final class AccountSessionRecorder {
  private let names: AccountNames
  private var analysis: AccountSessions
  private let folder: String
  private let showsPersons: Bool
  /// Sessions of privileged accounts.
  let privileged: PrivilegedUse.Part
  private let unlisted: UnlistedAccounts

  /// Nothing recorded yet; the rows will lie in `folder`.
  package init(
    _ names: AccountNames, source: AccountSource, trusted: [AddressRange], folder: String
  ) {
    let unlisted = UnlistedAccounts(in: folder)
    (self.names, self.folder, self.unlisted) = (names, folder, unlisted)
    showsPersons = names.context.mask.level.showsPersons
    privileged = PrivilegedUse.Part(in: folder, areNamed: source.keeps(EventColumn.sessionID))
    analysis = AccountSessions(users: names.context.users, hasTable: source.hasUsers, trusted: trusted) {
      try unlisted.add($0, $1, in: .sessions)
    }
  }

  /// Records a session as it was judged.
  package func record(_ session: borrowing Session, _ verdict: SessionAnalysis.Verdict) throws {
    try analysis.observe(session, verdict)
    guard showsPersons, case .counted(let counted) = verdict, let account = session.userKey,
      names.privileged.contains(account)
    else { return }
    try privileged.append(session, of: account, counted)
  }

  /// The begin of the first session that was read, of anybody.
  var first: Instant? { analysis.first }

  /// What was observed; nothing may be recorded any more.
  func finish() throws -> (uses: [Identifier: AccountSessions.Use], unlisted: UnlistedAccounts) {
    try analysis.finish()
    return (analysis.uses, unlisted)
  }
}

/// User keys of sessions and events that the table of users does not have; they may be many, so they lie on the disk.
final class UnlistedAccounts {
  /// Where a key was seen.
  enum Place: Int {
    case sessions, events
  }

  private let records: KeyedRecords

  init(in folder: String) { records = KeyedRecords(in: folder) }

  func add(_ key: Identifier, _ span: AccountSessions.Span, in place: Place) throws {
    try records.append(key: key) { record in
      record.append(place: place.rawValue)
      record.append(number: span.count)
      record.append(field: span.first)
      record.append(field: span.last)
    }
  }

  /// Lends every key with what was seen of it in a place; those of one key come one after the other.
  func forEach(_ body: (Identifier, AccountSessions.Span, Place) throws -> Void) throws {
    try records.forEach { key, record in
      var fields = record
      let place = fields.place().flatMap { Place(rawValue: $0) } ?? .sessions
      var span = AccountSessions.Span()
      span.count = fields.number()
      span.first = fields.instant()
      span.last = fields.instant()
      try body(key, span, place)
    }
  }
}
