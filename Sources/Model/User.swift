/// A person or account as the source's user table shows it.
package struct User: Sendable {
  /// The identity sessions and events are counted under.
  package var key: Identifier
  /// The sign-in name.
  package var name: String?
  /// First and last name.
  package var fullName: String?
  /// The mail address.
  package var email: String?
  /// The role, in the source's words.
  package var role: String?
  /// The department.
  package var unit: String?
  /// When the account was created.
  package var createdAt: Instant?
  /// When the account was closed.
  package var disabledAt: Instant?
  /// Whether the account may do what others may not.
  package var isPrivileged: Bool?

  /// A user with nothing known but the key.
  package init(key: Identifier) {
    self.key = key
  }
}
