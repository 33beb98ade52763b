public import Model

/// What a rule is before it looks at a single row: its numbers, its needs, the severities it gives.
///
/// Its title, its logic and whatever else is said of it are words of each language, `words/rules.tr.yaml`.
public struct RuleDefinition: Sendable {
  /// The identifier, such as `A01`.
  public let id: String
  /// The version, raised whenever the same rows could give another result.
  public let version: Int
  /// MITRE ATT&CK techniques; see ``attackVersion``.
  public let techniques: [String]
  /// The severities it can give, the usual one first.
  public let severities: [Severity]
  /// What can be set, with its default.
  public let parameters: [RuleParameter]
  /// The parts that are evaluated, or not, each by itself; most rules have one, without a name.
  public let branches: [RuleBranch]
  /// The rows the rule counts, and the value without which a row cannot be counted.
  public let subject: RuleSubject
  /// The names of what it says of findings; the words of a language spell them out.
  public let sentences: [String]

  /// The version of ATT&CK the technique identifiers are from.
  public static let attackVersion = "v19"

  /// A definition from its parts.
  public init(
    id: String, version: Int = 1, techniques: [String], severities: [Severity], parameters: [RuleParameter],
    branches: [RuleBranch], subject: RuleSubject, sentences: [String]
  ) {
    self.id = id
    self.version = version
    self.techniques = techniques
    self.severities = severities
    self.parameters = parameters
    self.branches = branches
    self.subject = subject
    self.sentences = sentences
  }
}

/// A number of a rule that can be set.
public struct RuleParameter: Sendable {
  /// How the number is written in the configuration.
  public enum Unit: Sendable {
    /// A plain number.
    case count
    /// A length of time, `10m`; held in microseconds.
    case duration
    /// A length of time before the period that the rule looks back on; read and held like ``duration``.
    case history
    /// Kilometres.
    case kilometres
    /// Kilometres an hour.
    case speed
    /// Percent.
    case percent
    /// An hour of the day.
    case hour

    /// Whether the number is a length of time in microseconds.
    public var isTime: Bool { self == .duration || self == .history }
  }

  /// The key in the configuration.
  public let name: String
  /// How it is written.
  public let unit: Unit
  /// The value unless it is set.
  public let standard: Int64

  /// A parameter from its parts; durations in seconds here.
  public init(_ name: String, _ unit: Unit, _ standard: Int64) {
    self.name = name
    self.unit = unit
    self.standard = unit.isTime ? standard * microsecondsPerSecond : standard
  }
}

/// A part of a rule with needs of its own.
public struct RuleBranch: Sendable {
  /// `a`, `b`, … or empty for a rule of one part.
  public let id: String
  /// Without these it cannot be evaluated.
  public let needs: [RuleNeed]
  /// Without these it can be evaluated in part only.
  public let optionalNeeds: [RuleNeed]

  /// A branch from its parts.
  public init(_ id: String = "", needs: [RuleNeed], optionalNeeds: [RuleNeed] = []) {
    self.id = id
    self.needs = needs
    self.optionalNeeds = optionalNeeds
  }
}

/// Something a rule cannot do without.
public enum RuleNeed: Sendable, Equatable {
  /// A column such as `events.ip`, present and not empty throughout the period.
  case column(SourceColumn)
  /// Any one of these columns.
  case anyColumn([SourceColumn])
  /// At least one row of any of these types, in the period or before it: without one, absence cannot be told from
  /// missing logging.
  case eventTypes([EventType])
  /// At least one failure the source gives this reason for, in the period or before it: some never say it.
  case failureReason(FailureReason)
  /// Something configured, by its key below `rules`.
  case setting(String)
  /// A live store beside the database, configured for the source.
  case liveStore
  /// Everybody's rows: what one user did says nothing of an address or of the log.
  case wholeSource
  /// Any one of these ways, each of which has needs of its own; the first says what is missing when none is open.
  case any([[RuleNeed]])

  /// Whether needs taken together ask for rows of sessions and for rows of events; one that either meets joins nothing.
  static func joinSessionsAndEvents(_ needs: [RuleNeed]) -> Bool {
    needs.contains { first in
      needs.contains { $0 != first && $0.asksForSessions && first.asksForEvents }
    }
  }

  private var asksForSessions: Bool {
    switch self {
    case .column(.session): true
    case .anyColumn(let columns): columns.contains { if case .session = $0 { true } else { false } }
    case .any(let ways): ways.joined().contains(where: \.asksForSessions)
    case .column, .eventTypes, .failureReason, .liveStore, .setting, .wholeSource: false
    }
  }

  private var asksForEvents: Bool {
    switch self {
    case .column(.event), .eventTypes, .failureReason: true
    case .anyColumn(let columns): columns.contains { if case .event = $0 { true } else { false } }
    case .any(let ways): ways.joined().contains(where: \.asksForEvents)
    case .column, .liveStore, .setting, .wholeSource: false
    }
  }
}

/// Which rows a rule counts, and by which value.
public struct RuleSubject: Sendable {
  /// The value rows are counted by; a row without it is left out and counted.
  public enum Key: Sendable {
    case user, address, session
    /// The session, for rules that look at one user after the other: a row needs both.
    case sessionOfUser
    /// The account an administrative event is about: its target, else its user.
    case account
    /// None: rows count for the whole source.
    case tenant
  }

  /// The value.
  public let key: Key
  /// The types of events that are counted; empty for rules about sessions.
  public let types: Set<EventType>
  /// Types that are shown to the rule beside those, and not counted.
  public let shown: Set<EventType>
  /// Whether only failures with a wrong credential count (the failure set F).
  public let onlyWrongCredentials: Bool
  /// Whether sessions are counted; by default those of rules that count no events.
  public let countsSessions: Bool

  /// Whether the rule looks at events of every type, whatever it counts: a column is empty when none of them fills it.
  public let looksAtEveryType: Bool

  /// A subject from its parts.
  public init(
    _ key: Key, _ types: Set<EventType> = [], beside shown: Set<EventType> = [], onlyWrongCredentials: Bool = false,
    countsSessions: Bool? = nil, looksAtEveryType: Bool = false
  ) {
    self.key = key
    self.types = types
    self.shown = shown
    self.looksAtEveryType = looksAtEveryType
    self.onlyWrongCredentials = onlyWrongCredentials
    self.countsSessions = countsSessions ?? types.isEmpty
  }

  /// The failure set F by a key, and what is shown to the rule beside it.
  public static func failures(by key: Key, beside shown: Set<EventType> = []) -> RuleSubject {
    RuleSubject(key, [.loginFailed], beside: shown, onlyWrongCredentials: true)
  }

  /// Why an event of one of the types is left out for its reason; nil when it is not.
  public func exclusion(_ type: EventType, _ reason: FailureReason?) -> RuleExclusion? {
    guard onlyWrongCredentials, type == .loginFailed, let reason, !reason.isWrongCredential else { return nil }
    return reason == .other ? .unmappedReason : .excludedReason
  }
}

extension RuleParameter {
  /// A value as the configuration writes it: `10m`, `90d`; a length that is no whole second keeps its microseconds.
  public func text(_ value: Int64) -> String {
    guard unit.isTime else { return String(value) + suffix }
    let units: [(letter: String, seconds: Int64)] = [("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)]
    for unit in units where value % (unit.seconds * microsecondsPerSecond) == 0 && value != 0 {
      return "\(value / (unit.seconds * microsecondsPerSecond))\(unit.letter)"
    }
    return value == 0 ? "0s" : "\(value)us"
  }

  /// What stands behind the number where it is printed; the configuration may leave it out.
  public var suffix: String {
    switch unit {
    case .count, .duration, .history: ""
    case .kilometres: " km"
    case .speed: " km/h"
    case .percent: " %"
    case .hour: ":00"
    }
  }
}
