/// A person or account as the source's user table shows it.
public struct User: Sendable {
  /// The identity sessions and events are counted under.
  public var key: Identifier
  /// The sign-in name.
  public var name: String?
  /// First and last name.
  public var fullName: String?
  /// The mail address.
  public var email: String?
  /// The role, in the source's words.
  public var role: String?
  /// The department.
  public var unit: String?
  /// When the account was created.
  public var createdAt: Instant?
  /// When the account was closed.
  public var disabledAt: Instant?
  /// Whether the account may do what others may not.
  public var isPrivileged: Bool?
  /// Whether a person or a program uses it; nil where the source does not say, or in a word that is not mapped.
  public var kind: AccountKind?

  /// A user with nothing known but the key.
  public init(key: Identifier) {
    self.key = key
  }
}
