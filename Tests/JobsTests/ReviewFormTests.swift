@testable import Jobs
import Documents
import Excel
import Messages
import Model
import Reports
import Support
import Testing

/// What a reviewer wrote into a row: read, or refused with the cell and the reason.
@Suite struct ReviewFormTests {
  private static let columns = [
    "rule", "finding_id", "repeat_key", "human_review", "reviewer", "decided_at", "breach_candidate", "review_reason",
    "review_until",
  ]

  private static let form: ReviewForm = {
    var form = ReviewForm(
      [], zone: .utc, issuedAt: instant("2026-10-08T02:15:30Z"), now: instant("2026-10-08T12:00:00Z"))
    form.decisions = ["Açıklaması var": .explained, "False positive": .falsePositive, "Confirmed": .confirmed]
    form.answers = ["Hayır": .no, "Evet": .yes]
    return form
  }()

  private static func instant(_ text: String) -> Instant { (try? Instant(text, in: .utc)) ?? .never }

  private static func read(
    _ cells: [SheetCell], isKnown: Bool = false
  ) -> (review: FindingReview?, faults: [String]) {
    let row = FilledWorkbook.Row(
      sheet: "S", number: 7, cells: [.text("A01"), .text("f1"), .text("r1")] + cells, columns: columns)
    let found = form.review(in: row) { isKnown ? $0 : nil }
    return (found.review, found.faults.map { "\($0.cell) \($0.problem)" })
  }

  /// 2026-10-08 09:30 as spreadsheets keep it, and 2026-12-31.
  private static let (moment, until) = (SheetCell.number(46_303 + 9.5 / 24), SheetCell.number(46_387))

  @Test func `serial dates and written ones come to the same review`() throws {
    let first = Self.read([
      .text("Açıklaması var"), .text(" Ayşe "), Self.moment, .empty, .text("yük testi"), Self.until,
    ])
    let second = Self.read([
      .text("Açıklaması var"), .text("Ayşe"), .text("08.10.2026 09:30"), .empty, .text("yük testi"),
      .text("2026-12-31"),
    ])
    #expect(first.faults.isEmpty && first.review == second.review)
    let review = try #require(first.review)
    #expect(review.decidedAt == Self.instant("2026-10-08T09:30:00Z") && review.until?.iso8601 == "2026-12-31")
    #expect(review.reviewer == "Ayşe" && review.finding == "f1" && review.repeatKey == "r1" && review.breach == nil)
    let confirmed = Self.read([
      .text("Confirmed"), .text("A"), .text("2026-10-08T02:15"), .text("Hayır"), .empty, .empty,
    ])
    #expect(confirmed.review?.decision == .confirmed && confirmed.review?.breach == .no, "\(confirmed.faults)")
  }

  @Test(arguments: [
    ([SheetCell.empty, .text("A"), moment, .empty, .empty, .empty], ["D7 decisionMissing"]),
    ([.text("zararsız"), .text("A"), moment, .empty, .empty, .empty], ["D7 decisionUnknown"]),
    ([.foreign, .text("A"), moment, .empty, .empty, .empty], ["D7 decisionUnknown"]),
    ([.text("Confirmed"), .text("  "), moment, .empty, .empty, .empty], ["E7 reviewerMissing"]),
    ([.text("Confirmed"), .text("A\u{200B}"), moment, .empty, .empty, .empty], ["E7 textUnprintable"]),
    ([.text("Confirmed"), .text("A"), .empty, .empty, .empty, .empty], ["F7 momentMissing"]),
    ([.text("Confirmed"), .text("A"), .number(46_303), .empty, .empty, .empty], ["F7 momentUnreadable"]),
    ([.text("Confirmed"), .text("A"), .text("8 Ekim"), .empty, .empty, .empty], ["F7 momentUnreadable"]),
    ([.text("Confirmed"), .text("A"), .text("08.10.2026 02:14"), .empty, .empty, .empty], ["F7 momentTooEarly"]),
    ([.text("Confirmed"), .text("A"), .text("08.10.2026 12:01"), .empty, .empty, .empty], ["F7 momentAhead"]),
    ([.text("Confirmed"), .text("A"), moment, .text("belki"), .empty, .empty], ["G7 breachUnknown"]),
    ([.text("Confirmed"), .text("A"), moment, .empty, .empty, until], ["I7 untilUncalledFor"]),
    ([.text("Confirmed"), .text("\u{3164}"), moment, .empty, .empty, .empty], ["E7 textUnprintable"]),
    ([.text("Confirmed"), .text("…"), moment, .empty, .empty, .empty], ["E7 textUnprintable"]),
    ([.text("False positive"), .text("A"), moment, .text("Evet"), .text("x"), until], ["G7 breachOfHarmless"]),
    (
      [.text("False positive"), .text("A"), moment, .empty, .empty, .empty],
      ["H7 reasonMissing", "I7 untilMissing"]
    ),
    ([.text("False positive"), .text("A"), moment, .empty, .text("x"), .text("31.12")], ["I7 untilUnreadable"]),
    ([.text("False positive"), .text("A"), moment, .empty, .text("x"), .number(46_303.5)], ["I7 untilUnreadable"]),
    ([.text("False positive"), .text("A"), moment, .empty, .text("x"), .text("08.10.2026")], ["I7 untilOver"]),
    ([.text("False positive"), .text("A"), moment, .empty, .text("x"), .text("2027-10-09")], ["I7 untilTooFar"]),
  ])
  func `every cell that cannot stand is named`(cells: [SheetCell], faults: [String]) {
    let found = Self.read(cells)
    #expect(found.faults == faults && found.review == nil)
  }

  @Test func `a decision that the archive has may be over, a year ahead is not too far`() {
    let over: [SheetCell] = [.text("False positive"), .text("A"), Self.moment, .empty, .text("x"), .text("08.10.2026")]
    #expect(Self.read(over, isKnown: true).review?.decision == .falsePositive)
    let year: [SheetCell] = [.text("False positive"), .text("A"), Self.moment, .empty, .text("x"), .text("08.10.2027")]
    #expect(Self.read(year).review?.until?.iso8601 == "2027-10-08")
  }

  @Test func `an older decision takes no newer one back, and a hidden row is not taken`() {
    let cells: [SheetCell] = [
      .text("A01"), .text("f1"), .text("r1"), .text("Confirmed"), .text("A"), Self.moment, .text("Evet"), .empty,
      .empty,
    ]
    func faults(_ decidedAt: String, isHidden: Bool = false) -> [String] {
      let row = FilledWorkbook.Row(sheet: "S", number: 7, cells: cells, columns: Self.columns, isHidden: isHidden)
      let found = Self.form.review(in: row) { review in
        var other = review
        (other.reviewer, other.decidedAt) = ("B", Self.instant(decidedAt))
        return other
      }
      return found.faults.map { "\($0.cell) \($0.problem)" }
    }
    #expect(faults("2026-10-08T09:29:00Z") == [])
    #expect(faults("2026-10-08T09:30:00Z") == ["F7 momentNotLater"])
    #expect(faults("2026-10-08T11:00:00Z") == ["F7 momentNotLater"])
    #expect(faults("2026-10-08T09:29:00Z", isHidden: true) == ["D7 rowHidden"])
  }

  @Test func `what is said of a fault names sheet and cell and never what stands there`() {
    for problem in ReviewFault.Problem.allCases {
      let message = ReviewFault(sheet: "Bulgular", cell: "R7", problem: problem).message
      #expect(message.tr.hasPrefix("“Bulgular” R7: ") && message.en.hasPrefix("“Bulgular” R7: "))
    }
  }

  @Test func `a record is read as it was written, and a changed one is none`() throws {
    let review = FindingReview(
      finding: "f", repeatKey: nil, rule: "A01", decision: .explained, reviewer: "Ayşe \"Ş\"",
      decidedAt: Self.instant("2026-10-08T09:30:00Z"), reason: "neden",
      until: CivilDate(year: 2026, month: 12, day: 31),
      breach: .no)
    let record = ReviewRecord(
      document: "2026/ANM-000001", manifestDigest: "m", key: "archive:1", mask: .M1, source: "s", fileDigest: "d",
      importedAt: Self.instant("2026-10-08T10:00:00Z"), importedBy: "u", reason: nil, reviews: [review])
    let text = record.json.text()
    #expect(ReviewRecord(reading: Array(text.utf8)) == record)
    for (from, to) in [
      ("\"explained\"", "\"harmless\""), ("2026-12-31", "2026-13-31"), ("tutanak-review-1", "tutanak-review-2"),
      ("\"explained\"", "\"confirmed\""), ("\"no\"", "\"nein\""),
    ] {
      #expect(ReviewRecord(reading: Array(text.replacing(from, with: to).utf8)) == nil, "\(from)")
    }
  }

  @Test func `figures take the last decision of a period, and the time to the first that decides`() {
    func record(_ reviews: [(String, FindingReview.Decision, String)]) -> ReviewRecord {
      ReviewRecord(
        document: "2026/ANM-000001", manifestDigest: "", key: "", mask: .M1, source: "s", fileDigest: "",
        importedAt: .never, importedBy: "", reason: nil,
        reviews: reviews.map { finding, decision, moment in
          FindingReview(
            finding: finding, repeatKey: nil, rule: "A01", decision: decision, reviewer: "",
            decidedAt: Self.instant(moment))
        })
    }
    let records = [
      record([("a", .underReview, "2026-10-08T03:00:00Z"), ("b", .confirmed, "2026-10-08T04:15:30Z")]),
      record([("a", .explained, "2026-10-08T06:15:30Z"), ("b", .falsePositive, "2026-10-20T00:00:00Z")]),
    ]
    let issued = ["2026/ANM-000001": Self.instant("2026-10-08T02:15:30Z")]
    func figures(_ from: String, _ to: String) -> ReviewFigures {
      ReviewFigures(records, issued: issued, in: Period(from: Self.instant(from), to: Self.instant(to)))
    }
    let day = figures("2026-10-08T00:00:00Z", "2026-10-09T00:00:00Z")
    #expect(day.decisions == [.explained: 1, .confirmed: 1])
    #expect(day.meanTime == 3 * 3600 * microsecondsPerSecond && day.timed == 2)
    let later = figures("2026-10-09T00:00:00Z", "2026-11-01T00:00:00Z")
    #expect(later.decisions == [.falsePositive: 1] && later.meanTime == nil && later.timed == 0)
  }
}
