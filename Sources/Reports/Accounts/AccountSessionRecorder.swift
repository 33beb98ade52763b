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
    privileged = PrivilegedUse.Part(in: folder)
    analysis = AccountSessions(users: names.context.users, hasTable: source.hasUsers, trusted: trusted) {
      try unlisted.add($0, $1)
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

/// User keys with sessions that the table of users does not have; they may be many, so they lie on the disk.
final class UnlistedAccounts {
  private let records: KeyedRecords
  /// How many keys there are.
  var count: Int { records.count }

  init(in folder: String) { records = KeyedRecords(in: folder) }

  func add(_ key: Identifier, _ span: AccountSessions.Span) throws {
    try records.append(key: key) { record in
      record.append(number: span.count)
      record.append(field: span.first)
      record.append(field: span.last)
    }
  }

  func forEach(_ body: (Identifier, AccountSessions.Span) throws -> Void) throws {
    try records.forEach { key, record in
      var fields = record
      var span = AccountSessions.Span()
      span.count = fields.number()
      span.first = fields.instant()
      span.last = fields.instant()
      try body(key, span)
    }
  }
}
