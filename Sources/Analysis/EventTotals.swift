public import Model

/// What all security events of a report come to.
public struct EventTotals: Sendable {
  /// Rows the source sent.
  public var read = 0
  /// Events in the period.
  public private(set) var counted = 0
  /// Rows that lie outside the period.
  public var outside = 0
  /// Exact copies of counted rows.
  public var copies = 0
  /// Rows in no total, by reason.
  public var quarantined: [QuarantineReason: Int] = [:]
  /// The events before the period; nil when not all of them were read.
  public internal(set) var previous: PreviousEvents?
  /// All counted events together.
  public private(set) var all = EventCounts()
  /// Counted events by type.
  public var types: [EventKind: EventCounts] {
    let known = knownTypes.all.filter { $0.value.total > 0 }.map { (EventKind.known($0.key), $0.value) }
    return ownTypes.merging(known) { own, _ in own }
  }
  /// Counted events by severity.
  public var severities: [Severity: Int64] {
    Dictionary(uniqueKeysWithValues: severityCounts.all.filter { $0.value > 0 }.map { ($0.key, $0.value) })
  }
  /// Counted events by local hour.
  public private(set) var hours = Array(repeating: Int64(0), count: 24)
  /// Failed sign-ins by local hour.
  public private(set) var failedHours = Array(repeating: Int64(0), count: 24)
  /// Counted events by local day and severity, in the order of ``Severity``.
  public private(set) var days: [CivilDate: [Int64]] = [:]
  /// Failed sign-ins by local day.
  public private(set) var failedDays: [CivilDate: Int64] = [:]
  /// Events the source names nobody for.
  public private(set) var withoutUser = 0
  /// Events without an address.
  public private(set) var withoutAddress = 0
  /// The identifiers of all rows that were read, and which of them are the period's.
  public var identifiers = IdentifierGaps()
  private var knownTypes = EnumTable<EventType, EventCounts> { _ in EventCounts() }
  private var ownTypes: [EventKind: EventCounts] = [:]
  private var severityCounts = EnumTable<Severity, Int64> { _ in 0 }

  init() {}

  /// Rows in no total because they cannot be trusted.
  public var quarantinedCount: Int { quarantined.values.reduce(0, +) }

  mutating func add(_ event: borrowing SecurityEvent, _ counts: EventCounts, _ local: LocalTime) {
    counted += 1
    all.add(counts)
    if event.ownType == nil {
      knownTypes[event.type].add(counts)
    } else {
      ownTypes[event.kind, default: EventCounts()].add(counts)
    }
    severityCounts[event.severity] += 1
    let hour = local.time.hour
    hours[hour] += 1
    failedHours[hour] += counts.failed
    days[local.date, default: Array(repeating: 0, count: Severity.allCases.count)][event.severity.rawValue] += 1
    if counts.failed > 0 { failedDays[local.date, default: 0] += 1 }
    if event.userKey == nil { withoutUser += 1 }
    if event.address == nil { withoutAddress += 1 }
    identifiers.insert(event.id, .examined)
  }
}
