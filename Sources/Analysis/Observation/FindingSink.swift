import Model

/// Something about a rule's own working that a report says, with how often.
public enum RuleRemark: String, Sendable, CaseIterable {
  /// Users whose history is too short to be judged.
  case historyTooShort = "history_too_short"
  /// Users with more rows than are looked at.
  case tooManyRows = "too_many_rows"
  /// Sessions that could not be judged: no end, no address, or a host name.
  case sessionsLeftOut = "sessions_left_out"
  /// Events without a country or place.
  case placesUnknown = "places_unknown"
  /// What cannot be told yet because the time has not passed.
  case pending
  /// A limit was not configured; its default was used.
  case defaultLimit = "default_limit"
  /// Sessions of kinds that the rule is not to look at.
  case kindsLeftOut = "kinds_left_out"
  /// Sessions that began, ended or changed while a live store was compared.
  case unsettled
}

/// Where one rule puts what it found.
public final class FindingSink {
  /// How many findings were reported.
  public private(set) var findings = 0
  /// Findings a list of the configuration took out, by the list's key.
  public private(set) var suppressed: [String: Int] = [:]
  /// Remarks with their numbers.
  public private(set) var remarks: [RuleRemark: Int] = [:]
  /// Users or things that were judged, for rules that cannot judge all.
  public private(set) var judged = 0
  /// Branches that could look at no row of the period.
  public private(set) var inVain: Set<String> = []
  /// Why the rule could look at nothing, where only it can tell.
  public private(set) var obstacle: RuleReason?
  /// Why the rule could look at a part only, where only it can tell.
  public private(set) var shortfall: RuleReason?
  private let accepts: (Finding) -> Bool
  private let deliver: (Finding) throws -> Void

  /// A sink that hands on every finding that it accepts.
  public init(
    accepting accepts: @escaping (Finding) -> Bool = { _ in true }, _ deliver: @escaping (Finding) throws -> Void
  ) {
    self.accepts = accepts
    self.deliver = deliver
  }

  /// Reports a finding; one that is not accepted was never made.
  public func report(_ finding: Finding) throws {
    guard accepts(finding) else { return }
    findings += 1
    try deliver(finding)
  }

  /// Counts a finding that a list took out.
  public func suppress(by list: String) { suppressed[list, default: 0] += 1 }

  /// Adds to a remark.
  public func remark(_ remark: RuleRemark, _ count: Int = 1) { remarks[remark, default: 0] += count }

  /// Notes that a branch could look at no row of the period, which only the rule itself can tell.
  public func lookedInVain(_ branch: String) { inVain.insert(branch) }

  /// Notes that the rule could look at nothing.
  public func lookedNowhere(for reason: RuleReason) { obstacle = reason }

  /// Notes that the rule could look at a part only.
  public func sawPart(for reason: RuleReason) { shortfall = reason }

  /// Counts something that was judged.
  public func judge() { judged += 1 }
}
