import Messages
package import Model
package import Settings

extension ReportDefinition {
  /// What the report cannot be issued without, so that its source must supply it: what it counts, and what its
  /// sections list.
  package var needs: Set<ReportInput> { inputs(\.needed) }

  /// What fails the report if it is there and cannot be read.
  package var readWhole: Set<ReportInput> { withAnswered(inputs(\.readWhole)) }

  /// What is read for the report.
  package var inputs: Set<ReportInput> { withAnswered(inputs(\.read)) }

  /// Whether rows before the period are read: for the rules, and for sections that compare with the time before.
  package var looksBack: Bool {
    !inputs.isDisjoint(with: [.findings, .accounts]) || sections.contains { $0.kind.looksBack }
  }

  /// The records whose absence is told: those that the report lists, and both where it lists findings.
  package var silenceMatters: Set<ReportInput> {
    needs.contains(.findings) ? readWhole.union([.sessions, .events]) : readWhole
  }

  /// Whether what the report says depends on a column: rules look at sessions and events.
  package func restsOn(_ column: SourceColumn) -> Bool {
    switch column {
    // A length beside begin and end is more than a source owes; that no object is named, an audit of accesses says itself.
    case .session(.storedDuration), .event(.object), .event(.recordCount): false
    case .session: !readWhole.isDisjoint(with: [.sessions, .findings])
    case .event: !readWhole.isDisjoint(with: [.events, .findings])
    case .user(.accountKind): inputs.contains(.accounts)
    case .user: !inputs.isSubset(of: ReportInput.ofArchive.union([.retention]))
    case .log: false
    }
  }

  /// Whether it lists events with what they accessed.
  package var mayListObjects: Bool { !readWhole.isDisjoint(with: [.events, .accesses]) }

  /// Whether it answers a question: then nothing but `tutanak audit` can issue it.
  package var answersQuestion: Bool { needs.contains(.answers) }

  /// Whether it records a disposal: then nothing but `tutanak disposal run` can issue it.
  package var recordsDisposal: Bool { needs.contains(.disposal) }

  /// Whether it holds counts and digests alone, and nothing of data subjects.
  var isOfCounts: Bool { readWhole.isSubset(of: [.retention, .management, .disposal]) }

  /// Whether it is of no one source: it is issued once, from the archive alone.
  package var isOverAllSources: Bool { subject == .management }

  /// Whether any row of the source is read for the report: one about backups, seals or documents rests on the archive.
  package var isAboutRows: Bool { !inputs.isSubset(of: ReportInput.ofArchive) }

  /// Whether the report has a section, where given one made from these rows.
  func lists(_ kind: any SectionComposer.Type, of input: ReportInput? = nil) -> Bool {
    sections.contains { $0.kind == kind && (input == nil || $0.of == input) }
  }

  /// Whether it says how many pages it has.
  package var tellsPages: Bool { lists(SubjectOutcomeSection.self) }

  /// A question is answered from sessions and events, and both tell of accounts and accesses.
  private func withAnswered(_ inputs: Set<ReportInput>) -> Set<ReportInput> {
    inputs.isDisjoint(with: [.answers, .accounts, .accesses]) ? inputs : inputs.union([.sessions, .events])
  }

  private func inputs(_ input: (SectionInputs) -> ReportInput?) -> Set<ReportInput> {
    Set(sections.compactMap { input($0.inputs) }).union([subject.input])
  }
}

extension ReportDefinition {
  /// Refuses a section about one source in a report over all of them, and the other way round: it would say nothing.
  package func checkOverAllSources() throws(SettingsError) {
    for section in sections {
      guard let read = section.inputs.read, (read == .management) != isOverAllSources else { continue }
      throw section.node.error(
        Message(
          tr: "“\(section.id)” bölümü “subject: \(subject.rawValue)” olan bir raporda yer alamaz.",
          en: "the section “\(section.id)” has no place in a report with “subject: \(subject.rawValue)”."))
    }
  }
}
