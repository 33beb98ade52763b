/// Why a sign-in failed, as far as rules treat it differently; a source's own words are mapped to it.
package enum FailureReason: String, Sendable, CaseIterable {
  case badPassword = "bad_password"
  case unknownUser = "unknown_user"
  case expiredPassword = "expired_password"
  case accountLocked = "account_locked"
  case accountDisabled = "account_disabled"
  case secondFactor = "second_factor"
  /// The application or the directory was set up wrongly.
  case configuration
  /// The user had not consented yet.
  case consent
  /// The flow was broken off, or asked for another step.
  case interrupt
  /// A word the mapping does not know; counted and listed.
  case other

  /// Whether somebody tried a credential that was wrong: the failure set F, without null (docs/domain/evaluation.md, 3).
  package var isWrongCredential: Bool {
    switch self {
    case .badPassword, .unknownUser, .expiredPassword: true
    default: false
    }
  }
}
