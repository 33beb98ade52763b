package import Documents

/// A kind of section: how a part of a document is composed from what was concluded.
package protocol SectionComposer: SendableMetatype {
  /// The key a report's definition names it by.
  static var id: String { get }
  /// The list its heading is in.
  associatedtype Title: TextKey
  /// The heading.
  static var title: Title { get }
  /// What it is made from.
  static var inputs: SectionInputs { get }
  /// Whether all it holds is about single persons: where the mask shows none, it says that in its place.
  static var listsPersons: Bool { get }
  /// Whether it compares with the time before the period, so that rows of that time must be read.
  static var looksBack: Bool { get }
  /// Whether it lists every record of a kind: pages show them all up to a number of pages, and say when they do not.
  static var isRegister: Bool { get }
  /// The section; one that has nothing to show says why, and one without blocks is given the sentence that there is
  /// nothing.
  ///
  /// - Throws: ``UndeclaredInput`` for rows it asks for without having declared them, or what writing rows throws.
  static func compose(_ choice: ReportDefinition.SectionChoice, _ context: SectionContext) throws -> Section
}

extension SectionComposer {
  /// Most sections hold more than persons.
  package static var listsPersons: Bool { false }
  /// Most sections speak of the period alone.
  package static var looksBack: Bool { false }
  /// Most sections count or choose.
  package static var isRegister: Bool { false }
}

/// The kinds of sections there are, in the order documents usually have them.
package enum Sections {
  /// One line a kind; a test holds the list against the folder.
  package static let all: [any SectionComposer.Type] = [
    SummarySection.self, PurposeSection.self, ScopeSection.self, MethodSection.self, CompletenessSection.self,
    SessionFiguresSection.self, EventFiguresSection.self, EndBasesSection.self, EventTypesSection.self,
    SevereEventsSection.self, FailedSignInsSection.self, SourcesSection.self, ModuleErrorsSection.self,
    FindingsSummarySection.self, FindingFiguresSection.self, FindingUsersSection.self, FindingsSection.self,
    IncidentsSection.self, IncidentTimelineSection.self, StatesSection.self,
    BreachAssessmentSection.self, FalsePositivesSection.self, RulesSection.self, RuleSettingsSection.self,
    BackupsSection.self, BackupCalendarSection.self, BackupTestsSection.self, BackupActsSection.self,
    SealsSection.self, SealChainSection.self, SealCalendarSection.self, TrailDocumentsSection.self,
    TrailUnmaskedSection.self, TrailRunsSection.self, TrailChangesSection.self, TrailActsSection.self,
    TrailKindsSection.self,
    RoleHistorySection.self, RoleMatrixSection.self, AccountChangesSection.self, AccountFiguresSection.self,
    PrivilegedSessionsSection.self, PrivilegedActsSection.self, OwnerlessAccountsSection.self,
    UnusedAccountsSection.self, SharedAccountsSection.self, LogInterferenceSection.self,
    DatabaseAccountsSection.self, ProgramUseSection.self,
    SampleRuleSection.self, AccessCoverageSection.self, AccessSampleSection.self, MatrixDeviationsSection.self,
    PersonalDataAccessSection.self, OffHoursSection.self,
    BulkExportsSection.self, OpenFindingsSection.self, AuditConclusionsSection.self,
    RetentionStatusSection.self, RetentionRulesSection.self, RetentionAgesSection.self, RetentionHoldsSection.self,
    RetentionBackupsSection.self,
    ManagementScorecardSection.self, ManagementGapsSection.self, ManagementSourcesSection.self,
    ManagementFindingsSection.self, ManagementDecisionsSection.self, ManagementTrendSection.self,
    ManagementDocumentsSection.self,
    DisposalRecordSection.self, DisposalCountsSection.self, DisposalVerificationSection.self,
    DisposalExceptionsSection.self, DisposalCopiesSection.self,
    QuestionSection.self, AnswersSection.self, AnswerUsersSection.self, AnswerSessionsSection.self,
    AnswerEventsSection.self,
    AuthorityLetterSection.self, AuthorityRequestSection.self, AuthorityAnswersSection.self,
    AuthorityAbsentSection.self, AuthorityRegistrationSection.self, AuthorityRecordsSection.self,
    AuthorityStatementSection.self, AuthorityHoldSection.self, AuthorityDeliverySection.self,
    BreachClockSection.self, BreachFormSection.self, BreachCountsSection.self,
    BreachFiguresSection.self, BreachTimelineSection.self,
    BreachNoticeSection.self, BreachEvidenceSection.self, BreachPersonsSection.self,
    SubjectApplicationSection.self, SubjectProcessingSection.self,
    SubjectSessionsSection.self, SubjectEventsSection.self, SubjectDisclosuresSection.self,
    SubjectOutcomeSection.self,
    HumanReviewSection.self, ReviewsSection.self, EventChangesSection.self, RoleChangesSection.self, UsersSection.self,
    DaysSection.self,
    SessionListSection.self, EventListSection.self, QuarantineSection.self,
    LimitationsSection.self, ConclusionSection.self, AnnexesSection.self, TechnicalSection.self,
    IntegritySection.self, SignaturesSection.self, GlossarySection.self,
  ]
}
