public import Model

/// D(ip, user, N, W): the episodes in which one address tries many users (docs/domain/evaluation.md, 5).
///
/// Memory holds the addresses with a row in the last window, the rows of one window each, and the users of the episodes
/// in hand.
public struct UsersByAddress {
  /// An episode that can grow no more, and its address.
  public typealias Ended = (address: NetworkAddress, episode: UserEpisode)

  private final class Source {
    var window: DistinctWindow<Identifier, EvidenceRow>
    var episode: UserEpisode?

    init(_ window: DistinctWindow<Identifier, EvidenceRow>) {
      self.window = window
    }
  }

  private let distinct: Int64
  private let window: Int64
  private let makeEvidence: () -> EvidenceList
  private var sources: KeyedStates<NetworkAddress, Source>

  /// Windows of `distinct` users within `window` microseconds.
  public init(distinct: Int64, window: Int64, _ makeEvidence: @escaping () -> EvidenceList) {
    self.distinct = distinct
    self.window = window
    self.makeEvidence = makeEvidence
    sources = KeyedStates(sweepingEvery: window)
  }

  /// Adds a row, in total order; gives the episodes that ended meanwhile, in no order.
  public mutating func add(_ row: EvidenceRow, from address: NetworkAddress, at moment: Instant) -> [Ended] {
    var ended = takeOut(before: moment)
    let source = sources[address] ?? begin(address)
    switch source.window.add(row, value: row.user, at: moment) {
    case .quiet: break
    case .grows(let rows): source.episode?.add(rows, until: moment)
    case .begins(let first, let rows):
      if let episode = source.episode { ended.append((address, episode)) }
      source.episode = UserEpisode(first: first, rows, until: moment, makeEvidence())
    }
    return ended
  }

  /// The episodes that are left, for the end; in no order.
  public var remaining: [Ended] {
    sources.remaining.compactMap { address, source in source.episode.map { (address, $0) } }
  }

  private mutating func begin(_ address: NetworkAddress) -> Source {
    let source = Source(DistinctWindow(distinct: distinct, window: window))
    sources[address] = source
    return source
  }

  private mutating func takeOut(before moment: Instant) -> [Ended] {
    let window = self.window
    var ended: [Ended] = []
    sources.sweep(at: moment) { source in
      (source.window.latest ?? .minusInfinity).advanced(by: window) < moment
    } ended: { address, source in
      if let episode = source.episode { ended.append((address, episode)) }
    }
    return ended
  }
}
