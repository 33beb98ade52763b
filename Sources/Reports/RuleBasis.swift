package import Analysis
import Model

/// What the rules of a run were given: their lists and the files they looked into.
package struct RuleBasis: Sendable {
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
    case holidays
    case geoip
    /// SHA-256 of all of them and of every rule's numbers.
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
  /// Accounts go through `account`, which masks them as the report does.
  func values(_ setting: Setting, account: (Identifier) -> String) -> [String] {
    let lists = settings.lists
    return switch setting {
    case .lookback: ["\(settings.lookback / microsecondsPerDay)d"]
    case .required: settings.required.sorted()
    case .trustedEgress: lists.trustedEgress.map(\.description)
    case .serviceAccounts: lists.serviceAccounts.sorted().map(account)
    case .sharedAccounts: lists.sharedAccounts.sorted().map(account)
    case .privilegedRoles: (lists.privilegedRoles ?? []).sorted()
    case .criticalRoles: lists.criticalRoles.sorted()
    case .approvedChanges: lists.approvedChanges.sorted().map(\.text)
    case .maintenanceWindows: lists.maintenanceWindows.map { "\($0.from.iso8601)/\($0.to.iso8601)" }
    case .holidays: Self.text(calendar)
    case .geoip: Self.text(geoIP)
    case .digest: []
    }
  }

  /// Everything that was set, in one text that differs whenever a value does.
  func canonicalText(_ outcomes: [RuleOutcome]) -> String {
    var lines = Setting.allCases.map { setting in
      "\(setting.rawValue): \(values(setting, account: \.text).joined(separator: ", "))"
    }
    for outcome in outcomes {
      let numbers = outcome.values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      let disabled = outcome.status == .disabled ? " disabled" : ""
      lines.append(
        "\(outcome.definition.id) \(outcome.definition.version)\(disabled): \(numbers.joined(separator: " "))")
    }
    return lines.joined(separator: "\n")
  }

  private static func text(_ file: File?) -> [String] { file.map { ["\($0.name) (SHA-256 \($0.digest))"] } ?? [] }
}
