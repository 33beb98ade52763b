package import Model
package import Reports

/// The reports to be made of one period of one source, with their definitions.
package struct ReportRequest: Sendable {
  /// The source.
  package let source: SourceSettings
  /// The reports to issue, all of which have a usable definition.
  package let definitions: [ReportDefinition]
  /// The period they are of.
  package let period: Period
  /// Who asked.
  package let requester: IssueFacts.Requester
  /// Users the reports are limited to, by key or sign-in name; empty means all.
  package let users: [String]
  /// How much is hidden.
  package let mask: MaskLevel
  /// Whether the night it was due has passed without it.
  package let isLate: Bool

  /// The schedule that asked, if one did.
  var schedule: String? {
    if case .schedule(let name) = requester { name } else { nil }
  }
}
