import Intake
import Messages
import Reports
import Settings

/// What a source can supply to reports, and what a report asks of it in vain.
struct SourceSupply {
  private let source: SourceSettings
  private let system: SourceSystem

  init(_ source: SourceSettings, _ system: SourceSystem) {
    self.source = source
    self.system = system
  }

  /// The first thing a report needs that the source's system has no SELECT for, told where the report asks for it.
  func unsupplied(of definition: ReportDefinition) -> SettingsError? {
    if lacksRules(definition) {
      return definition.subjectNode.error(
        Message(
          tr: "“\(source.name)” kaynağının saklama kuralı yok; rapor hiçbir şey söyleyemez. Kaynağın yapılandırmasına "
            + "“retention” ekleyin.",
          en: "the source “\(source.name)” has no rule of retention, so that the report could say nothing; add "
            + "“retention” to the source's configuration."))
    }
    if let relation = lacking(definition.subject.input) {
      return definition.subjectNode.error(
        complaint(
          Message(
            tr: "raporun konusu “\(definition.subject.rawValue)” \(relation.fileName) ister",
            en: "the report's subject “\(definition.subject.rawValue)” needs \(relation.fileName)"),
          remedy: Message(
            tr: "klasöre ekleyin ya da kaynağın yapılandırmasında raporlarını yazın (reports: […])",
            en: "add it to the folder, or name the source's reports in its configuration (reports: […])")))
    }
    for section in definition.sections {
      guard let relation = section.inputs.needed.flatMap({ lacking($0) }) else { continue }
      return section.node.error(
        complaint(
          Message(
            tr: "“\(section.id)” bölümü \(relation.fileName) ister",
            en: "the section “\(section.id)” needs \(relation.fileName)"),
          remedy: Message(
            tr: "klasöre ekleyin ya da bölümü rapordan çıkarın",
            en: "add it to the folder, or take the section out of the report")))
    }
    return nil
  }

  /// Whether a report is about rows that the source does not have at all.
  func lacksSubject(of definition: ReportDefinition) -> Bool {
    lacksRules(definition) || lacking(definition.subject.input) != nil
  }

  /// Whether a report on retention is asked of a source of which nothing says how long it keeps its records.
  func lacksRules(_ definition: ReportDefinition) -> Bool {
    definition.needs.contains(.retention) && source.retention == nil
  }

  /// The SELECT that an input cannot be had without and that is not there; rules make do with what there is.
  private func lacking(_ input: ReportInput) -> Relation? {
    let relation: Relation
    switch input {
    case .sessions: relation = .sessions
    case .events: relation = .events
    case .logs: relation = .logs
    case .findings, .backups, .seals, .trail, .management, .accounts, .accesses, .answers, .retention, .disposal:
      return nil
    }
    return system.queries[relation] == nil ? relation : nil
  }

  private func complaint(_ need: Message, remedy: Message) -> Message {
    Message(
      tr: "\(need.tr); “\(source.name)” kaynağının sisteminde (\(system.folder)) yok. "
        + "Dosyayı \(remedy.tr).",
      en: "\(need.en), which the system of the source “\(source.name)” (\(system.folder)) does not have; "
        + "\(remedy.en).")
  }
}
