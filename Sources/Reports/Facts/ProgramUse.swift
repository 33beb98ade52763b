package import Model

/// What somebody did with the program in a period, as the archive's ledger has it.
package struct ProgramUse: Sendable, Equatable {
  /// The operating system's name.
  package let user: String
  /// Runs that ended.
  package var runs: Int64 = 0
  /// Those that failed or were broken off.
  package var failedRuns: Int64 = 0
  /// Documents that were issued.
  package var documents: Int64 = 0
  /// Those with clear values.
  package var unmasked: Int64 = 0
  /// Other acts: checks, restores, holds, removals, approvals, deliveries and the like.
  package var acts: Int64 = 0
  /// The first moment.
  package var first: Instant?
  /// The last moment.
  package var last: Instant?

  /// Somebody who has done nothing yet.
  package init(user: String) { self.user = user }
}
