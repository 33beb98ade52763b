package import Documents

/// What documents say of one indicator: a number, or between which two it lies, from which documents, and what is not known.
package struct ManagementValue: Sendable, Equatable {
  /// Why something is not known.
  package struct Gap: Hashable, Sendable {
    /// The kinds of reasons.
    package enum Reason: String, Sendable, CaseIterable {
      /// No schedule has begun to issue it.
      case neverScheduled = "never_scheduled"
      /// There is no document of the month.
      case noDocument = "no_document"
      /// A document is not there as it was issued, or has no JSON copy.
      case unreadable
      /// A document shows counts alone, where rows would have to be looked at.
      case countsOnly = "counts_only"
      /// Nights of which there is no document.
      case nightsWithout = "nights_without"
      /// Records that could not be counted.
      case uncounted
      /// The source has no rules of retention.
      case noRules = "no_rules"
      /// No authority for time stamps is named.
      case noAuthority = "no_authority"
      /// Nobody's review is recorded.
      case noReviews = "no_reviews"
      /// Nobody decided on a finding in the month.
      case noDecisions = "no_decisions"
      /// A document does not say until when it was due.
      case noDeadline = "no_deadline"
      /// The program has no such report.
      case noReport = "no_report"
      /// Nights or days that lie before the first record.
      case beforeRecords = "before_records"
      /// Nights of the month before schedules began.
      case beforeSchedule = "before_schedule"
      /// The archive began after the month.
      case beforeArchive = "before_archive"
      /// Nights that the register alone says were empty: the ledger does not vouch for it.
      case saidEmpty = "said_empty"
      /// Damage to the archive that a record of seals tells of.
      case damages
      /// Records without a rule of retention.
      case withoutRule = "without_rule"
      /// Records without a date.
      case undated
      /// Documents of which not all rules were evaluated wholly.
      case rulesNotRun = "rules_not_run"
      /// Documents that tell of rows that may be missing.
      case rowsMissing = "rows_missing"
      /// The source is not in the configuration any more.
      case notConfigured = "not_configured"
      /// A document that was issued before its period was over.
      case notOver = "not_over"
      /// Documents go to nobody.
      case noRecipient = "no_recipient"
    }

    /// Why.
    package var reason: Reason
    /// The source; nil where it is of none.
    package var source: String?
    /// The report, document or number it is about.
    package var detail: String

    /// A gap from its parts.
    package init(_ reason: Reason, _ source: String?, _ detail: String = "") {
      (self.reason, self.source, self.detail) = (reason, source, detail)
    }
  }

  /// At least so many.
  package var least: Int64 = 0
  /// At most so many; documents that hide small counts leave a span.
  package var most: Int64 = 0
  /// Of how many; nil where there is no whole.
  package var whole: Int64?
  /// Whether any document says something of it.
  package var isKnown = false
  /// What is not known, besides.
  package var gaps: [Gap] = []
  /// The numbers of the documents it comes from.
  package var documents: [String] = []

  /// Nothing known.
  package init() {}

  /// A gap alone.
  package init(_ gap: Gap) { gaps = [gap] }

  /// So many, known exactly.
  package init(_ count: Int64, of whole: Int64? = nil, from documents: [String] = []) {
    (least, most, self.whole, isKnown, self.documents) = (count, count, whole, true, documents)
  }

  /// Whether the number is known exactly.
  package var isExact: Bool { least == most }

  /// Whether everything that belongs to it is known, and exactly.
  package var isWhole: Bool { isKnown && isExact && gaps.isEmpty }

  /// Both together.
  package func joined(_ other: ManagementValue) -> ManagementValue {
    var value = self
    value.least += other.least
    value.most += other.most
    if let whole = other.whole { value.whole = (value.whole ?? 0) + whole }
    value.isKnown = isKnown || other.isKnown
    value.gaps += other.gaps.filter { !gaps.contains($0) }
    value.documents += other.documents
    return value
  }
}

/// How an indicator stands to its target; never in colour alone.
package enum ManagementState: String, Sendable, CaseIterable {
  /// The target is met, by everything that is to be known.
  case met
  /// The target is missed by a tolerated measure.
  case tolerated
  /// What is known does not miss the target, but not everything is known.
  case partly
  /// The target is missed.
  case missed
  /// Nothing is known.
  case unknown
  /// There was nothing to count.
  case none
  /// There is no target.
  case untargeted

  /// How a value stands.
  package init(_ value: ManagementValue, _ target: ManagementSummary.Target?) {
    guard value.isKnown else {
      self = .unknown
      return
    }
    guard let target else {
      self = .untargeted
      return
    }
    if value.least > target.tolerated {
      self = .missed
    } else if !value.gaps.isEmpty || (value.most > target.limit && !value.isExact) {
      self = .partly
    } else if value.least > target.limit {
      self = .tolerated
    } else {
      self = value.whole == 0 ? .none : .met
    }
  }

  /// The mark beside the word.
  package var tone: Tone {
    switch self {
    case .met: .good
    case .tolerated, .partly: .fair
    case .missed: .bad
    case .unknown, .none, .untargeted: .unknown
    }
  }

  /// The sign that stands before the word.
  package var symbol: String {
    switch self {
    case .met: "✓"
    case .tolerated: "▲"
    case .partly: "◐"
    case .missed: "✗"
    case .unknown: "?"
    case .none, .untargeted: "–"
    }
  }
}
