import Intake
import Messages
import Model

/// The users a person means who writes keys or sign-in names.
struct UserSelection {
  /// Their keys, and whatever was written that is nobody's name.
  let keys: Set<Identifier>

  /// What is meant among the users of a source.
  init(_ written: some Collection<Identifier>, users: [Identifier: User]) {
    let folded = written.compactMap { UserKey.folding($0.text) }
    // Names and no keys: Swift's comparison takes a composed and a decomposed letter for one, as whoever writes does.
    let names = Set(written.map(\.text) + folded)
    let named = users.values.filter { user in user.name.map { names.contains($0) } ?? false }.map(\.key)
    keys = Set(written).union(folded.map { Identifier($0) }).union(named)
  }

  /// What to say of users nobody has heard of: they are asked about by mistake more often than not.
  ///
  /// `place` is where they are written, such as `--user`.
  static func warnings(
    about written: some Collection<Identifier>, in place: String, users: [Identifier: User]
  ) -> [Message] {
    if users.isEmpty { return [] }
    return written.sorted().filter { name in
      name.triedName == nil && !UserSelection([name], users: users).keys.contains { users[$0] != nil }
    }.map { name in
      Message(
        tr: "\(place) “\(name)”: kaynakta böyle bir kullanıcı yok; yazımını denetleyin.",
        en: "\(place) “\(name)”: the source has no such user; check how it is written.")
    }
  }
}

/// Which users' rows are counted.
struct UserFilter {
  private let keys: Set<Identifier>?

  init(_ names: [String], users: [Identifier: User]) {
    keys = names.isEmpty ? nil : UserSelection(names.map { Identifier($0) }, users: users).keys
  }

  func contains(_ key: Identifier?) -> Bool { keys.map { $0.contains(key ?? "") } ?? true }
}
