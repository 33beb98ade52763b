import Model

/// The names one address failed under within a window, both ends included.
///
/// Memory holds the rows of the window.
struct NameWindow {
  /// A failure.
  struct Row {
    let at: Instant
    /// The name, if there is one.
    let name: Identifier?
    /// Whether the name signed in from the network before.
    let isKnown: Bool
  }

  private let window: Int64
  private let most: Int
  private var rows: [Row] = []
  private var start = 0
  private var dropped = 0
  private var counts: [Identifier: Int] = [:]
  /// How many names have more than `most` rows.
  private var crowded = 0
  /// How many rows have a name that never signed in from the network before.
  private(set) var unknown = 0

  /// A window of so many microseconds, in which at most so many rows a name are even.
  init(_ window: Int64, most: Int = .max) {
    self.window = window
    self.most = most
  }

  /// How many different names lie in the window.
  var names: Int { counts.count }

  /// Whether no name has more rows than are even.
  var isEven: Bool { crowded == 0 }

  /// The place of the window's first row, counted from the first that was added.
  var begin: Int { dropped + start }

  /// Adds a row, in total order.
  mutating func add(_ row: Row) {
    while start < rows.count, rows[start].at.advanced(by: window) < row.at {
      let old = rows[start]
      count(old, -1)
      start += 1
    }
    // The front of the array is given back now and then, not at every row.
    if start > 64, start * 2 > rows.count {
      rows.removeFirst(start)
      dropped += start
      start = 0
    }
    rows.append(row)
    count(row, 1)
  }

  private mutating func count(_ row: Row, _ change: Int) {
    guard let name = row.name else { return }
    if !row.isKnown { unknown += change }
    let before = counts[name, default: 0]
    let now = before + change
    counts[name] = now == 0 ? nil : now
    if before <= most, now > most { crowded += 1 }
    if before > most, now <= most { crowded -= 1 }
  }
}
