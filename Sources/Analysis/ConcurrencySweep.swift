import HeapModule
public import Model

/// The largest number of sessions open at once, found while they arrive in order of their begin.
///
/// At equal moments ends come before begins, and sessions without length never count (docs/domain/durations.md, 5). Memory
/// grows with the sessions open at one moment, not with their number.
public struct ConcurrencySweep: Sendable {
  /// What was found.
  public struct Peak: Sendable, Equatable {
    /// How many sessions were open at once.
    public var count = 0
    /// The first moment at which so many were open.
    public var firstAt: Instant?
    /// How long so many were open, in microseconds.
    public var duration: Int64 = 0
  }

  private var ends = Heap<Int64>()
  private var lastChange: Int64 = 0
  private var peak = Peak()

  /// No session yet.
  public init() {}

  /// Adds a session's interval.
  public mutating func add(_ interval: Interval) {
    if interval.length == 0 { return }
    close(until: interval.start)
    advance(to: interval.start)
    ends.insert(interval.end)
    if ends.count > peak.count {
      peak = Peak(count: ends.count, firstAt: Instant(microseconds: interval.start), duration: 0)
    }
  }

  /// Ends every open session and returns what was found.
  public mutating func finish() -> Peak {
    close(until: .max)
    return peak
  }

  private mutating func close(until moment: Int64) {
    while let end = ends.min, end <= moment {
      advance(to: end)
      ends.removeMin()
    }
  }

  private mutating func advance(to moment: Int64) {
    if ends.count == peak.count, peak.count > 0 { peak.duration += moment - lastChange }
    lastChange = moment
  }
}
