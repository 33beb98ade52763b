package import Analysis
import Model

/// What the rules of a run were given: their lists and the files they looked into.
package struct RuleProvenance: Sendable {
  /// A file of facts.
  package struct File: Sendable {
    /// The name without its folder.
    package let name: String
    /// SHA-256 in hexadecimal digits.
    package let digest: String

    /// A file from its parts.
    package init(name: String, digest: String) {
      self.name = name
      self.digest = digest
    }
  }

  /// A value that can be set, by its key below `rules`.
  package enum Setting: String, Sendable, CaseIterable {
    case lookback
    case required
    case trustedEgress = "trusted_egress"
    case serviceAccounts = "service_accounts"
    case sharedAccounts = "shared_accounts"
    case privilegedRoles = "privileged_roles"
    case criticalRoles = "critical_roles"
    case approvedChanges = "approved_changes"
    case maintenanceWindows = "maintenance_windows"
    case workingHours = "working_hours"
    case holidays
    case geoip
    /// The keyed digest of all of them and of every rule's numbers.
    case digest
  }

  /// The settings.
  package let settings: RuleSettings
  /// The calendar of holidays, if one is used.
  package let calendar: File?
  /// The GeoIP file, if one is used.
  package let geoIP: File?

  /// A basis from its parts.
  package init(settings: RuleSettings, calendar: File?, geoIP: File?) {
    self.settings = settings
    self.calendar = calendar
    self.geoIP = geoIP
  }

  /// The values of a setting, sorted, and empty where nothing is set.
  ///
  /// Identifiers of rows go through `row` and accounts through `account`, which mask them as the report does.
  func values(_ setting: Setting, row: (Identifier) -> String, account: (Identifier) -> String) -> [String] {
    let lists = settings.lists
    return switch setting {
    case .lookback: ["\(settings.lookback / microsecondsPerDay)d"]
    case .required: settings.required.sorted()
    case .trustedEgress: lists.trustedEgress.map(\.description)
    case .serviceAccounts: lists.serviceAccounts.sorted().map(account)
    case .sharedAccounts: lists.sharedAccounts.sorted().map(account)
    case .privilegedRoles: (lists.privilegedRoles ?? []).sorted()
    case .criticalRoles: lists.criticalRoles.sorted()
    case .approvedChanges: lists.approvedChanges.sorted().map(row)
    case .maintenanceWindows: lists.maintenanceWindows.map { "\($0.from.iso8601)/\($0.to.iso8601)" }
    case .workingHours: [Self.text(lists.workingHours)]
    case .holidays: Self.text(calendar)
    case .geoip: Self.text(geoIP)
    case .digest: []
    }
  }

  /// Everything that was set, in texts that differ whenever a value does: before each list stands how long it is.
  func canonicalParts(_ outcomes: [RuleOutcome]) -> [String] {
    var parts: [String] = []
    func append(_ name: String, _ values: [String]) { parts += [name, String(values.count)] + values }
    for setting in Setting.allCases {
      append(setting.rawValue, values(setting, row: \.text, account: \.text))
    }
    for outcome in outcomes {
      let numbers = outcome.values.sorted { $0.key < $1.key }.flatMap { [$0.key, String($0.value)] }
      let state = outcome.status == .disabled ? "disabled" : "enabled"
      append(outcome.definition.id, [String(outcome.definition.version), state] + numbers)
      let kinds = settings.kindsLeftOut(by: outcome.definition.id).sorted()
      if !kinds.isEmpty { append("except_kinds", kinds) }
    }
    return parts
  }

  /// `08:00–19:00 mon tue wed thu fri`, as the configuration names the days.
  private static func text(_ hours: WorkingHours) -> String {
    let days = WorkingHours.Weekday.allCases.filter(hours.days.contains).map(\.rawValue)
    return (["\(clock(hours.opens))–\(clock(hours.closes))"] + days).joined(separator: " ")
  }

  private static func clock(_ hour: Int) -> String { padded(hour, 2) + ":00" }

  private static func text(_ file: File?) -> [String] { file.map { ["\($0.name) (SHA-256 \($0.digest))"] } ?? [] }
}
