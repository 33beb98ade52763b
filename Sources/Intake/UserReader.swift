import Messages
package import Model
package import Postgres

/// Reads a source's users.
package struct UserReader {
  /// The relation that is read.
  package let relation: PreparedRelation
  /// Rows left out because their identifier is no text, after reading.
  package private(set) var unreadable = 0
  private let system: SourceSystem

  /// A reader of a described relation.
  package init(_ relation: PreparedRelation, of system: SourceSystem) {
    self.relation = relation
    self.system = system
  }

  /// Lends every user; returns how many rows the server sent.
  package mutating func forEach(
    on connection: borrowing Connection, _ body: (User) throws -> Void
  ) throws -> Int {
    let action = Message(tr: "Kullanıcıların okunması", en: "Reading the users")
    let sql = relation.select(orderedBy: ["source.user_id::text COLLATE \"C\""])
    return try relation.forEachRow(of: sql, doing: action, on: connection) { row in
      guard row.isReadable(0) else {
        unreadable += 1
        return
      }
      guard let id = row.text(0), let key = system.userKey == .id ? id : UserKey.folding(id) else { return }
      var user = User(key: Identifier(key))
      user.name = row.text(1)
      user.fullName = row.text(2)
      user.email = row.text(3)
      user.role = row.text(4)
      user.unit = row.text(5)
      user.createdAt = row.instant(6)
      user.disabledAt = row.instant(7)
      user.isPrivileged = row.bool(8)
      try body(user)
    }
  }
}
