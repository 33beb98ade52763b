public import Model

/// What the rows of a run show about what rules need: which columns hold anything, which types occur.
public struct RuleFacts: Sendable {
  /// Columns the source has.
  public let columns: Set<SourceColumn>
  private var events = EnumTable<EventType, ColumnUse> { _ in ColumnUse() }
  private var reasons = EnumTable<FailureReason, Bool> { _ in false }
  /// Sessions that were read, whatever they are worth.
  private var sessions = ColumnUse()
  /// Sessions that can be counted, in the period or before it.
  private var countableSessions = ColumnUse()
  /// The earliest event that was read.
  public private(set) var firstEvent: Instant?

  private let isWholeSource: Bool
  private let isReadApart: Bool
  private let hasLiveStore: Bool

  /// Nothing seen yet.
  public init(
    columns: Set<SourceColumn>, isWholeSource: Bool = true, isReadApart: Bool = false, hasLiveStore: Bool = false
  ) {
    self.columns = columns
    self.hasLiveStore = hasLiveStore
    self.isWholeSource = isWholeSource
    self.isReadApart = isReadApart
  }

  /// Notes an event that can be counted, in the period or before it.
  mutating func note(_ event: borrowing SecurityEvent, at instant: Instant) {
    events[event.type].note(event)
    if let reason = event.failureReason { reasons[reason] = true }
    firstEvent = min(firstEvent ?? .infinity, instant)
  }

  /// Notes a session, in the period or before it.
  mutating func note(_ session: borrowing Session, isCountable: Bool) {
    sessions.note(session)
    if isCountable { countableSessions.note(session) }
  }

  /// Whether an event of a type was noted.
  private func occurs(_ type: EventType) -> Bool { events[type].rows > 0 }

  /// Why not all needs are met; nil when they are.
  ///
  /// The report's own choice of users is told before what is not configured, and that before what the data lack: it stays
  /// true whatever the next day's rows hold.
  func unmet(_ needs: [RuleNeed], of subject: RuleSubject, settings: Set<String>) -> RuleReason? {
    if isReadApart, RuleNeed.joinSessionsAndEvents(needs) { return RuleReason(.readApart, "") }
    // The rule's own rows are those of the types it counts and of those it cannot do without.
    var input = subject.types
    for case .eventTypes(let types) in needs { input.formUnion(types) }
    if subject.looksAtEveryType || subject.types.isEmpty { input = Set(EventType.allCases.filter(occurs)) }
    let reading = Reading(input: input, looksAtWrongRows: subject.key == .tenant, settings: settings)
    return RuleReason.first(of: needs.compactMap { unmet($0, reading) })
  }

  /// What a rule reads: the types of its own events, whether sessions that cannot be counted, too, and what is configured.
  private struct Reading {
    let input: Set<EventType>
    let looksAtWrongRows: Bool
    let settings: Set<String>
  }

  /// Why a need is not met; nil when it is.
  private func unmet(_ need: RuleNeed, _ reading: Reading) -> RuleReason? {
    switch need {
    case .column(let column): unmet(column, reading)
    case .anyColumn(let columns):
      columns.contains { unmet($0, reading) == nil }
        ? nil
        : columns.first.flatMap { column in
          unmet(column, reading).map { reason in
            reason.code == .noRows ? reason : RuleReason(reason.code, columns.map(\.text).joined(separator: " / "))
          }
        }
    case .eventTypes(let wanted):
      wanted.contains(where: occurs)
        ? nil : RuleReason(.eventTypeAbsent, wanted.map(\.rawValue).joined(separator: " / "))
    case .failureReason(let reason):
      reasons[reason]
        ? nil : RuleReason(.eventTypeAbsent, "\(EventType.loginFailed.rawValue) (\(reason.rawValue))")
    case .liveStore: hasLiveStore ? nil : RuleReason(.liveStoreAbsent, "")
    case .wholeSource: isWholeSource ? nil : RuleReason(.userFilter, "")
    case .setting(let key): reading.settings.contains(key) ? nil : RuleReason(.configurationMissing, key)
    case .any(let ways):
      unmet(ways.map { way in way.lazy.compactMap { self.unmet($0, reading) }.first })
    }
  }

  /// Why none of several ways is open, as the first says it; nil when one is.
  private func unmet(_ ways: [RuleReason?]) -> RuleReason? {
    let reasons = ways.compactMap { $0 }
    return reasons.count == ways.count ? reasons.first : nil
  }

  /// A column is empty when no row of the rule's own input fills it, in the period or before it.
  private func unmet(_ column: SourceColumn, _ reading: Reading) -> RuleReason? {
    guard columns.contains(column) else { return RuleReason(.columnMissing, column.text) }
    switch column {
    case .user, .log: return nil
    case .session:
      // Rules about wrong rows look at those as well that nothing else counts.
      let use = reading.looksAtWrongRows ? sessions : countableSessions
      if use.rows == 0 { return RuleReason(.noRows, "sessions") }
      return use.isFilled(column) ? nil : RuleReason(.columnEmpty, column.text)
    case .event:
      let uses = reading.input.filter(occurs).map { events[$0] }
      // Of rows that never occur nothing can be said; that they are absent is a need of its own.
      return uses.isEmpty || uses.contains { $0.isFilled(column) } ? nil : RuleReason(.columnEmpty, column.text)
    }
  }
}
