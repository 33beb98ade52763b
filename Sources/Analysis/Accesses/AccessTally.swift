public import Model

/// Counts accesses of one kind: sessions by their begin, or events.
///
/// Memory: the days of the period, and a bounded number of users.
public struct AccessTally {
  /// All of them.
  public private(set) var total: Int64 = 0
  /// Those outside working hours.
  public private(set) var outside: Int64 = 0
  /// By local day.
  public private(set) var days: [CivilDate: Int64] = [:]
  /// By weekday, 0 is Monday, and local hour.
  public private(set) var heat = Array(repeating: Array(repeating: Int64(0), count: 24), count: 7)
  /// Those outside working hours by user key; the empty key collects those of nobody.
  public var users: GroupedCounts<Identifier>
  private let hours: WorkingHours
  private let zone: Zone

  /// Nothing counted yet; `sorter` takes users that do not fit into memory.
  public init(hours: WorkingHours, zone: Zone, sorter: any RecordSorter) {
    (self.hours, self.zone) = (hours, zone)
    users = GroupedCounts(sorter: sorter)
  }

  /// Counts an access; whether it lies outside working hours.
  public mutating func add(_ user: Identifier?, at moment: Instant) throws -> Bool {
    let local = zone.localTime(at: moment)
    total += 1
    days[local.date, default: 0] += 1
    heat[local.date.weekday][local.time.hour] += 1
    guard hours.isOutside(local) else { return false }
    outside += 1
    var counts = EventCounts()
    counts.total = 1
    (counts.first, counts.last) = (moment.microseconds, moment.microseconds)
    try users.add(counts, to: user ?? "")
    return true
  }
}
