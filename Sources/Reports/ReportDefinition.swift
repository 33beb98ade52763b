package import Messages
package import Settings

/// What a report is: the content of `reports/<code>.yaml`.
package struct ReportDefinition: Sendable {
  /// Which rows a report is made from.
  package enum Subject: String, Sendable, CaseIterable {
    /// Sessions.
    case sessions
    /// Security events.
    case events
    /// What the rules observed in both.
    case findings
  }

  /// One section and how much of it pages show.
  package struct SectionChoice: Sendable, Equatable {
    /// The section's key, one of `Sections.all`.
    package var id: String
    /// How many rows of its table pages show; nil shows all.
    package var pagedRows: Int?
  }

  /// The three-letter code, such as `OTR`.
  package var code: String
  /// The version of the definition, printed in every document.
  package var version: Int
  /// What it is made from.
  package var subject: Subject
  /// The title of a document in each language.
  package var title: Message
  /// What the data is processed for.
  package var purpose: Message
  /// The statutes it rests on, as they are cited.
  package var legalGround: Message
  /// The conditions of KVKK m.5.
  package var legalBases: [LegalBasis]
  /// The VERBİS category of the data.
  package var dataCategory: Message
  /// Whose data it is.
  package var subjectGroups: Message
  /// The classification on every page.
  package var classification: Message
  /// How long the document is kept, in months from its issue.
  package var retentionMonths: Int
  /// The sections, in order.
  package var sections: [SectionChoice]

  /// Whether the report speaks of what the rules observed, so that they must run.
  package var needsFindings: Bool {
    let speaking = [
      FindingsSummarySection.id, FindingsSection.id, FindingFiguresSection.id, FindingUsersSection.id, RulesSection.id,
    ]
    return sections.contains { speaking.contains($0.id) }
  }

  private static let keys = [
    "code", "version", "subject", "title", "purpose", "legal_ground", "legal_bases", "data_category",
    "subject_groups", "classification", "retention_months", "sections",
  ]

  /// Reads a definition; `name` is what its file is called, and must be its code.
  package init(_ node: SettingsNode, named name: String? = nil) throws(SettingsError) {
    let settings = try node.mapping(Self.keys)
    func words(_ key: String) throws(SettingsError) -> Message {
      let pair = try settings.required(key).mapping(["tr", "en"])
      return Message(tr: try pair.required("tr").string(), en: try pair.required("en").string())
    }
    let code = try settings.required("code")
    self.code = try code.string()
    if let name, name != self.code {
      throw code.error(
        Message(
          tr: "“code” dosyanın adıyla aynı olmalı: \(name).", en: "“code” must be what the file is called: \(name)."))
    }
    version = try settings.required("version").integer(in: 1...9999)
    subject = try settings.required("subject").choice(of: Subject.self)
    title = try words("title")
    purpose = try words("purpose")
    legalGround = try words("legal_ground")
    legalBases = []
    for basis in try settings.required("legal_bases").list() {
      legalBases.append(try basis.choice(of: LegalBasis.self))
    }
    dataCategory = try words("data_category")
    subjectGroups = try words("subject_groups")
    classification = try words("classification")
    retentionMonths = try settings.required("retention_months").integer(in: 1...240)
    sections = []
    for section in try settings.required("sections").list() { sections.append(try Self.choice(section)) }
  }

  /// `users`, or `{ id: users, paged_rows: 500 }`.
  private static func choice(_ node: SettingsNode) throws(SettingsError) -> SectionChoice {
    let settings = node.text == nil ? try node.mapping(["id", "paged_rows"]) : nil
    let name = try settings?.required("id") ?? node
    let id = try name.string()
    let known = Sections.all.map { $0.id }
    guard known.contains(id) else {
      let unknown = Message(
        tr: "“\(id)” adında bir bölüm yok; bölümler: \(known.joined(separator: ", ")).",
        en: "there is no section “\(id)”; the sections are \(known.joined(separator: ", ")).")
      throw name.error(Suggestion.question(for: id, among: known).map { unknown + $0 } ?? unknown)
    }
    return SectionChoice(id: id, pagedRows: try settings?["paged_rows"]?.integer(in: 1...1_000_000))
  }
}
