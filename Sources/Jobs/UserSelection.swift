import Intake
import Messages
import Model

/// The users a person means who writes keys or sign-in names.
struct UserSelection {
  /// Their keys, and whatever was written that is nobody's name.
  let keys: Set<String>

  /// What is meant among the users of a source.
  init(_ written: some Collection<String>, users: [String: User]) {
    let wanted = Set(written).union(written.compactMap { UserKey.folding($0) })
    keys = written.isEmpty ? [] : wanted.union(users.values.filter { wanted.contains($0.name ?? "") }.map(\.key))
  }

  /// What to say of users nobody has heard of: they are asked about by mistake more often than not.
  ///
  /// `place` is where they are written, such as `--user`.
  static func warnings(
    about written: some Collection<String>, in place: String, users: [String: User]
  ) -> [Message] {
    if users.isEmpty { return [] }
    return written.sorted().filter { name in
      !name.hasPrefix("name:") && !UserSelection([name], users: users).keys.contains { users[$0] != nil }
    }.map { name in
      Message(
        tr: "\(place) “\(name)”: kaynakta böyle bir kullanıcı yok; yazımını denetleyin.",
        en: "\(place) “\(name)”: the source has no such user; check how it is written.")
    }
  }
}
