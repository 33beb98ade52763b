package import Model
package import Reports

/// What one run is to do for one source.
package struct ReportRequest: Sendable {
  /// The source.
  package let source: SourceSettings
  /// The reports to issue.
  package let definitions: [ReportDefinition]
  /// The period they are of.
  package let period: Period
  /// Who asked.
  package let requester: IssueFacts.Requester
  /// Users the reports are limited to, by key or sign-in name; empty means all.
  package let users: [String]
  /// How much is hidden.
  package let mask: MaskLevel
  /// Whether the database is dumped from the same snapshot.
  package let hasBackup: Bool
  /// Whether the night it was due has passed without it.
  package let isLate: Bool

  /// The schedule that gave the order, if one did.
  var schedule: String? {
    if case .schedule(let name) = requester { name } else { nil }
  }
}
