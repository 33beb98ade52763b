/// When a run ends itself, by a clock that nobody sets.
struct Deadline: Sendable {
  /// When; nil never.
  let end: ContinuousClock.Instant?

  /// So many microseconds from now; nil never comes.
  init(microseconds: Int64?) {
    end = microseconds.map { ContinuousClock.now + .microseconds($0) }
  }

  /// Whether it is over.
  var hasPassed: Bool { end.map { ContinuousClock.now >= $0 } ?? false }

  /// How long `poll(2)` may wait for it: milliseconds, at least one while it is to come, -1 for ever.
  ///
  /// A far deadline takes several waits: `poll` knows no more than 24 days.
  var millisecondsLeft: Int32 {
    guard let end else { return -1 }
    let left = end - .now
    return left <= .zero
      ? 0 : Int32(clamping: left.components.seconds * 1000 + 1 + left.components.attoseconds / 1_000_000_000_000_000)
  }
}
