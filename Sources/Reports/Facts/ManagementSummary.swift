package import Model

/// What the documents of a month, and of the eleven months before it, come to over all sources: never counted again.
package struct ManagementSummary: Sendable {
  /// What is told of each month, in the order of the scorecard; each counts something that should be rare.
  package enum Indicator: String, Sendable, CaseIterable {
    /// Nights of which a register or findings were due and not issued.
    case registersMissing = "registers_missing"
    /// Findings of high or critical severity, as the nights' documents list them.
    case severeFindings = "severe_findings"
    /// Incidents, as the nights' documents list them.
    case incidents
    /// Findings nobody has decided on.
    case unreviewed
    /// The mean time from a document to the first decision on a finding of it, in days.
    case reviewDays = "review_days"
    /// Answers to data subjects that came late.
    case applicationsLate = "applications_late"
    /// Notices of breaches that came late.
    case breachesLate = "breaches_late"
    /// Answers to authorities that came late.
    case authoritiesLate = "authorities_late"
    /// Nights without a backup.
    case nightsWithoutBackup = "nights_without_backup"
    /// Tests of backups that failed.
    case drillsFailed = "drills_failed"
    /// Databases of which no backup was proven lately.
    case unproven
    /// What was sealed and is changed or gone.
    case sealsBroken = "seals_broken"
    /// Documents without the time stamp that was asked for.
    case unstamped
    /// Days without a sealed document.
    case daysUnsealed = "days_unsealed"
    /// Records whose disposal is late.
    case retentionOverdue = "retention_overdue"
    /// Records of disposals.
    case disposals
    /// Documents with clear values that nobody approved.
    case unapproved
    /// Documents that did not come to a recipient.
    case deliveriesFailed = "deliveries_failed"
    /// Runs that failed or were broken off.
    case runsFailed = "runs_failed"
  }

  /// What is wanted of an indicator.
  package struct Target: Sendable, Equatable {
    /// No more than so many.
    package var limit: Int64
    /// Up to so many the target is missed by a tolerated measure; never below the limit.
    package var tolerated: Int64

    /// A target from its parts.
    package init(limit: Int64, tolerated: Int64) { (self.limit, self.tolerated) = (limit, tolerated) }
  }

  /// A month.
  package struct Month: Sendable {
    /// Its first day.
    package let first: CivilDate
    /// What is known of it, by source; what is of none stands under the name of all.
    package var parts: [String: [Indicator: ManagementValue]] = [:]

    /// A month of which nothing is known yet.
    package init(_ first: CivilDate) { self.first = first }

    /// An indicator over all sources.
    package func value(_ indicator: Indicator) -> ManagementValue {
      parts.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.compactMap { $0.value[indicator] }
        .reduce(ManagementValue()) { $0.joined($1) }
    }
  }

  /// A document that was read, or was to be.
  package struct Document: Sendable {
    /// Its number.
    package var number: String
    /// The report's code.
    package var report: String
    /// Its source.
    package var source: String
    /// Its period.
    package var period: Period?
    /// Whether it lies in the archive as the ledger says it was issued, with a JSON copy where one was needed.
    package var isRead: Bool

    /// A document from its parts.
    package init(number: String, report: String, source: String, period: Period?, isRead: Bool) {
      (self.number, self.report, self.source) = (number, report, source)
      (self.period, self.isRead) = (period, isRead)
    }
  }

  /// The months, oldest first; the last is the document's own.
  package var months: [Month] = []
  /// What is wanted, as far as anything is.
  package var targets: [Indicator: Target] = [:]
  /// Who answers for an indicator, as the configuration says.
  package var responsible: [Indicator: String] = [:]
  /// Within how many days a backup must have been proven.
  package var provenWithin: Int64 = 92
  /// The sources, in their order.
  package var sources: [String] = []
  /// The documents of the month.
  package var documents: [Document] = []
  /// Findings by rule.
  package var kinds: [Kind] = []
  /// The month's incidents by source and rules.
  package var incidents: [IncidentKind] = []
  /// The numbers of the documents that list findings one by one and were read for both, by source.
  package var kindDocuments: [String: [String]] = [:]
  /// The names of records of reviews that could not be used.
  package var unusedReviews: [String] = []

  /// Nothing read.
  package init() {}

  /// The month the document is of.
  package var month: Month? { months.last }
  /// The month before.
  package var previous: Month? { months.dropLast().last }
  /// Documents that could not be read.
  package var unread: [Document] { documents.filter { !$0.isRead } }

  /// How an indicator of the month stands.
  package func state(_ indicator: Indicator) -> ManagementState {
    ManagementState(month?.value(indicator) ?? ManagementValue(), targets[indicator])
  }

  /// The indicators that stand in a way.
  package func indicators(_ state: ManagementState) -> [Indicator] {
    Indicator.allCases.filter { self.state($0) == state }
  }
}
