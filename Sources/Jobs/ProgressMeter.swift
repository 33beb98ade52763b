import Messages

/// Tells now and then how many rows a step has passed.
struct ProgressMeter {
  private let what: Message
  private let tell: @Sendable (Invocation.Progress) -> Void
  private var rows = 0

  init(_ step: Message, _ invocation: Invocation) {
    what = step
    tell = invocation.progress
  }

  /// Counts a row.
  mutating func step() {
    rows += 1
    if rows % 8192 == 0 { tell(Invocation.Progress(step: what, rows: rows)) }
  }
}
