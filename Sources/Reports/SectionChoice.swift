import Messages
import Settings

extension ReportDefinition.SectionChoice {
  /// Reads `users`, or `{ id: users, of: events, paged_rows: 500 }`, or `{ id: events, pages: 200 }`, of a report with a subject.
  init(_ node: SettingsNode, _ subject: ReportDefinition.Subject) throws(SettingsError) {
    let settings = node.text == nil ? try node.mapping(["id", "of", "paged_rows", "pages"]) : nil
    let kind = try Self.kind(try settings?.required("id") ?? node)
    self.init(
      kind: kind, of: try Self.input(kind, settings?["of"], node, subject),
      pagedRows: try settings?["paged_rows"]?.integer(in: 1...1_000_000),
      pages: try Self.pages(kind, settings?["pages"]), node: node)
  }

  /// How many pages a register may fill; what fills more lies in memory until the file is written.
  private static func pages(
    _ kind: any SectionComposer.Type, _ node: SettingsNode?
  ) throws(SettingsError) -> Int {
    guard let node else { return defaultPages }
    guard kind.isRegister else {
      let registers = Sections.all.filter { $0.isRegister }.map { $0.id }.joined(separator: ", ")
      throw node.error(
        Message(
          tr: "“pages” yalnız bütün kayıtları listeleyen bölümlerde kullanılır: \(registers).",
          en: "“pages” goes with the sections that list every record: \(registers)."))
    }
    return try node.integer(in: 1...1000)
  }

  private static func kind(_ node: SettingsNode) throws(SettingsError) -> any SectionComposer.Type {
    let id = try node.string()
    if let kind = Sections.all.first(where: { $0.id == id }) { return kind }
    let known = Sections.all.map { $0.id }
    let unknown = Message(
      tr: "“\(id)” adında bir bölüm yok; bölümler: \(known.joined(separator: ", ")).",
      en: "there is no section “\(id)”; the sections are \(known.joined(separator: ", ")).")
    throw node.error(Suggestion.question(for: id, among: known).map { unknown + $0 } ?? unknown)
  }

  /// Whether a section that can be made from sessions or from events is made from the one or the other.
  private static func input(
    _ kind: any SectionComposer.Type, _ of: SettingsNode?, _ node: SettingsNode, _ subject: ReportDefinition.Subject
  ) throws(SettingsError) -> ReportInput? {
    guard kind.inputs == .needsSessionsOrEvents else {
      guard let of else { return nil }
      throw of.error(
        Message(
          tr: "“of” yalnız oturumlardan veya olaylardan oluşabilen bölümlerde kullanılır; “\(kind.id)” öyle bir "
            + "bölüm değil.",
          en: "“of” goes with sections that can be made from sessions or from events; “\(kind.id)” is none of them."))
    }
    switch try of?.choice(of: Source.self) {
    case .sessions: return .sessions
    case .events: return .events
    case nil: break
    }
    guard subject == .sessions || subject == .events else {
      throw node.error(
        Message(
          tr: "“\(kind.id)” bölümünün neyi listeleyeceği belli değil, çünkü raporun konusu ne oturumlar ne olaylar; "
            + "{ id: \(kind.id), of: sessions } veya { id: \(kind.id), of: events } yazın.",
          en: "what the section “\(kind.id)” shall list is not said, since the report is about neither; "
            + "write { id: \(kind.id), of: sessions } or { id: \(kind.id), of: events }."))
    }
    return subject.input
  }

  /// The values of `of`.
  private enum Source: String, CaseIterable {
    case sessions, events
  }
}
