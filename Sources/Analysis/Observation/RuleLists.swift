public import Model

/// What is configured for all rules: who and what is known, and when.
public struct RuleLists: Sendable {
  /// A stretch of time in which silence of the log is expected.
  public struct MaintenanceWindow: Sendable, Equatable {
    /// The first moment.
    public let from: Instant
    /// The first moment after it.
    public let to: Instant

    /// A window between two moments.
    public init(from: Instant, to: Instant) {
      self.from = from
      self.to = to
    }
  }

  /// Networks by which the users themselves go out: no difference of network or place.
  public var trustedEgress: [AddressRange] = []
  /// Accounts of programs, by user key.
  public var serviceAccounts: Set<Identifier> = []
  /// Accounts several people use, by user key.
  public var sharedAccounts: Set<Identifier> = []
  /// Roles that may do what others may not; nil when none are configured.
  public var privilegedRoles: Set<String>?
  /// The most privileged among them.
  public var criticalRoles: Set<String> = []
  /// Granted by a ticket: the identifiers of such events.
  public var approvedChanges: Set<Identifier> = []
  /// When silence is expected.
  public var maintenanceWindows: [MaintenanceWindow] = []
  /// Days that are no working days; nil when no calendar is configured.
  public var holidays: Set<CivilDate>?
  /// When people are expected at work; its holidays are those above.
  public var workingHours = WorkingHours()
  /// Whether a limit of parallel sessions was configured.
  public var hasSessionLimit = false

  /// Nothing configured.
  public init() {}

  /// Whether a role is one of the privileged ones, as a critical role is, too; false where none are configured.
  public func isPrivileged(role: String?) -> Bool {
    guard let role, let privilegedRoles else { return false }
    return privilegedRoles.contains(role) || criticalRoles.contains(role)
  }
}
