public import Model

/// Holds the sessions of a live store against those of the database that are active at one moment.
///
/// The store is looked at twice, before the moment and after it: what either look shows as the database has it, or what
/// began or ended close to the looks, is no disagreement but a coincidence of reading. The sessions lie where the sorters
/// put them; memory holds a few hundred.
public final class LiveComparison {
  private let judge: LiveJudge
  private let sessions: any RecordSorter
  private let disagreeing: any RecordSorter
  private let found: LiveDisagreements

  /// Sessions looked at again at a time.
  private static let portion = 200

  /// Nothing yet; `begin` is the moment before the first look, and the rule's numbers are those of `settings`.
  public init(from begin: Instant, settings: RuleSettings, makeSorter: () -> any RecordSorter) {
    let limits = LiveStoreDisagreement.limits(settings)
    judge = LiveJudge(begin: begin, margin: limits.margin, tolerance: limits.tolerance)
    sessions = makeSorter()
    disagreeing = makeSorter()
    found = LiveDisagreements(rows: makeSorter())
  }

  /// Whether a period is compared at a moment: it holds the moment, or ended no longer before it than is configured.
  public static func isCurrent(_ period: Period, at moment: Instant, _ settings: RuleSettings) -> Bool {
    period.from <= moment && moment < period.to.advanced(by: LiveStoreDisagreement.limits(settings).after)
  }

  /// Adds a session of the first look; one that comes twice counts once.
  public func add(_ session: LiveSession) throws {
    try sessions.append(session.id.ascendingBytes + [1] + LiveRecord(session).bytes)
  }

  /// Adds a session of the database, read after the first look.
  public func add(_ session: borrowing Session) throws {
    switch session.identity {
    case .only, .first: try sessions.append(session.id.ascendingBytes + [0] + DatabaseRecord(session).bytes)
    default: break
    }
  }

  /// The second look at some sessions, and the moment after it.
  public typealias Look = ([Identifier]) throws -> (sessions: [LiveSession], end: Instant)

  /// What disagrees; `moment` is that of the database.
  public func conclude(at moment: Instant, second look: Look) throws -> LiveDisagreements {
    try compareFirst(at: moment)
    var portion: [LivePair] = []
    try disagreeing.forEachInOrder { bytes in
      guard let pair = LivePair(bytes) else { return }
      portion.append(pair)
      if portion.count == Self.portion { try settle(&portion, at: moment, look) }
    }
    try settle(&portion, at: moment, look)
    found.moment = moment
    return found
  }

  /// Joins both sides by identifier; what disagrees is put aside with what was seen.
  private func compareFirst(at moment: Instant) throws {
    var pair: LivePair?
    func end() throws {
      guard let pair else { return }
      let isActive = pair.database?.isActive(at: moment) ?? false
      if pair.live != nil { found.storeCount += 1 }
      if pair.live?.isReadable == false { found.unreadable += 1 }
      if isActive { found.databaseCount += 1 }
      if isActive, pair.live != nil, pair.database?.expiresAt != nil { found.judgedExpiries += 1 }
      if !judge.kinds(pair.database, pair.live, at: moment).isEmpty { try disagreeing.append(pair.bytes) }
    }
    try sessions.forEachInOrder { bytes in
      var rest = bytes
      guard let identifier = Identifier(takenFrom: &rest), let side = rest.popFirst() else { return }
      if pair?.id != identifier {
        try end()
        pair = LivePair(id: identifier)
      }
      // Of several under one identifier the first one counts.
      if side == 0, pair?.database == nil { pair?.database = DatabaseRecord(takenFrom: &rest) }
      if side == 1, pair?.live == nil { pair?.live = LiveRecord(takenFrom: &rest) }
    }
    try end()
  }

  private func settle(_ portion: inout [LivePair], at moment: Instant, _ look: Look) throws {
    if portion.isEmpty { return }
    let (sessions, end) = try look(portion.map(\.id))
    let again = Dictionary(sessions.map { ($0.id, $0) }) { first, _ in first }
    for pair in portion {
      let second = again[pair.id].map { LiveRecord($0) }
      let kinds = judge.kinds(pair.database, pair.live, at: moment)
        .intersection(judge.kinds(pair.database, second, at: moment))
      if kinds.isEmpty || judge.isClose(pair.database, pair.live, until: end) || judge.isClose(nil, second, until: end)
      {
        found.unsettled += 1
      } else {
        try found.add(pair, kinds)
      }
    }
    portion = []
  }
}
