import Model

/// The episodes of failed sign-ins of every address, each with the successes from its address (rules A02 and A04 a).
///
/// Memory: the addresses with a failure in the time an episode is waited for, the rows of one window each, the successes
/// of one window, and the users of the episodes in hand; besides, the successes of one moment.
struct AddressEpisodes {
  /// An episode that can change no more, and its address.
  typealias Ended = (address: NetworkAddress, episode: AddressEpisode)
  /// Takes an address's failures one by one and says what each brings about.
  typealias Window = (TimedRow) -> CountWindow<TimedRow>.Step

  private let window: Int64
  private let patience: Int64
  private let makeWindow: () -> Window
  private let makeEvidence: () -> EvidenceList
  private var sources: KeyedStates<NetworkAddress, Source>
  private var early = MomentSuccesses()

  /// Windows of so many microseconds; successes count for so long after an episode's last trigger, or longer.
  init(
    window: Int64, patience: Int64, makeEvidence: @escaping () -> EvidenceList, makeWindow: @escaping () -> Window
  ) {
    self.window = window
    self.patience = max(window, patience)
    self.makeWindow = makeWindow
    self.makeEvidence = makeEvidence
    sources = KeyedStates(sweepingEvery: window)
  }

  /// Adds a success, in total order.
  mutating func add(success: TimedRow, from address: NetworkAddress) {
    let source = sources[address]
    source?.add(success, window: window, patience: patience)
    // What is over may be let go of before a failure of the same moment begins anew.
    let isOver = source.map { $0.latest.advanced(by: patience) < success.at } ?? true
    if isOver { early.add(success, from: address) }
  }

  /// Adds a failure, in total order; gives the episodes that ended meanwhile, in no order.
  mutating func add(failure row: TimedRow, from address: NetworkAddress) -> [Ended] {
    var ended = takeOut(before: row.at)
    let source = sources[address] ?? begin(address, at: row.at)
    source.latest = row.at
    switch source.step(row) {
    case .quiet: break
    case .grows(let rows): source.grow(rows, until: row.at)
    case .begins(let first, let rows):
      ended += source.removeEpisodes(over: row.at, patience).map { (address, $0) }
      source.begin(AddressEpisode(first: first, makeEvidence()), rows, until: row.at)
    }
    return ended
  }

  /// The episodes that are left, for the end; in no order.
  var remaining: [Ended] {
    sources.remaining.flatMap { address, source in source.episodes.map { (address, $0) } }
  }

  private mutating func begin(_ address: NetworkAddress, at moment: Instant) -> Source {
    let source = Source(makeWindow(), early.successes(from: address, at: moment), at: moment)
    sources[address] = source
    return source
  }

  private mutating func takeOut(before moment: Instant) -> [Ended] {
    let patience = self.patience
    var ended: [Ended] = []
    sources.sweep(at: moment) { source in
      source.latest.advanced(by: patience) < moment
    } ended: { address, source in
      ended += source.episodes.map { (address, $0) }
    }
    return ended
  }
}

/// What is known of one address.
private final class Source {
  let step: AddressEpisodes.Window
  /// The time of the latest failure.
  var latest: Instant
  /// Mostly one; more only while an earlier one waits for a success.
  private(set) var episodes: [AddressEpisode] = []
  /// Successes of the last window: an episode that begins later reaches back to them.
  private var successes: [TimedRow]
  private var start = 0

  init(_ step: @escaping AddressEpisodes.Window, _ successes: [TimedRow], at latest: Instant) {
    self.step = step
    self.successes = successes
    self.latest = latest
  }

  func add(_ success: TimedRow, window: Int64, patience: Int64) {
    while start < successes.count, successes[start].at.advanced(by: window) < success.at { start += 1 }
    if start > 64, start * 2 > successes.count {
      successes.removeFirst(start)
      start = 0
    }
    successes.append(success)
    for index in episodes.indices where success.at <= episodes[index].last.advanced(by: patience) {
      episodes[index].add(success)
    }
  }

  func grow(_ rows: [TimedRow], until trigger: Instant) {
    guard let current = episodes.indices.last else { return }
    episodes[current].add(rows, until: trigger)
  }

  func begin(_ episode: AddressEpisode, _ rows: [TimedRow], until trigger: Instant) {
    var episode = episode
    for success in successes[start...] where success.at >= episode.first { episode.add(success) }
    episode.add(rows, until: trigger)
    episodes.append(episode)
  }

  /// Takes out the episodes nothing can change any more.
  func removeEpisodes(over moment: Instant, _ patience: Int64) -> [AddressEpisode] {
    let over = episodes.filter { $0.last.advanced(by: patience) < moment }
    episodes.removeAll { $0.last.advanced(by: patience) < moment }
    return over
  }
}
