import Model

/// States by key, of which those that time has passed are let go: memory holds the keys of one window.
struct KeyedStates<Key: Hashable, State> {
  private var states: [Key: State] = [:]
  private var lastSweep = Instant.minusInfinity
  private let interval: Int64

  /// States that are looked through whenever `interval` microseconds have passed.
  init(sweepingEvery interval: Int64) {
    self.interval = max(1, interval)
  }

  /// Lets a key's state be changed, made first when there is none.
  mutating func update(_ key: Key, make: () -> State, _ change: (inout State) throws -> Void) rethrows {
    try change(&states[key, default: make()])
  }

  /// The state of a key, if there is one; setting it keeps one.
  subscript(key: Key) -> State? {
    get { states[key] }
    set { states[key] = newValue }
  }

  /// Lets go of every state for which `isOver` holds; `ended` is given each of them, in no order.
  mutating func sweep(at moment: Instant, isOver: (State) -> Bool, ended: (Key, State) throws -> Void) rethrows {
    guard moment >= lastSweep.advanced(by: interval) else { return }
    lastSweep = moment
    for (key, state) in states where isOver(state) {
      try ended(key, state)
      states[key] = nil
    }
  }

  /// Every key and state that is left, for the end.
  var remaining: [Key: State] { states }
}
