import Model

/// Sign-ins that succeed from an address that had just failed under other names (rule A03 b).
///
/// Memory: the addresses with a failure in the last window, the rows of one window each, and the users an episode counts.
struct SuccessesAfterOtherNames {
  /// An episode: the successes that follow each other within the window, and the failures before each.
  struct Episode {
    /// The first failure.
    let first: Instant
    /// The last success.
    var last: Instant
    /// Failures and successes, in total order.
    var evidence: EvidenceList
    /// The failures by the names they were made under.
    var names = UserCounts()
    /// How many failures.
    var failures = 0
    /// How many successes.
    var successes = 0
    /// The most different names before any one success.
    var mostNames = 0
    /// The first success of each user.
    var firstByUser: [Identifier: TimedRow] = [:]
  }

  /// An episode that can grow no more, and its address.
  typealias Ended = (address: NetworkAddress, episode: Episode)

  private let count: Int
  private let window: Int64
  private let makeEvidence: () -> EvidenceList
  private var sources: KeyedStates<NetworkAddress, Source>

  /// At least `count` failures under other names within `window` microseconds before a success, both ends included.
  init(count: Int64, window: Int64, _ makeEvidence: @escaping () -> EvidenceList) {
    self.count = Int(count)
    self.window = window
    self.makeEvidence = makeEvidence
    sources = KeyedStates(sweepingEvery: window)
  }

  /// Adds a failure under a name, in total order; gives the episodes that ended meanwhile, in no order.
  mutating func add(failure row: TimedRow, of user: Identifier, from address: NetworkAddress) -> [Ended] {
    let ended = takeOut(before: row.at)
    let source = sources[address] ?? Source()
    sources[address] = source
    source.evict(before: row.at.advanced(by: -window))
    source.append(row, failureOf: user)
    return ended
  }

  /// Adds a success, in total order; gives the episode that ended before it, if one did.
  mutating func add(success row: TimedRow, of user: Identifier, from address: NetworkAddress) -> Ended? {
    guard let source = sources[address] else { return nil }
    let begin = row.at.advanced(by: -window)
    source.evict(before: begin)
    guard source.failures(except: user) >= count else { return nil }
    var ended: Ended?
    if let last = source.episode?.last, last < begin { ended = source.takeEpisode().map { (address, $0) } }
    source.count(row, of: user, makeEvidence)
    return ended
  }

  /// The episodes that are left, for the end; in no order.
  var remaining: [Ended] {
    sources.remaining.compactMap { address, source in source.takeEpisode().map { (address, $0) } }
  }

  private mutating func takeOut(before moment: Instant) -> [Ended] {
    let limit = moment.advanced(by: -window)
    var ended: [Ended] = []
    sources.sweep(at: moment) { source in
      source.latest < limit
    } ended: { address, source in
      if let episode = source.takeEpisode() { ended.append((address, episode)) }
    }
    return ended
  }
}

/// What is known of one address.
private final class Source {
  private struct Row {
    let row: TimedRow
    /// Under which name it failed; nil for a success.
    let name: Identifier?
    var isEvidence = false
  }

  private(set) var episode: SuccessesAfterOtherNames.Episode?
  private(set) var latest = Instant.minusInfinity
  /// The rows of the last window; those in front of `start` are gone.
  private var rows: [Row] = []
  private var start = 0
  private var counts: [Identifier: Int] = [:]
  private var failures = 0
  /// Every failure before this place is evidence, but for the skipped ones.
  private var looked = 0
  /// Places of failures of one who succeeded: under the name of another success they may count yet.
  private var skipped: [Int] = []

  func failures(except user: Identifier) -> Int { failures - counts[user, default: 0] }

  func append(_ row: TimedRow, failureOf name: Identifier) {
    rows.append(Row(row: row, name: name))
    counts[name, default: 0] += 1
    failures += 1
    latest = row.at
  }

  /// Counts a success, with the failures under other names before it.
  func count(_ success: TimedRow, of user: Identifier, _ makeEvidence: () -> EvidenceList) {
    let before = skipped + Array(max(looked, start)..<rows.count)
    skipped = []
    for place in before {
      guard let name = rows[place].name else { continue }
      if name == user {
        skipped.append(place)
        continue
      }
      rows[place].isEvidence = true
      if episode == nil {
        episode = .init(first: rows[place].row.at, last: success.at, evidence: makeEvidence())
      }
      episode?.names.add(name)
      episode?.failures += 1
    }
    rows.append(Row(row: success, name: nil, isEvidence: true))
    looked = rows.count
    latest = success.at
    episode?.last = success.at
    episode?.successes += 1
    let names = max(counts.count - (counts[user] == nil ? 0 : 1), episode?.mostNames ?? 0)
    episode?.mostNames = names
    if episode?.firstByUser[user] == nil { episode?.firstByUser[user] = success }
  }

  /// Lets go of the rows before a moment; what is evidence can no more be preceded by other evidence.
  func evict(before moment: Instant) {
    while start < rows.count, rows[start].row.at < moment { evictFirst() }
    if start > 64, start * 2 > rows.count {
      rows.removeFirst(start)
      looked = max(0, looked - start)
      skipped = skipped.compactMap { $0 < start ? nil : $0 - start }
      start = 0
    } else if skipped.first.map({ $0 < start }) == true {
      skipped.removeAll { $0 < start }
    }
  }

  /// The episode in hand, with all its rows; the failures stay for the next.
  func takeEpisode() -> SuccessesAfterOtherNames.Episode? {
    for place in start..<rows.count where rows[place].isEvidence {
      episode?.evidence.append(rows[place].row.row)
      rows[place].isEvidence = false
    }
    defer { episode = nil }
    return episode
  }

  private func evictFirst() {
    let row = rows[start]
    start += 1
    if row.isEvidence { episode?.evidence.append(row.row.row) }
    guard let name = row.name, let count = counts[name] else { return }
    counts[name] = count == 1 ? nil : count - 1
    failures -= 1
  }
}
