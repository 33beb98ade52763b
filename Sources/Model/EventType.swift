/// The security events the program knows; a source's own names are mapped to them in its `system.yaml`.
///
/// The raw value is the canonical name, used in files and configuration.
public enum EventType: String, Sendable, CaseIterable {
  case loginSuccess = "login_success"
  case loginFailed = "login_failed"
  case logout
  case sessionStart = "session_start"
  case sessionEnd = "session_end"
  case sessionRevoked = "session_revoked"
  case tokenRefresh = "token_refresh"
  case reauthentication
  case activity
  case passwordChange = "password_change"
  case passwordReset = "password_reset"
  case accountLocked = "account_locked"
  case accountUnlocked = "account_unlocked"
  case userCreated = "user_created"
  case userEnabled = "user_enabled"
  case userDisabled = "user_disabled"
  case userDeleted = "user_deleted"
  case roleGranted = "role_granted"
  case roleRevoked = "role_revoked"
  case roleChanged = "role_changed"
  case privilegeUse = "privilege_use"
  case mfaEnrolled = "mfa_enrolled"
  case mfaRemoved = "mfa_removed"
  case mfaReset = "mfa_reset"
  case mfaSuccess = "mfa_success"
  case mfaDenied = "mfa_denied"
  case mfaTimeout = "mfa_timeout"
  case permissionDenied = "permission_denied"
  case rateLimited = "rate_limited"
  case bulkExport = "bulk_export"
  case logCleared = "log_cleared"
  case auditDisabled = "audit_disabled"
  case clockChanged = "clock_changed"
  /// A raw type the source's mapping does not name; counted and listed, never dropped.
  case unmapped

  /// The severity an event of this type has by itself, unless the source's mapping says otherwise.
  ///
  /// Facts only: a single failed login is low; what many of them mean is for the rules to say.
  public var severity: Severity {
    switch self {
    case .loginSuccess, .logout, .sessionStart, .sessionEnd, .tokenRefresh, .reauthentication, .activity, .mfaSuccess,
      .mfaEnrolled, .accountUnlocked, .unmapped:
      .info
    case .loginFailed, .sessionRevoked, .passwordChange, .userCreated, .userEnabled, .privilegeUse, .mfaTimeout,
      .rateLimited:
      .low
    case .passwordReset, .accountLocked, .userDisabled, .userDeleted, .mfaDenied, .permissionDenied, .roleRevoked:
      .medium
    case .roleGranted, .roleChanged, .mfaRemoved, .mfaReset, .bulkExport:
      .high
    case .logCleared, .auditDisabled, .clockChanged:
      .critical
    }
  }

  /// Whether the event says that the session it names was used: something was done in it.
  ///
  /// What was refused, what is not mapped, a session's own begin and end and a lock say nothing of the kind.
  public var isUseOfSession: Bool {
    switch self {
    case .loginFailed, .mfaDenied, .mfaTimeout, .permissionDenied, .rateLimited, .unmapped, .sessionStart, .sessionEnd,
      .sessionRevoked, .logout, .accountLocked:
      false
    default: true
    }
  }

  /// Whether the event says that something was tried and did not succeed; nil when the type has no such outcome.
  public var succeeded: Bool? {
    switch self {
    case .loginSuccess, .mfaSuccess, .reauthentication: true
    case .loginFailed, .mfaDenied, .mfaTimeout, .permissionDenied, .rateLimited: false
    default: nil
    }
  }
}
