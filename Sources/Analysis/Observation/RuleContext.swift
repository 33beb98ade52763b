public import Messages
public import Model

/// What a rule is given for one run; nothing else exists for it, no clock and no configuration.
public struct RuleContext {
  /// The report's period.
  public let period: Period
  /// The report's moment.
  public let asOf: Instant
  /// How many microseconds before the period rows were read.
  public let lookback: Int64
  /// The zone of calendar days and printed times.
  public let zone: Zone
  /// The rule's own numbers by name; durations in microseconds.
  public let values: [String: Int64]
  /// The lists that are configured for all rules.
  public let lists: RuleLists
  /// Where an address is, if a GeoIP file is configured.
  public let locate: @Sendable (NetworkAddress) -> GeoLocation?
  /// The source's users by key; empty when it has none.
  public let users: [Identifier: User]
  /// Columns the source has, as `relation.column`.
  public let columns: Set<SourceColumn>
  /// Whether everybody's rows are read, and not only those of chosen users.
  public let isWholeSource: Bool
  /// Whether sessions and events were read from two databases, at two moments and by two clocks.
  public let isReadApart: Bool
  /// Users that were the target of guessing; one for all rules of a run.
  public let suspicions: Suspicions
  /// What is known of the source's live store.
  public let live: LiveState
  private let makeDigest: @Sendable () -> any IdentifierDigest
  private let makeSorter: @Sendable () -> any RecordSorter

  /// A context from its parts.
  public init(
    period: Period, asOf: Instant, lookback: Int64, zone: Zone, values: [String: Int64], lists: RuleLists,
    locate: @escaping @Sendable (NetworkAddress) -> GeoLocation? = { _ in nil }, users: [Identifier: User] = [:],
    columns: Set<SourceColumn>, isWholeSource: Bool = true, isReadApart: Bool = false,
    suspicions: Suspicions = Suspicions(), live: LiveState = .absent,
    makeDigest: @escaping @Sendable () -> any IdentifierDigest,
    makeSorter: @escaping @Sendable () -> any RecordSorter
  ) {
    self.period = period
    self.asOf = asOf
    self.lookback = lookback
    self.zone = zone
    self.values = values
    self.lists = lists
    self.locate = locate
    self.users = users
    self.columns = columns
    self.isWholeSource = isWholeSource
    self.isReadApart = isReadApart
    self.suspicions = suspicions
    self.live = live
    self.makeDigest = makeDigest
    self.makeSorter = makeSorter
  }

  /// The same context with a rule's own numbers.
  func with(_ values: [String: Int64]) -> RuleContext {
    RuleContext(
      period: period, asOf: asOf, lookback: lookback, zone: zone, values: values, lists: lists, locate: locate,
      users: users, columns: columns, isWholeSource: isWholeSource, isReadApart: isReadApart,
      suspicions: suspicions, live: live, makeDigest: makeDigest, makeSorter: makeSorter)
  }

  /// The same for as much time before the period as the period has, judged at its begin; nil where that was not read.
  ///
  /// What is known of the time before that is less by the period's length.
  public var before: RuleContext? {
    let rest = lookback - period.length
    guard rest >= 0 else { return nil }
    return RuleContext(
      period: Period(from: period.from.advanced(by: -period.length), to: period.from), asOf: period.from,
      lookback: rest, zone: zone, values: values, lists: lists, locate: locate, users: users, columns: columns,
      isWholeSource: isWholeSource, isReadApart: isReadApart, makeDigest: makeDigest, makeSorter: makeSorter)
  }

  /// A list of evidence with the given rows; `ofSessions` where they are sessions and nothing else.
  public func evidence(
    _ rows: some Sequence<EvidenceRow>, ofSessions areSessions: Bool = false
  ) -> EvidenceList {
    var list = EvidenceList(ofSessions: areSessions, digest: makeDigest())
    for row in rows { list.append(row) }
    return list
  }

  /// Whether the source has a live store, compared or not.
  public var hasLiveStore: Bool { if case .absent = live { false } else { true } }

  /// Where a rule puts records aside to have them back in order.
  func recordSorter() -> any RecordSorter { makeSorter() }

  /// Evidence that will come in no order of time.
  func orderedEvidence() -> OrderedEvidence { OrderedEvidence(sorter: makeSorter()) }

  /// The first moment rows were read from.
  public var historyFrom: Instant { period.from.advanced(by: -lookback) }
  /// The end of what is judged: the period's end, or the report's moment when that is earlier.
  public var judgedUntil: Instant { min(period.to, asOf) }

  /// Whether a finding whose last trigger is at a moment belongs to the report.
  public func belongs(_ lastTrigger: Instant) -> Bool { period.from <= lastTrigger && lastTrigger < judgedUntil }

  /// Whether an episode may go on after the end of what was read: another trigger could still merge with it.
  public func continues(_ lastTrigger: Instant, window: Int64) -> Bool {
    lastTrigger.advanced(by: window) >= judgedUntil
  }

  /// Of a state that held from one moment to another, the latter excluded: its last moment as far as it was read, and
  /// whether it may go on; nil unless it held within the period.
  public func lastMoment(
    ofStateFrom begin: Instant, to end: Instant
  ) -> (last: Instant, continues: Bool)? {
    guard begin < end, begin < judgedUntil, period.from < end, period.from < judgedUntil else { return nil }
    return end < judgedUntil ? (end, false) : (judgedUntil.advanced(by: -1), true)
  }

  /// One of the rule's numbers, which must be among its parameters: a test holds every rule against its own.
  public func value(_ name: String) -> Int64 { RuleNumbers(values).value(name) }

  /// Whether the source has a column.
  public func has(_ column: SourceColumn) -> Bool { columns.contains(column) }

  /// Whether a user may do what others may not; false where nobody says.
  public func isPrivileged(_ user: Identifier) -> Bool {
    guard let known = users[user] else { return false }
    return known.isPrivileged ?? lists.isPrivileged(role: known.role)
  }

  /// Whether an address makes no difference of network or place, because it is the users' own way out.
  public func isTrusted(_ address: NetworkAddress?) -> Bool {
    address.map { address in lists.trustedEgress.contains { $0.contains(address) } } ?? false
  }

  /// `10:02:11`, or `07.10.2026 10:02:11` (English: `2026-10-07 10:02:11`) where two moments lie on different days; the
  /// report's zone.
  public func clock(_ first: Instant, _ last: Instant) -> (Message, Message) {
    let (begin, end) = (zone.localTime(at: first), zone.localTime(at: last))
    func text(_ local: LocalTime) -> Message {
      let time = local.time
      let clock = "\(padded(time.hour, 2)):\(padded(time.minute, 2)):\(padded(time.second, 2))"
      if begin.date == end.date { return Message(verbatim: clock) }
      let (year, month, day) = local.date.parts
      return Message(
        tr: "\(padded(day, 2)).\(padded(month, 2)).\(padded(year, 4)) \(clock)", en: "\(local.date.iso8601) \(clock)")
    }
    return (text(begin), text(end))
  }

  /// The two as one text, `03:37:12–03:42:00`; one time where both are written the same.
  public func span(_ first: Instant, _ last: Instant) -> Message {
    let (from, to) = clock(first, last)
    return from == to ? from : Message(tr: "\(from.tr)–\(to.tr)", en: "\(from.en)–\(to.en)")
  }

  /// `26:03:59`, a length truncated to the second; hours may pass 24.
  public func length(_ microseconds: Int64) -> String {
    let seconds = Int(microseconds / microsecondsPerSecond)
    return "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
  }
}

/// A rule's own numbers by name; durations in microseconds.
struct RuleNumbers {
  private let values: [String: Int64]

  init(_ values: [String: Int64]) { self.values = values }

  /// One of the numbers, which must be among the rule's parameters.
  func value(_ name: String) -> Int64 {
    // Read as 0 a misspelt number would let a rule find everything, or nothing, and nobody would know.
    guard let value = values[name] else { preconditionFailure("the rule has no parameter “\(name)”") }
    return value
  }
}

/// Where a GeoIP file places an address.
public struct GeoLocation: Sendable, Equatable {
  /// The ISO 3166 code of the country.
  public let country: String?
  /// The coordinates.
  public let place: Place?
  /// Whether the network belongs to a hosting provider.
  public let isHosting: Bool

  /// A location from its parts.
  public init(country: String?, place: Place?, isHosting: Bool = false) {
    self.country = country
    self.place = place
    self.isHosting = isHosting
  }
}
