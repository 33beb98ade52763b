import Model

/// Successes of the present moment from addresses nothing is known of: a failure of the same moment may follow them.
struct MomentSuccesses {
  private var rows: [(address: NetworkAddress, success: TimedRow)] = []
  /// Made only when somebody asks, and as far as somebody asked.
  private var byAddress: [NetworkAddress: [TimedRow]] = [:]
  private var indexed = 0

  /// Adds a success, in total order; those of other moments are forgotten.
  mutating func add(_ success: TimedRow, from address: NetworkAddress) {
    if let last = rows.last, last.success.at != success.at {
      rows.removeAll(keepingCapacity: true)
      byAddress = [:]
      indexed = 0
    }
    rows.append((address, success))
  }

  /// The successes of a moment from an address.
  mutating func successes(from address: NetworkAddress, at moment: Instant) -> [TimedRow] {
    guard rows.last?.success.at == moment else { return [] }
    for row in rows[indexed...] { byAddress[row.address, default: []].append(row.success) }
    indexed = rows.count
    return byAddress[address] ?? []
  }
}
