import Documents
import Files
import Messages
import Model
@testable import Reports
import Settings
import Support
import Testing

@Suite struct `Every section` {
  static let keys = Sections.all.map { $0.id }

  @Test(arguments: [(MaskLevel.M0, false), (.M0, true), (.M3, false), (.M3, true)])
  func `of a report appears, with content or with the reason why it has none`(level: MaskLevel, isEmpty: Bool) throws {
    let trial = try SectionTrial(level, isEmpty: isEmpty)
    for kind in Sections.all {
      let key = kind.id
      for subject in ReportDefinition.Subject.allCases {
        if subject != .sessions, subject != .events, kind.inputs == .needsSessionsOrEvents { continue }
        let document = try trial.document(SectionTrial.definition(subject, [key]))
        try #require(document.sections.count == 1, "\(key) of \(subject)")
        let section = document.sections[0]
        #expect(section.id == key)
        #expect(section.title.hasPrefix(trial.word(kind.title)), "\(key) of \(subject)")
        #expect(section.sheet != .none, "\(key) of \(subject) has no place in the workbook")
        #expect(!section.blocks.isEmpty, "\(key) of \(subject)")
        for block in section.blocks {
          if case .paragraph(let text) = block { #expect(!text.isEmpty, "\(key) of \(subject)") }
        }
        // A column of the JSON copy that came onto a page would have no heading.
        for table in section.tables {
          let seen = table.columns.filter { !$0.audience.outputs.isDisjoint(with: [.paged, .workbook]) }
          #expect(seen.allSatisfy { !$0.title.isEmpty }, "\(key) of \(subject): \(table.id)")
        }
      }
    }
  }

  @Test func `that lists sessions or events must say which where the report is about neither`() throws {
    let either = Sections.all.filter { $0.inputs == .needsSessionsOrEvents }.map { $0.id }
    #expect(either == ["completeness", "users", "days", "quarantine"])
    for key in either {
      let error = #expect(throws: SettingsError.self) { try SectionTrial.definition(.findings, ["summary", key]) }
      #expect(error?.line == 19, "\(String(describing: error?.line))")
      #expect(error?.message[.en].contains("write { id: \(key), of: sessions }") == true)
      let trial = try SectionTrial()
      let document = try trial.document(SectionTrial.definition(.findings, ["{ id: \(key), of: events }"]))
      #expect(document.sections.map(\.id) == [key])
    }
  }

  @Test func `that shows persons says at M3 why it does not`() throws {
    let trial = try SectionTrial(.M3)
    for kind in Sections.all where kind.listsPersons {
      let section = try trial.document(SectionTrial.definition(.sessions, [kind.id])).sections[0]
      guard case .paragraph(let text) = section.blocks.first else {
        Issue.record("\(kind.id) shows something else")
        continue
      }
      #expect(section.blocks.count == 1 && text.contains("shows single persons"), "\(kind.id)")
      #expect(section.tables.isEmpty)
    }
  }

  @Test func `without a log or a column says so in its place`() throws {
    let trial = try SectionTrial()
    func text(_ key: String, hasLogs: Bool = true, missing: [SourceColumn] = []) throws -> String? {
      let definition = try SectionTrial.definition(.events, [key])
      let section = try trial.document(definition, hasLogs: hasLogs, missing: missing).sections[0]
      return section.blocks.first.flatMap { if case .paragraph(let text) = $0 { text } else { nil } }
    }
    #expect(try text("module_errors") == nil)
    #expect(try text("module_errors", hasLogs: false)?.contains("logs.sql") == true)
    #expect(try text("sources") == nil)
    #expect(try text("sources", missing: [.event(.address)])?.contains("source IP address (events)") == true)
  }

  @Test func `of figures shows all of them where no summary has the first`() throws {
    let trial = try SectionTrial()
    func figures(_ sections: [String], _ key: String) throws -> [String] {
      let subject: ReportDefinition.Subject = key == "event_figures" ? .events : .sessions
      let document = try trial.document(SectionTrial.definition(subject, sections))
      let section = try #require(document.sections.first { $0.id == key })
      return section.blocks.compactMap { if case .figure(let figure) = $0 { figure.id } else { nil } }
    }
    #expect(try figures(["summary", "event_figures"], "event_figures") == ["types"])
    #expect(try figures(["event_figures"], "event_figures") == ["failed_by_hour", "types"])
    #expect(try !figures(["summary", "session_figures"], "session_figures").contains("load"))
    #expect(try figures(["session_figures"], "session_figures").first == "load")
  }

  @Test(arguments: ReportDefinition.Subject.allCases)
  func `can stand beside every other, and no name stands twice`(subject: ReportDefinition.Subject) throws {
    let sections = Sections.all.flatMap { kind in
      kind.inputs == .needsSessionsOrEvents
        ? ["sessions", "events"].map { "{ id: \(kind.id), of: \($0) }" } : [kind.id]
    }
    for level in [MaskLevel.M0, .M3] {
      let document = try SectionTrial(level).document(SectionTrial.definition(subject, sections))
      #expect(document.sections.count == sections.count)
      let titles = document.sections.map(\.title)
      #expect(titles.sorted() == Set(titles).sorted())
      for output in [Output.json, .csv] {
        let names = document.tables.filter { $0.appears(in: output) }.map(\.id)
        #expect(names.sorted() == Set(names).sorted(), "\(output) at \(level)")
      }
      if level == .M0 {
        let sheets = document.sections.compactMap { if case .own(let name) = $0.sheet { name } else { nil } }
        #expect(sheets.contains("Users – Sessions") && sheets.contains("Users – Events"))
        #expect(sheets.sorted() == Set(sheets).sorted())
      }
      guard case .object(let members) = document.summary else {
        Issue.record("the summary is no object")
        continue
      }
      #expect(members.map(\.name).sorted() == Set(members.map(\.name)).sorted())
    }
  }

  @Test func `stands in the manual with what it needs`() throws {
    let page = try InputFile.text(Repository.path + "/docs/reports.md").split(separator: "\n").map(String.init)
    let rows = page.filter { $0.hasPrefix("| `") && $0.hasSuffix("|") && $0.split(separator: "|").count >= 3 }
    #expect(Self.keys.allSatisfy { key in rows.contains { $0.hasPrefix("| `\(key)` |") } })
    for kind in Sections.all {
      var needs =
        switch kind.inputs {
        case .none: "–"
        case .needs(let input): input.rawValue
        case .needsSessionsOrEvents: "sessions or events (`of`)"
        case .uses(let input): "\(input.rawValue), where the source has them"
        case .mentions(let input): "\(input.rawValue), where they could be read"
        }
      if kind.looksBack { needs += ", and as long before the period" }
      let persons = kind.listsPersons ? " yes" : kind.id == "days" ? " of sessions" : ""
      #expect(rows.contains("| `\(kind.id)` | \(needs) |\(persons) |"), "\(kind.id)")
    }
  }
}
