import Archive

/// What every step of a run is given.
struct RunContext: Sendable {
  /// Configuration, clock, language.
  let invocation: Invocation
  /// What was issued before.
  let record: IssueRecord
  /// Ends the run when it is told to.
  let interruption: Interruption
}
