import Documents
import Model
import Records
@testable import Reports
import Testing

/// The charts of twelve months, and the tables of decisions, at M3: nothing that the scorecard hides can be read off them.
@Suite struct ManagementTrendTests {
  private static func summary() -> ManagementSummary {
    var summary = SampleManagement.summary
    let counts: [Int64?] = [3, 12, nil, 0]
    summary.months = counts.enumerated().map { place, count in
      var month = ManagementSummary.Month(CivilDate(year: 2026, month: 7 + place, day: 1))
      month.parts["a"] = [
        .severeFindings: count.map { ManagementValue($0, from: ["2026/ANM-000001"]) } ?? ManagementValue(),
        .runsFailed: count.map { ManagementValue($0, of: 20) } ?? ManagementValue(),
      ]
      return month
    }
    return summary
  }

  private static func series(_ level: MaskLevel, _ indicator: String) throws -> Figure.Series {
    let document = try SectionTrial(level).document(
      SectionTrial.definition(.management, ["management_trend"]), management: summary())
    let figures = document.sections[0].blocks.compactMap { if case .figure(let figure) = $0 { figure } else { nil } }
    return try #require(figures.first { $0.id == "trend_" + indicator }?.series.first)
  }

  @Test func `a small count is hidden in the chart, another is cut, and an unknown month is a gap`() throws {
    let clear = try Self.series(.M1, "severe_findings")
    #expect(clear.values == [3, 12, 0, 0] && clear.omissions == [2: .unrecorded])
    let hidden = try Self.series(.M3, "severe_findings")
    #expect(hidden.values == [0, 10, 0, 0])
    #expect(hidden.omissions == [0: .hidden("<5"), 2: .unrecorded], "\(hidden.omissions)")
    // What counts no persons is shown as it is.
    let runs = try Self.series(.M3, "runs_failed")
    #expect(runs.values == [3, 12, 0, 0] && runs.omissions == [2: .unrecorded])
  }

  @Test func `a row names the documents that list it, and at M3 all that were read`() throws {
    func cells(_ level: MaskLevel, _ column: String) throws -> [Cell] {
      let document = try SectionTrial(level).document(
        SectionTrial.definition(.management, ["management_decisions"]))
      return try document.sections[0].tables.compactMap { table in
        guard let place = table.columns.firstIndex(where: { $0.id == column }) else { return nil }
        var cell = Cell.empty
        try table.rows.forEach(limit: 1) { cell = $0.cell(at: place) }
        return cell
      }
    }
    let rows = try cells(.M1, "documents")
    #expect(rows == [.json(#"["2026/ANM-000031", "2026/ANM-000033"]"#), .json(#"["2026/ANM-000033"]"#)], "\(rows)")
    let hidden = try cells(.M3, "documents")
    let all = Cell.json(#"["2026/ANM-000031", "2026/ANM-000032", "2026/ANM-000033"]"#)
    #expect(hidden == [all, all], "\(hidden)")
    #expect(try cells(.M1, "decision_breach") == [.integer(1), .integer(1)])
    #expect(try cells(.M1, "decision_severe_open") == [.integer(2)])
  }
}
