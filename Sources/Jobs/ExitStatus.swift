package import Messages

/// What the program exits with; people script against these numbers, so none ever changes its meaning.
package enum ExitStatus: Int32, Sendable, CaseIterable {
  /// Everything asked for was done.
  case done = 0
  /// Reports issued, backup failed.
  case backupFailed = 2
  /// Backup done, a report failed.
  case reportFailed = 3
  /// Verification failed: what was issued before is tampered with, missing or has something extra.
  case verificationFailed = 6
  /// Issued, but a required rule could not be evaluated.
  case incomplete = 7
  /// Wrong usage.
  case usage = 64
  /// Bad input data.
  case data = 65
  /// Database or server unreachable, or a needed program is not there.
  case unavailable = 69
  /// Internal error.
  case software = 70
  /// Output cannot be created.
  case cannotCreate = 73
  /// I/O error, such as a full disk.
  case inputOutput = 74
  /// Another run holds the lock, or a temporary failure: try again later.
  case temporary = 75
  /// Permission.
  case permission = 77
  /// Configuration.
  case configuration = 78

  /// What a failure of everything exits with.
  package init(of kind: FailureKind) {
    self =
      switch kind {
      case .wrongUsage: .usage
      case .badData: .data
      case .unavailable: .unavailable
      case .internalFault, .unexpected: .software
      case .cannotCreate: .cannotCreate
      case .inputOutput: .inputOutput
      case .temporary: .temporary
      case .notPermitted: .permission
      case .misconfigured: .configuration
      case .tampered: .verificationFailed
      }
  }
}
