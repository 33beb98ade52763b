import Documents
package import Messages

extension SectionContext {
  /// The sessions, for a section that has declared to need them.
  var givenSessions: Sessions { get throws(UndeclaredInput) { try given(sessions, .sessions) } }
  /// The events, for a section that has declared to need them.
  var givenEvents: Events { get throws(UndeclaredInput) { try given(events, .events) } }
  /// What the rules observed, for a section that has declared to need it.
  var givenFindings: FindingRows { get throws(UndeclaredInput) { try given(findings, .findings) } }

  /// What is known of backups, for a section that has declared to need it.
  var givenBackups: BackupHistory { get throws(UndeclaredInput) { try given(backups, .backups) } }

  /// What is known of seals, for a section that has declared to need it.
  var givenSeals: SealHistory { get throws(UndeclaredInput) { try given(seals, .seals) } }

  /// What is known of documents and who asked for them, for a section that has declared to need it.
  var givenTrail: TrailHistory { get throws(UndeclaredInput) { try given(trail, .trail) } }

  /// What documents of all sources come to, for a section that has declared to need it.
  var givenManagement: ManagementSummary { get throws(UndeclaredInput) { try given(management, .management) } }

  /// What was found of accounts, for a section that has declared to need it.
  var givenAccounts: AccountRows { get throws(UndeclaredInput) { try given(accounts, .accounts) } }
  /// What is known of retention, for a section that has declared to need it.
  var givenRetention: RetentionStatus { get throws(UndeclaredInput) { try given(retention, .retention) } }

  /// The disposal, for a section that has declared to need it.
  var givenDisposal: DisposalRecord { get throws(UndeclaredInput) { try given(disposal, .disposal) } }

  /// What was drawn of accesses, for a section that has declared to need it.
  var givenAccesses: AccessRows { get throws(UndeclaredInput) { try given(accesses, .accesses) } }

  /// What was found to the question, for a section that has declared to need it.
  var givenAnswers: AnswerRows { get throws(UndeclaredInput) { try given(answers, .answers) } }

  /// The question, for a section that has declared to need what was found to it.
  var givenQuestion: Question { get throws(UndeclaredInput) { try given(facts.question, .answers) } }

  private func given<Rows>(_ rows: Rows?, _ input: ReportInput) throws(UndeclaredInput) -> Rows {
    guard let rows else { throw UndeclaredInput(input: input) }
    return rows
  }

  /// A section about persons in a document that shows none: its heading, and why nothing follows.
  func withoutPersons(_ choice: ReportDefinition.SectionChoice) -> Section {
    Section(
      id: choice.id, title: words[choice.kind.title], sheet: .cover,
      blocks: [.paragraph(words(.personsHidden, ["level": words.name(mask)]))])
  }
}

/// A section asked for rows that it had not declared, so that nobody read them: a defect of the program.
package struct UndeclaredInput: ExplainedError {
  /// What it asked for.
  package let input: ReportInput

  package var failureKind: FailureKind { .internalFault }
  package var message: Message {
    Message(
      tr: "İç denetim başarısız: bir bölüm, bildirmediği “\(input.rawValue)” girdisini kullanıyor. Belge düzenlenmedi.",
      en: "An internal check failed: a section uses the input “\(input.rawValue)”, which it does not declare. "
        + "The document was not issued.")
  }
}
