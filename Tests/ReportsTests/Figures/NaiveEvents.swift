import Analysis
import Model

/// Which events lie in a period, and in as long a time before it, each looked at by itself.
struct NaiveEvents {
  let period: SteppedPeriod
  /// The identifiers of all rows.
  let read: [String]
  private(set) var rows: [LoggedEvent] = []
  private(set) var previous: [LoggedEvent] = []
  private(set) var outside = 0
  private(set) var copies = 0
  private(set) var quarantined: [(row: LoggedEvent, reason: QuarantineReason)] = []

  init(_ log: [LoggedEvent], in period: SteppedPeriod) {
    self.period = period
    read = log.map(\.id)
    for row in log { judge(row) }
  }

  private mutating func judge(_ row: LoggedEvent) {
    if case .exactCopy = row.identity {
      copies += 1
      return
    }
    func refuse(_ reason: QuarantineReason) { quarantined.append((row, reason)) }
    if case .differs = row.identity { return refuse(.differingDuplicate) }
    if row.id.isEmpty { return refuse(.identifierMissing) }
    guard let time = row.time, time >= -2_208_988_800_000_000 else { return refuse(.timeMissing) }
    if time > period.asOf + 300_000_000 { return refuse(.future) }
    if (0..<period.counted).contains(step(time)) { return rows.append(row) }
    outside += 1
    // As long before as has passed of the period itself.
    if (-period.count..<period.counted - period.count).contains(step(time)) { previous.append(row) }
  }

  /// Which step a moment is the begin of.
  private func step(_ moment: Int64) -> Int { Int((moment - period.from) / period.step) }

  /// Counts of the rows of some users or addresses: all, successful, failed, locked, severe.
  static func counts(_ rows: [LoggedEvent]) -> [Int] {
    [
      rows.count, rows.count { $0.type == .loginSuccess }, rows.count { $0.type == .loginFailed },
      rows.count { $0.type == .accountLocked }, rows.count { $0.severity == .high || $0.severity == .critical },
    ]
  }
}
