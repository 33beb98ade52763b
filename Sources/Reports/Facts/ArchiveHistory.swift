package import Model

/// What the archive was read for, as far as the reports of a period speak of it.
package struct ArchiveHistory: Sendable {
  /// What it knows of the source's backups.
  package var backups: BackupHistory?
  /// What it knows of what was sealed.
  package var seals: SealHistory?
  /// What its ledger says of documents.
  package var trail: TrailHistory?
  /// What documents of all sources come to.
  package var management: ManagementSummary?
  /// What the source holds against its rules of retention, with what the archive knows of it.
  package var retention: RetentionStatus?
  /// The disposal that a record is of.
  package var disposal: DisposalRecord?

  /// Who ran the program on the source in the period.
  package var programUses: [ProgramUse] = []
  /// How many accounts were privileged in earlier documents of the report, oldest first.
  package var privilegedBefore: [EarlierCount] = []

  /// How many accesses deviated from the matrix in earlier audits, oldest first.
  package var deviationsBefore: [EarlierCount] = []

  /// The numbers of daily documents that stand, by their day.
  package var documentsByDay: [CivilDate: [String]] = [:]
  /// Findings of earlier documents that nobody has decided on.
  package var openFindings = OpenFindings()

  /// Nothing read.
  package init() {}

  /// A number that an earlier document states.
  package struct EarlierCount: Sendable, Equatable {
    /// The document's number.
    package var number: String
    /// The period it is of.
    package var period: Period
    /// The number it states.
    package var count: Int64

    /// A number from its parts.
    package init(number: String, period: Period, count: Int64) {
      (self.number, self.period, self.count) = (number, period, count)
    }
  }

  /// Findings that earlier documents list, as they stand there.
  package struct OpenFindings: Sendable {
    /// One of them.
    package struct Finding: Sendable {
      /// The number of the document that lists it.
      package var document: String
      /// That document's period.
      package var period: Period
      /// Its identifier there.
      package var id: String
      /// The rule.
      package var rule: String
      /// Its severity.
      package var severity: Severity
      /// Its first moment.
      package var first: Instant?
      /// Its last moment.
      package var last: Instant?
      /// Whether it may go on after that document's period.
      package var continues: Bool
      /// The digest that repeats of it share; nil where its document has none.
      package var repeatKey: String?
      /// What a decision in the archive says of whether it may be a breach; nil where none does.
      package var breach: FindingReview.BreachAnswer?

      /// A finding from its parts.
      package init(
        document: String, period: Period, id: String, rule: String, severity: Severity, first: Instant? = nil,
        last: Instant?, continues: Bool, repeatKey: String? = nil
      ) {
        (self.document, self.period, self.id) = (document, period, id)
        (self.rule, self.severity, self.first) = (rule, severity, first)
        (self.last, self.continues) = (last, continues)
        self.repeatKey = repeatKey
      }
    }

    /// How many documents were read.
    package var documents = 0
    /// Numbers of documents that could not be read: no JSON copy, or not what was issued.
    package var unread: [String] = []
    /// Numbers of documents that show counts and list no findings.
    package var counted: [String] = []
    /// What they list that is open, oldest document first.
    package var findings: [Finding] = []
    /// What they list that was confirmed, or judged harmless by a decision in force.
    package var decided: [(finding: Finding, standing: FindingReviews.Standing)] = []
    /// The names of records of reviews that could not be used.
    package var unusedReviews: [String] = []
    /// How many decisions were made with a key that none of the documents read has.
    package var otherKeys = 0

    /// Nothing read.
    package init() {}

    /// How many of those decided on are of a state.
    package func count(_ state: FindingReviews.State) -> Int64 { Int64(decided.count { $0.standing.state == state }) }

    /// How many a decision marks as possible breaches of personal data, open or not.
    package var breaches: Int64 { Int64((findings + decided.map(\.finding)).count { $0.breach == .yes }) }
  }
}
