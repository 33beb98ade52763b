public import Model

/// K(key, k, W): fires when the last k rows of a key lie within W, both ends included (docs/domain/evaluation.md, 4).
///
/// One key. Triggers whose windows reach back to the trigger before merge into one episode. Memory holds k rows.
public struct CountWindow<Row> {
  /// What a row brought about.
  public enum Step {
    /// Nothing, so far.
    case quiet
    /// A trigger that belongs to the episode in hand, with the rows that thereby belong to it, too.
    case grows([Row])
    /// A trigger that begins another episode: the time of its first row, and its rows.
    case begins(Instant, [Row])
  }

  private let count: Int
  private let window: Int64
  private var recent: [(at: Instant, row: Row)] = []
  /// How many of the recent rows came after the last trigger.
  private var pending = 0
  private var lastTrigger: Instant?

  /// A window of `count` rows, at least one, within `window` microseconds.
  public init(count: Int64, window: Int64) {
    self.count = max(1, Int(count))
    self.window = window
  }

  /// The time of the latest row; after the window's length without another the key can be forgotten.
  public var latest: Instant? { recent.last?.at }

  /// Adds a row, in total order.
  public mutating func add(_ row: Row, at moment: Instant) -> Step {
    if recent.count == count { recent.removeFirst() }
    recent.append((moment, row))
    pending = min(pending + 1, count)
    guard recent.count == count, let start = recent.first?.at, moment.microseconds - start.microseconds <= window
    else { return .quiet }
    defer {
      lastTrigger = moment
      pending = 0
    }
    if let lastTrigger, start <= lastTrigger { return .grows(recent.suffix(pending).map(\.row)) }
    return .begins(start, recent.map(\.row))
  }

  /// Forgets everything: the next row is the first.
  public mutating func restart() {
    recent.removeAll(keepingCapacity: true)
    pending = 0
    lastTrigger = nil
  }
}
