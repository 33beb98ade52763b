import Messages

/// How many of a finding's sessions have an end that nobody recorded: what they overlap with is inferred, too.
struct EstimatedEnds {
  private let count: Int

  /// Those among some sessions.
  init(_ sessions: some Sequence<UserHistory.Session>) {
    count = sessions.reduce(0) { $0 + ($1.resolved.basis.isRecorded ? 0 : 1) }
  }

  /// What the sentence says of them at its end; empty where every end was recorded.
  var text: Message {
    if count == 0 { return Message(verbatim: "") }
    return Message(
      tr: "; \(count) oturumun bitişi tahmindir", en: "; the end is an estimate in \(counted(count, "session"))")
  }

  /// The same as a measured value.
  var measured: [Finding.Measure] { count == 0 ? [] : [.init("estimated_ends", count)] }
}
