import Model

/// Which users' rows are counted.
struct UserFilter {
  private let keys: Set<Identifier>?

  init(_ names: [String], users: [Identifier: User]) {
    keys = names.isEmpty ? nil : UserSelection(names.map { Identifier($0) }, users: users).keys
  }

  func contains(_ key: Identifier?) -> Bool { keys.map { $0.contains(key ?? "") } ?? true }
}
