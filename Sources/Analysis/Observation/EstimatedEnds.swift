/// How many of a finding's sessions have an end that nobody recorded: what they overlap with is inferred, too.
struct EstimatedEnds {
  /// How many.
  let count: Int

  /// Those among some sessions.
  init(_ sessions: some Sequence<UserHistory.Session>) {
    count = sessions.reduce(0) { $0 + ($1.resolved.basis.isRecorded ? 0 : 1) }
  }

  /// Whether every end was recorded.
  var isEmpty: Bool { count == 0 }

  /// Their number as a measured value.
  var measured: [Finding.Measure] { count == 0 ? [] : [.init("estimated_ends", count)] }
}
