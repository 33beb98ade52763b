import Messages
package import Model
import Postgres

/// Reads a source's users.
package struct UserReader {
  /// The relation that is read.
  package let relation: PreparedRelation
  /// Rows left out because their identifier is no text, after reading.
  package private(set) var unreadable = 0
  /// Raw kinds of accounts the mapping does not know, after reading.
  package private(set) var unmappedKinds = UnmappedWords()
  private let system: SourceSystem

  /// A reader of a described relation.
  package init(_ relation: PreparedRelation, of system: SourceSystem) {
    self.relation = relation
    self.system = system
  }

  /// Lends every user, in order of their identifiers; returns how many rows the server sent.
  package mutating func forEach(
    on source: borrowing SourceConnection, in folder: String, _ body: (User) throws -> Void
  ) throws -> Int {
    var rows = OrderedRows(in: folder)
    let action = Message(tr: "Kullanıcıların okunması", en: "Reading the users")
    let count = try relation.forEachRow(doing: action, on: source) { row in
      try rows.append(row, at: .init(identifier: UserColumn.id.rawValue))
    }
    try rows.forEach { row, _ in
      guard row.isReadable(UserColumn.id) else {
        unreadable += 1
        return
      }
      if let user = user(from: row) { try body(user) }
    }
    return count
  }

  private mutating func user(from row: borrowing Row) -> User? {
    guard let id = row.text(UserColumn.id), let key = system.userKey == .id ? id : UserKey.folding(id) else {
      return nil
    }
    var user = User(key: Identifier(key))
    user.name = row.text(UserColumn.userName)
    user.fullName = row.text(UserColumn.fullName)
    user.email = row.text(UserColumn.email)
    user.role = row.text(UserColumn.role)
    user.unit = row.text(UserColumn.unit)
    user.createdAt = row.instant(UserColumn.createdAt)
    user.disabledAt = row.instant(UserColumn.disabledAt)
    user.isPrivileged = row.bool(UserColumn.isPrivileged)
    if let raw = row.text(UserColumn.accountKind) {
      user.kind = system.accountKinds[raw] ?? AccountKind(rawValue: raw)
      if user.kind == nil { unmappedKinds.add(raw) }
    }
    return user
  }
}
