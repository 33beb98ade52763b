package import Model

/// What is configured for all rules: who and what is known, and when.
package struct RuleLists: Sendable {
  /// A stretch of time in which silence of the log is expected.
  package struct MaintenanceWindow: Sendable, Equatable {
    /// The first moment.
    package let from: Instant
    /// The first moment after it.
    package let to: Instant

    /// A window between two moments.
    package init(from: Instant, to: Instant) {
      self.from = from
      self.to = to
    }
  }

  /// Networks by which the users themselves go out: no difference of network or place.
  package var trustedEgress: [AddressRange] = []
  /// Accounts of programs, by user key.
  package var serviceAccounts: Set<Identifier> = []
  /// Accounts several people use, by user key.
  package var sharedAccounts: Set<Identifier> = []
  /// Roles that may do what others may not; nil when none are configured.
  package var privilegedRoles: Set<String>?
  /// The most privileged among them.
  package var criticalRoles: Set<String> = []
  /// Granted by a ticket: the identifiers of such events.
  package var approvedChanges: Set<Identifier> = []
  /// When silence is expected.
  package var maintenanceWindows: [MaintenanceWindow] = []
  /// Days that are no working days; nil when no calendar is configured.
  package var holidays: Set<CivilDate>?
  /// Whether a limit of parallel sessions was configured.
  package var hasSessionLimit = false

  /// Nothing configured.
  package init() {}

  /// Whether a role is one of the privileged ones, as a critical role is, too; false where none are configured.
  package func isPrivileged(role: String?) -> Bool {
    guard let role, let privilegedRoles else { return false }
    return privilegedRoles.contains(role) || criticalRoles.contains(role)
  }
}
