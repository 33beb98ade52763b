package import Messages

/// What the program exits with; people script against these numbers, so none ever changes its meaning.
package enum ExitStatus: Int32, Sendable, CaseIterable {
  /// Everything asked for was done.
  case done = 0
  /// Reports issued, backup failed.
  case backupFailed = 2
  /// Backup done, a report failed.
  case reportFailed = 3
  /// Done, but not delivered: a backup is not at its second place, or a document not with a recipient.
  case undelivered = 4
  /// Issued, but a time stamp that is asked for was not obtained yet.
  case timeStampPending = 5
  /// Verification failed: what was issued before is tampered with, missing or has something extra.
  case verificationFailed = 6
  /// Issued, but a required rule could not be evaluated, records are missing, another edition of a document is due, or a
  /// backup is much smaller than usual.
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

  /// What a run exits with: the first row of the table that holds.
  ///
  /// A failure of everything has its own status; a partial one has that of its action. What was changed outweighs a
  /// partial failure, which the next run makes up for. A time stamp
  /// that is owed comes last: the next run takes it, and nobody has to do anything.
  package init(of steps: [RunStep]) {
    let (issue, backUp) = (Progress(steps, of: { $0.isIssue }), Progress(steps, of: { $0 == .backUp }))
    let compare = Progress(steps, of: { $0 == .compare })
    let capture = Progress(steps, of: { $0 == .capture })
    let prepare = Progress(steps, of: { $0 == .prepare })
    let isChanged = Progress(steps, of: { $0 == .inspect }).failure != nil
    let examined = steps.filter { $0.action.isExamination }.compactMap(\.failure)
    let isWrong = examined.contains { $0.failureKind == .tampered }
    let (purge, status) = (Progress(steps, of: { $0 == .purge }), Progress(steps, of: { $0 == .status }))
    let (drill, index) = (Progress(steps, of: { $0 == .drill }), Progress(steps, of: { $0 == .index }))
    let failure = prepare.failure ?? issue.failure ?? backUp.failure ?? examined.first ?? purge.failure
    let hasDone = issue.hasDone || backUp.hasDone
    let isUndelivered = steps.contains {
      $0.action == .deliver && $0.failure != nil
        || $0.action == .handOver && ($0.failure != nil || $0.outcome.isIncomplete)
    }
    let isUnstamped = steps.contains { $0.action == .stamp && ($0.failure != nil || $0.outcome.isIncomplete) }
    let table: [(holds: Bool, status: ExitStatus)] = [
      (isWrong, .verificationFailed),
      (isChanged && (hasDone || failure == nil), .verificationFailed),
      (issue.failure != nil && backUp.hasDone, .reportFailed),
      (issue.failure == nil && backUp.failure != nil && issue.isSettled, .backupFailed),
      (failure != nil, failure.map { Self(of: $0.failureKind) } ?? .software),
      (isUndelivered, .undelivered),
      (issue.isIncomplete || backUp.isIncomplete || compare.isIncomplete, .incomplete),
      (capture.isIncomplete || status.isIncomplete || drill.isIncomplete, .incomplete),
      (isUnstamped, .timeStampPending),
      (index.failure != nil, index.failure.map { Self(of: $0.failureKind) } ?? .software),
      (true, .done),
    ]
    self = table.first { $0.holds }?.status ?? .software
  }

  /// How far one kind of action has come in a run.
  private struct Progress {
    var failure: Failure?
    var hasDone = false
    /// Whether something was done, or found to be done before.
    var isSettled = false
    var isIncomplete = false

    init(_ steps: [RunStep], of isMeant: (RunStep.Action) -> Bool) {
      for step in steps where isMeant(step.action) {
        failure = failure ?? step.failure
        hasDone = hasDone || step.outcome.isDone
        isSettled = isSettled || step.failure == nil
        isIncomplete = isIncomplete || step.outcome.isIncomplete
      }
    }
  }
}
