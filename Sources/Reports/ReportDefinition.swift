package import Messages
package import Model
package import Settings

/// What a report is: the content of `reports/<code>.yaml`.
package struct ReportDefinition: Sendable {
  /// What a report counts: its number of rows, and whether its period is empty.
  ///
  /// What else is read for it follows from its sections.
  package enum Subject: String, Sendable, CaseIterable {
    /// Sessions.
    case sessions
    /// Security events.
    case events
    /// What the rules observed in both.
    case findings
    /// Backups of the source, and what was done to them.
    case backups
    /// What was sealed of the source, and whether it is still what was sealed.
    case seals
    /// Documents of the source, who asked for them, and what else was done with the archive.
    case trail
    /// Documents of all sources: what they come to against targets.
    case management
    /// Accounts of the source: what changed in their roles, who may do what, and what privileged ones did.
    case accounts
    /// Accesses: sessions that began in the period and its events, of which some are drawn for an auditor.
    case accesses
    /// Records of the source against its rules of retention.
    case retention
    /// A disposal that was carried out: only `tutanak disposal run` issues such a report.
    case disposal
    /// Sessions and events that match what somebody asked: only `tutanak audit` issues such a report.
    case answers

    /// The rows that are counted.
    package var input: ReportInput {
      switch self {
      case .sessions: .sessions
      case .events: .events
      case .findings: .findings
      case .backups: .backups
      case .seals: .seals
      case .trail: .trail
      case .management: .management
      case .accounts: .accounts
      case .accesses: .accesses
      case .retention: .retention
      case .disposal: .disposal
      case .answers: .answers
      }
    }

    /// Whether it is rows of the source themselves, so that a period without any is worth a word.
    var isOfRows: Bool { self == .sessions || self == .events }
  }

  /// One section, what it is made from and how much of it pages show.
  package struct SectionChoice: Sendable {
    /// The section, one of `Sections.all`.
    package let kind: any SectionComposer.Type
    /// Of a section that can be made from sessions or from events: the one it is made from.
    package let of: ReportInput?
    /// How many rows of its table pages show; nil shows all.
    package let pagedRows: Int?
    /// How many pages a section that lists every record may fill.
    package let pages: Int
    /// Where it stands, for complaints about it.
    package let node: SettingsNode

    /// Two hundred sheets printed on both sides are a finger thick; the annexes have every record in any case.
    static let defaultPages = 200

    /// The section's key.
    package var id: String { kind.id }
    /// What it is made from in this report.
    package var inputs: SectionInputs { of.map { .needs($0) } ?? kind.inputs }
  }

  /// The three-letter code, such as `OTR`.
  package var code: String
  /// The version of the definition, printed in every document.
  package var version: Int
  /// What it counts.
  package var subject: Subject
  /// Where the subject stands, for complaints about it.
  package let subjectNode: SettingsNode
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
  /// How much it hides where neither a command nor the configuration says; nil leaves it to the configuration's default.
  package var mask: MaskLevel?
  /// The sections, in order.
  package var sections: [SectionChoice]

  private static let keys = [
    "code", "version", "subject", "title", "purpose", "legal_ground", "legal_bases", "data_category",
    "subject_groups", "classification", "retention_months", "mask", "sections",
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
    subjectNode = try settings.required("subject")
    let subject = try subjectNode.choice(of: Subject.self)
    self.subject = subject
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
    if let node = settings["mask"] {
      mask = try node.choice(of: MaskLevel.self)
      guard mask != .M0 else {
        throw node.error(
          Message(
            tr: "bir raporun tanımı değerleri açık göstermeyi seçemez; M1, M2 veya M3 yazın.",
            en: "the definition of a report cannot choose clear values; write M1, M2 or M3."))
      }
    }
    sections = []
    let list = try settings.required("sections")
    for node in try list.list() {
      let section = try SectionChoice(node, subject)
      if sections.contains(where: { $0.id == section.id && $0.of == section.of }) {
        throw node.error(
          Message(tr: "“\(section.id)” bölümü iki kez yazılmış.", en: "the section “\(section.id)” stands twice."))
      }
      sections.append(section)
    }
    if sections.isEmpty {
      throw list.error(
        Message(tr: "“sections” için en az bir bölüm gerekir.", en: "“sections” needs at least one section."))
    }
  }
}
