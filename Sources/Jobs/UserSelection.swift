import Intake
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
}
