package import Documents

/// A kind of section: how a part of a document is composed from what was concluded.
package protocol SectionComposer: SendableMetatype {
  /// The key a report's definition names it by.
  static var id: String { get }
  /// The section, or nil when the report has nothing of the kind.
  static func compose(_ choice: ReportDefinition.SectionChoice, _ context: SectionContext) throws -> Section?
}

/// The kinds of sections there are, in the order documents usually have them.
package enum Sections {
  /// One line a kind; a test holds the list against the folder.
  package static let all: [any SectionComposer.Type] = [
    SummarySection.self, PurposeSection.self, ScopeSection.self, MethodSection.self, CompletenessSection.self,
    SessionFiguresSection.self, EventFiguresSection.self, EndBasesSection.self, EventTypesSection.self,
    SevereEventsSection.self, FailedSignInsSection.self, SourcesSection.self, ModuleErrorsSection.self,
    FindingsSummarySection.self, FindingFiguresSection.self, FindingUsersSection.self, FindingsSection.self,
    BreachAssessmentSection.self, FalsePositivesSection.self, RulesSection.self, RuleSettingsSection.self,
    HumanReviewSection.self, EventChangesSection.self, UsersSection.self, DaysSection.self,
    SessionListSection.self, EventListSection.self, QuarantineSection.self,
    LimitationsSection.self, ConclusionSection.self, AnnexesSection.self, IntegritySection.self,
    SignaturesSection.self, GlossarySection.self,
  ]
}
