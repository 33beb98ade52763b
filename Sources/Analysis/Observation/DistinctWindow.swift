public import Model

/// D(key, val, N, W): fires when the rows of a key within W, both ends included, hold at least N different values
/// (docs/domain/evaluation.md, 5).
///
/// One key. Rows without a value belong to the window but count as no value. Triggers whose windows reach back to the
/// trigger before merge into one episode. Memory holds the rows of one window.
public struct DistinctWindow<Value: Hashable, Row> {
  private let distinct: Int
  private let window: Int64
  private var recent: [(at: Instant, value: Value?, row: Row)] = []
  private var start = 0
  private var counts: [Value: Int] = [:]
  private var pending = 0
  private var lastTrigger: Instant?

  /// A window of `distinct` values within `window` microseconds.
  public init(distinct: Int64, window: Int64) {
    self.distinct = Int(distinct)
    self.window = window
  }

  /// The time of the latest row; after the window's length without another the key can be forgotten.
  public var latest: Instant? { recent.last?.at }

  /// How many rows lie in the window.
  public var rowCount: Int { recent.count - start }

  /// How many different values lie in the window.
  public var valueCount: Int { counts.count }

  /// Adds a row, in total order; `isEnough` asks for more than the number of values.
  public mutating func add(
    _ row: Row, value: Value?, at moment: Instant, isEnough: (DistinctWindow) -> Bool = { _ in true }
  ) -> CountWindow<Row>.Step {
    while start < recent.count, moment.microseconds - recent[start].at.microseconds > window {
      if let value = recent[start].value { forget(value) }
      start += 1
    }
    // The front of the array is given back now and then, not at every row.
    if start > 64, start * 2 > recent.count {
      recent.removeFirst(start)
      start = 0
    }
    recent.append((moment, value, row))
    if let value { counts[value, default: 0] += 1 }
    pending += 1
    guard counts.count >= distinct, isEnough(self) else { return .quiet }
    defer {
      lastTrigger = moment
      pending = 0
    }
    if let lastTrigger, moment.microseconds - window <= lastTrigger.microseconds {
      return .grows(recent.suffix(min(pending, rowCount)).map(\.row))
    }
    return .begins(recent[start].at, recent[start...].map(\.row))
  }

  private mutating func forget(_ value: Value) {
    guard let count = counts[value] else { return }
    counts[value] = count == 1 ? nil : count - 1
  }
}
