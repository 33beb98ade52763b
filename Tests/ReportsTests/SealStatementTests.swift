import Documents
import Messages
import Model
import Records
@testable import Reports
import Testing

@Suite struct `Page 1 of a record of seals` {
  private static let sections = ["summary", "seals", "seal_chain", "seal_calendar"]

  private static func document(_ history: SealHistory, _ level: MaskLevel = .M0) throws -> Document {
    let trial = try SectionTrial(level)
    return try trial.document(SectionTrial.definition(.seals, Self.sections), seals: history)
  }

  private static func sentences(_ change: (inout SealHistory) -> Void) throws -> [String] {
    var history = SampleSeals().history
    change(&history)
    return try document(history).cover.highlights.map(\.text)
  }

  @Test func `says of a good night how much is valid, and that nothing is missing`() throws {
    #expect(
      try Self.sentences { _ in }
        == [
          "2 of 2 sealed documents and backups are valid.", "Nothing of what this document checks for is missing.",
          "By the rules of this document nothing needs to be done.",
        ])
  }

  @Test(arguments: [SealHistory.State.invalid, .missing])
  func `names what is broken before anything else, and asks for an act that cannot wait`(
    state: SealHistory.State
  ) throws {
    var history = SampleSeals().history
    history.sealed[0].state = state
    history.days[364].state = .broken
    let highlights = try Self.document(history).cover.highlights
    #expect(highlights[0].text.hasPrefix("1 of the sealed documents and backups are gone or are not what was sealed"))
    #expect(!highlights[0].text.contains("are valid"))
    #expect(highlights[1].text.hasPrefix("Of the 30 days in the calendar 1 are broken"))
    #expect(highlights[2].text.hasPrefix("What is broken or gone must be examined") && highlights[2].isAlert)
  }

  @Test func `counts days without a document, and what waits for a stamp`() throws {
    let texts = try Self.sentences { history in
      history.days[364].state = .missing
      history.sealed[0].stamp = nil
    }
    #expect(
      texts[1]
        == "Of the 30 days in the calendar 1 have no document; 1 document has no time stamp (the first of 2026-10-07 "
        + "12:00:00 UTC+00:00).")
    #expect(texts[2].hasPrefix("The reports of the last day, which has none, should be issued"))
  }

  @Test func `says where nothing is stamped, and where nothing was sealed`() throws {
    let texts = try Self.sentences { history in
      history.sealed = []
      history.stamps = false
    }
    #expect(texts[0] == "No document or backup was sealed for this period.")
    #expect(texts[1] == "Documents are not time-stamped; the seal shows integrity only.")
  }

  @Test func `draws the year in months, darker for worse, and empty where no document is expected`() throws {
    var history = SampleSeals().history
    history.days[363].state = .missing
    history.days[362].state = .broken
    history.days[361].state = .empty
    let document = try Self.document(history)
    let figures = document.sections.flatMap(\.blocks).compactMap { block -> Figure? in
      if case .figure(let figure) = block { figure } else { nil }
    }
    let calendar = try #require(figures.first { $0.id == "seal_calendar" })
    // Thirty days of documents lie in two months; those before say nothing.
    #expect(calendar.series.map(\.name) == ["September 2026", "October 2026"])
    let october = try #require(calendar.series.last)
    #expect(october.values.prefix(7) == [1, 1, 1, 0, 3, 2, 1] && calendar.marks == ["", "V", "N", "B"])
    #expect(october.omissions[3] == .unrecorded && october.omissions[7] == .unrecorded)
  }

  @Test func `is the same at every mask level, since it shows no person`() throws {
    let history = SampleSeals().history
    let texts = try [MaskLevel.M0, .M3].map { level in
      try Self.document(history, level).sections.flatMap(\.tables).map { "\($0.id) \($0.rows.count)" }
    }
    #expect(texts[0] == ["seals 2", "failed_stamps 0", "damages 0", "seal_gaps 0", "seal_days 30"])
    #expect(Set(texts).count == 1)
  }
}

@Suite struct `Page 1 of a trail of documents` {
  private static let sections = [
    "summary", "trail_documents", "trail_unmasked", "trail_runs", "trail_acts", "trail_changes", "trail_kinds",
  ]

  private static func document(_ trail: TrailHistory, _ level: MaskLevel = .M0) throws -> Document {
    let trial = try SectionTrial(level)
    return try trial.document(SectionTrial.definition(.trail, Self.sections), trail: trail)
  }

  @Test func `counts documents, and names clear values, failed runs and missing reasons`() throws {
    var sample = SampleTrail()
    #expect(try Self.document(sample.trail).cover.highlights[0].text == "1 document was issued.")
    sample.unmask(reason: nil)
    sample.breakOff()
    let texts = try Self.document(sample.trail).cover.highlights.map(\.text)
    #expect(texts[0] == "1 document was issued unmasked (M0); 2 documents were issued.")
    #expect(texts[1] == "1 run failed or broke off; for 1 unmasked document no reason was stated.")
    #expect(texts[2].hasPrefix("Why unmasked documents were made"))
  }

  @Test func `shows who acted as its mask level shows people`() throws {
    var sample = SampleTrail()
    sample.unmask(reason: "soruşturma 2026/17")
    func cells(_ level: MaskLevel) throws -> [String] {
      var texts: [String] = []
      for table in try Self.document(sample.trail, level).sections.flatMap(\.tables) where table.id == "trail_documents"
      {
        try table.rows.forEach { row in
          for index in table.columns.indices {
            if case .text(let text) = row.cell(at: index) { texts.append(text) }
          }
        }
      }
      return texts
    }
    #expect(try cells(.M0).contains("kamil.demir"))
    let masked = try cells(.M1)
    #expect(masked.contains { $0.hasPrefix("ka***.de***") } && !masked.contains { $0.contains("kamil") })
    #expect(try cells(.M3).isEmpty)
  }
}
