/// What stands behind an account, by the source's table of users.
///
/// The raw value is the canonical name, used in files and configuration.
public enum AccountKind: String, Sendable, CaseIterable {
  /// A person signs in with it.
  case person
  /// A program, a device or a job does; nobody is to sign in with it.
  case service
}
