/// The measure of a union of intervals that arrive in order of their begin.
struct UnionLength {
  private var open: Interval?
  /// The length of the pieces that are closed already.
  private(set) var closedLength: Int64 = 0

  /// Adds an interval; returns the piece before it when a gap lies between and that piece is thereby complete.
  mutating func add(_ interval: Interval) -> Interval? {
    if interval.length == 0 { return nil }
    if let last = open, interval.start <= last.end {
      open = Interval(start: last.start, end: max(last.end, interval.end))
      return nil
    }
    let complete = open
    closedLength += complete?.length ?? 0
    open = interval
    return complete
  }

  /// Ends the union: its whole measure in microseconds, and the last piece.
  mutating func finish() -> (length: Int64, last: Interval?) {
    let last = open
    closedLength += last?.length ?? 0
    open = nil
    return (closedLength, last)
  }
}
