import Documents
import Files
import Messages
import Model
@testable import Reports
import Support
import Testing

/// The three sentences of the first page, from a small log: one session, failed sign-ins and a severe event.
@Suite struct HighlightsTests {
  private static func document(
    _ code: String, _ level: MaskLevel = .M1, isEmpty: Bool = false, isSevere: Bool = false, _ language: Language = .en,
    missing: [SourceColumn] = [], _ change: (inout IssueFacts) -> Void = { _ in }
  ) throws -> Document {
    let subject: ReportDefinition.Subject = ["OTR": .sessions, "GOR": .events, "ANM": .findings][code] ?? .sessions
    let sections = ["summary", "purpose", subject == .findings ? "findings" : "findings_summary", "technical"]
    return try SectionTrial(level, isEmpty: isEmpty, isSevere: isSevere).document(
      SectionTrial.definition(subject, sections), missing: missing
    ) { facts in
      facts.language = language
      change(&facts)
    }
  }

  private static func codes(_ document: Document, _ question: String) -> [String] {
    guard case .object(let members) = document.summary,
      case .object(let questions) = members.first(where: { $0.name == "highlights" })?.value,
      case .array(let statements) = questions.first(where: { $0.name == question })?.value
    else { return [] }
    return statements.compactMap { statement in
      if case .object(let parts) = statement, case .string(let code) = parts[0].value { code } else { nil }
    }
  }

  @Test(arguments: ["OTR", "GOR", "ANM"], [MaskLevel.M0, .M1, .M2, .M3])
  func `are three, and each is a sentence`(code: String, level: MaskLevel) throws {
    for isEmpty in [false, true] {
      for language in [Language.tr, .en] {
        let cover = try Self.document(code, level, isEmpty: isEmpty, language).cover
        #expect(cover.highlights.map(\.label).count == 3)
        for highlight in cover.highlights {
          let text = highlight.text
          #expect(text.hasSuffix(".") && !text.contains("{") && !text.contains(".."), "\(text)")
          #expect(text.unicodeScalars.first.map { !$0.properties.isLowercase } == true, "\(text)")
        }
      }
    }
  }

  @Test func `name incidents and severe findings before anything else, and ask to examine them`() throws {
    for code in ["OTR", "GOR", "ANM"] {
      let document = try Self.document(code, isSevere: true)
      let text = document.cover.highlights.map(\.text)
      #expect(Self.codes(document, "stands_out").starts(with: ["incidents", "severe_findings"]), "\(text)")
      #expect(text[0].starts(with: /\d+ incidents? found, the one to look at first is that of 2026-10-07/), "\(text)")
      #expect(text[0].contains("; the rules reported 1 finding of high or critical severity: A"), "\(text)")
      #expect(Self.codes(document, "to_do").first == "examine_incident" && document.cover.highlights[2].isAlert)
    }
  }

  @Test func `name no rule at M3`() throws {
    let texts = try Self.document("ANM", .M3, isSevere: true).cover.highlights.map(\.text)
    #expect(
      texts[0].hasPrefix("<5 incidents found; the rules reported <5 findings of high or critical severity"), "\(texts)")
    #expect(texts.allSatisfy { !$0.contains(/A0\d/) }, "\(texts)")
  }

  @Test func `are silent about an act where none is needed, and draw nothing in red`() throws {
    let cover = try Self.document("OTR", isEmpty: true).cover
    #expect(cover.highlights[0].text.hasPrefix("There are no records of this document's subject in the period"))
    #expect(cover.highlights.allSatisfy { !$0.isAlert } && cover.tiles.allSatisfy { !$0.isAlert })
  }

  @Test func `say what the document lacks`() throws {
    let document = try Self.document("GOR", missing: [.event(.userAgent)]) { facts in
      facts.users = ["u1"]
      facts.isLate = true
      facts.period = Period(from: facts.period.from, to: facts.period.to.advanced(by: 40 * 86_400_000_000))
    }
    let codes = Self.codes(document, "missing")
    #expect(codes.starts(with: ["late", "period_not_over", "user_filter"]), "\(codes)")
    #expect(codes.contains("missing_columns") && codes.contains("rules_not_evaluated"))
    let text = document.cover.highlights[1].text
    #expect(text.contains("the source lacks 1 field;") && text.contains("(1 choice)"), "\(text)")
  }

  @Test func `say how far a stated moment lies from the day the rows were read`() throws {
    for (day, code, text) in [
      (9, "read_later", "The records were read 1 day after the stated moment"),
      (30, "read_later", "The records were read 22 days after the stated moment"),
      (7, "read_before", "The stated moment lies 1 day after the day the records were read"),
    ] {
      let document = try Self.document("OTR") { facts in
        facts.days.snapshot = CivilDate(year: 2026, month: 10, day: day)
      }
      #expect(Self.codes(document, "missing").first == code)
      #expect(document.cover.highlights[1].text.hasPrefix(text), "\(document.cover.highlights[1].text)")
    }
    #expect(try !Self.codes(Self.document("OTR"), "missing").contains { $0.hasPrefix("read_") })
  }

  @Test func `leave technical facts to the back, and on page 1 where there is no such section`() throws {
    let labels = try Self.document("OTR").cover.fields.map(\.label)
    for label in ["Run identifier", "Clock state", "Time zone", "Software", "Retention end date"] {
      #expect(!labels.contains(label), "\(label)")
    }
    let alone = try SectionTrial().document(SectionTrial.definition(.sessions, ["summary"])).cover.fields.map(\.label)
    for label in ["Run identifier", "Clock state", "Time zone", "Software", "Retention end date", "Legal basis"] {
      #expect(alone.contains(label), "\(label)")
    }
  }

  @Test func `have every rule of theirs in the manual`() throws {
    let page = try InputFile.text(Repository.path + "/docs/reports.md")
    for code in Statement.Code.allCases { #expect(page.contains("`\(code.rawValue)`"), "\(code.rawValue)") }
  }
}
