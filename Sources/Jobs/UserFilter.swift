import Model

/// Which users' rows are counted.
struct UserFilter {
  private let keys: Set<String>?

  init(_ names: [String], users: [String: User]) {
    keys = names.isEmpty ? nil : UserSelection(names, users: users).keys
  }

  func contains(_ key: String?) -> Bool { keys.map { $0.contains(key ?? "") } ?? true }
}
