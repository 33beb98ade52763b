import Model

/// One address that tries many names slowly, or a few evenly (rule A04, branches b and c).
///
/// What fires lies in no episode of a quicker kind: b not in one of a, c not in one of a or b. Whether it does is known
/// only later, since an episode reaches back by its window; until then it waits. Memory: one address's failures of the
/// longest windows together.
struct SlowSpraying {
  /// A window that fires at a number of different names.
  struct Limit {
    /// How many different names.
    let names: Int
    /// The window in microseconds, both ends included.
    let window: Int64
  }

  /// The numbers of the three branches.
  struct Limits {
    /// Spraying as a knows it.
    let quick: Limit
    /// Slow spraying, b.
    let slow: Limit
    /// Small, even spraying, c.
    let small: Limit
    /// The most failures under one name in a window of c.
    let most: Int
    /// The least percentage of a window's rows of c whose name never signed in from the network before.
    let unknown: Int
  }

  /// An episode of b or c.
  struct Episode {
    /// `b` or `c`.
    let branch: String
    /// The first row of the first window, and the last trigger.
    let first: Instant
    private(set) var last: Instant
    /// The failures.
    private(set) var rows: UserEpisode
    /// How many sign-ins from the address succeeded between first and last, both included.
    private(set) var successes = 0
    /// The first of each user.
    private(set) var signIns = FirstSuccesses()
    /// The place of its last row.
    fileprivate var end: Int

    fileprivate init(_ branch: String, _ rows: [TimedRow], until trigger: Trigger, _ evidence: EvidenceList) {
      self.branch = branch
      first = rows.first?.at ?? trigger.at
      last = trigger.at
      self.rows = UserEpisode(first: first, rows.map(\.row), until: trigger.at, evidence)
      end = trigger.place
    }

    fileprivate mutating func add(success: TimedRow) {
      successes += 1
      signIns.add(.init(at: success.at, success.row))
    }

    fileprivate mutating func add(_ rows: [TimedRow], until trigger: Trigger) {
      last = trigger.at
      self.rows.add(rows.map(\.row), until: trigger.at)
      end = trigger.place
    }
  }

  fileprivate struct Trigger {
    let at: Instant
    /// The place of its row, and that of the first row of its window, counted from the address's first row.
    let place: Int
    let begin: Int
  }

  /// Triggers in order of time, taken from both ends.
  private struct Triggers {
    private var items: [Trigger] = []
    private var start = 0

    var first: Trigger? { start < items.count ? items[start] : nil }

    mutating func append(_ trigger: Trigger) { items.append(trigger) }

    mutating func removeFirst() {
      start += 1
      if start > 64, start * 2 > items.count {
        items.removeFirst(start)
        start = 0
      }
    }

    /// Takes out those from a moment on.
    mutating func remove(from moment: Instant) {
      while start < items.count, let last = items.last, last.at >= moment { items.removeLast() }
    }

    /// Takes out those up to a moment, that moment included.
    mutating func remove(through moment: Instant) {
      while let first, first.at <= moment { removeFirst() }
    }
  }

  private let limits: Limits
  private let makeEvidence: () -> EvidenceList
  /// The address's failures that may become evidence; the first has the place `dropped`.
  private var rows: [TimedRow] = []
  private var dropped = 0
  private var successes: [TimedRow] = []
  private var quick: NameWindow
  private var slow: NameWindow
  private var small: NameWindow
  private var lastQuick = Instant.minusInfinity
  /// Triggers of b and c that may yet turn out to lie in a quicker episode.
  private var slowTriggers = Triggers()
  private var smallTriggers = Triggers()
  /// The episodes in hand, of b and of c.
  private var current: [Episode?] = [nil, nil]
  private var ended: [Episode] = []

  /// One address without rows.
  init(_ limits: Limits, _ makeEvidence: @escaping () -> EvidenceList) {
    self.limits = limits
    self.makeEvidence = makeEvidence
    quick = NameWindow(limits.quick.window)
    slow = NameWindow(limits.slow.window)
    small = NameWindow(limits.small.window, most: limits.most)
  }

  /// Adds a success, in total order.
  mutating func add(success: TimedRow) { successes.append(success) }

  /// Adds a failure, in total order; `isKnown` where its user signed in from the address's network before.
  mutating func add(failure row: TimedRow, isKnown: Bool) {
    settle(before: row.at)
    drop(before: row.at)
    let place = dropped + rows.count
    rows.append(row)
    let name = NameWindow.Row(at: row.at, name: row.row.user, isKnown: isKnown)
    quick.add(name)
    slow.add(name)
    small.add(name)
    if quick.names >= limits.quick.names { noteQuick(at: row.at) }
    guard lastQuick != row.at else { return }
    if slow.names >= limits.slow.names {
      slowTriggers.append(Trigger(at: row.at, place: place, begin: slow.begin))
    }
    if small.names >= limits.small.names, small.isEven,
      small.unknown * 100 >= limits.unknown * (place - small.begin + 1)
    {
      smallTriggers.append(Trigger(at: row.at, place: place, begin: small.begin))
    }
  }

  /// Ends the address; its episodes of each branch in order of time.
  mutating func finish() -> [Episode] {
    settle(before: .infinity)
    defer { (current, ended) = ([nil, nil], []) }
    return ended + current.compactMap { $0 }
  }

  /// What fired within the window of a trigger of a lies in its episode.
  private mutating func noteQuick(at moment: Instant) {
    lastQuick = moment
    slowTriggers.remove(from: moment.advanced(by: -limits.quick.window))
    smallTriggers.remove(from: moment.advanced(by: -limits.quick.window))
  }

  /// Takes for certain what no row from a moment on can change.
  private mutating func settle(before moment: Instant) {
    while let trigger = slowTriggers.first, trigger.at.advanced(by: limits.quick.window) < moment {
      slowTriggers.removeFirst()
      // Of c, what lies before the window is in no episode of b, what lies in it is.
      let begin = trigger.at.advanced(by: -limits.slow.window)
      while let small = smallTriggers.first, small.at < begin { takeSmall(small) }
      smallTriggers.remove(through: trigger.at)
      take(trigger, limits.slow.window, 0)
    }
    let wait = limits.slow.window + limits.quick.window
    while let small = smallTriggers.first, small.at.advanced(by: wait) < moment { takeSmall(small) }
  }

  private mutating func takeSmall(_ trigger: Trigger) {
    smallTriggers.removeFirst()
    take(trigger, limits.small.window, 1)
  }

  /// Lets an episode grow by a trigger, or begins another; the first place is that of b.
  private mutating func take(_ trigger: Trigger, _ window: Int64, _ place: Int) {
    let since: Instant
    if let (last, end) = current[place].map({ ($0.last, $0.end) }), trigger.at.advanced(by: -window) <= last {
      since = last.advanced(by: 1)
      current[place]?.add(Array(rows[(end + 1 - dropped)...(trigger.place - dropped)]), until: trigger)
    } else {
      if let episode = current[place] { ended.append(episode) }
      let own = Array(rows[(trigger.begin - dropped)...(trigger.place - dropped)])
      since = own.first?.at ?? trigger.at
      current[place] = Episode(place == 0 ? "b" : "c", own, until: trigger, makeEvidence())
    }
    for success in successes[firstSuccess(from: since)...] {
      if success.at > trigger.at { break }
      current[place]?.add(success: success)
    }
  }

  /// The place of the first success at a moment or after it.
  private func firstSuccess(from moment: Instant) -> Int {
    var (low, high) = (0, successes.count)
    while low < high {
      let middle = (low + high) / 2
      if successes[middle].at < moment { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Forgets what no trigger can reach back to any more.
  private mutating func drop(before moment: Instant) {
    let reach = limits.slow.window + limits.quick.window + max(limits.slow.window, limits.small.window)
    let limit = moment.advanced(by: -reach)
    guard rows.count > 64, rows[rows.count / 2].at < limit else { return }
    let old = rows.prefix { $0.at < limit }.count
    rows.removeFirst(old)
    dropped += old
    successes.removeFirst(successes.prefix { $0.at < limit }.count)
  }
}
