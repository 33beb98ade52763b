import Model

/// Says in what a session of a live store and its row in the database differ, and what is too close to the reading.
struct LiveJudge {
  /// The moment before the store was first looked at.
  let begin: Instant
  /// Microseconds around the reading in which a begin or an end is nobody's mistake.
  let margin: Int64
  /// Microseconds that two ends may lie apart.
  let tolerance: Int64

  /// In what the two differ at a moment; nothing where neither is active, or the store's value cannot be read.
  func kinds(_ database: DatabaseRecord?, _ live: LiveRecord?, at moment: Instant) -> Set<LiveDisagreements.Kind> {
    let row = database.flatMap { $0.isActive(at: moment) ? $0 : nil }
    switch (row, live) {
    case (nil, nil): return []
    // That it is there is all that is known of it.
    case (_, let live?) where !live.isReadable: return []
    case (nil, .some): return [.onlyInStore]
    case (.some, nil): return [.onlyInDatabase]
    case (let row?, let live?):
      var kinds: Set<LiveDisagreements.Kind> = row.user == live.user ? [] : [.user]
      if differ(row, live) { kinds.insert(.expiry) }
      return kinds
    }
  }

  /// Whether a begin or an end lies so close to the reading, which lasted to a moment, that the two may have been looked
  /// at before and after it.
  func isClose(_ database: DatabaseRecord?, _ live: LiveRecord?, until end: Instant) -> Bool {
    let reading = begin.advanced(by: -margin)...max(begin, end).advanced(by: margin)
    let moments = [
      database?.startedAt, database?.endedAt, database?.expiresAt, live?.startedAt, live?.expiresAt, live?.forgottenAt,
    ]
    return moments.contains { $0.map { reading.contains($0) } ?? false }
  }

  /// Whether the ends differ: what the store's value says and when the store forgets it both have to agree with the row.
  private func differ(_ row: DatabaseRecord, _ live: LiveRecord) -> Bool {
    guard let expected = row.expiresAt, expected.isMeaningful else { return false }
    func differs(_ moment: Instant) -> Bool {
      let (apart, overflow) = moment.microseconds.subtractingReportingOverflow(expected.microseconds)
      return overflow || apart.magnitude > UInt64(max(0, tolerance))
    }
    return differs(live.forgottenAt ?? .infinity) || live.expiresAt.map(differs) ?? false
  }
}
