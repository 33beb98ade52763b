@testable import Reports
import Model
import Testing

/// Which decision speaks of a finding: its own, a repeat's, the newest; and when it is over.
@Suite struct FindingReviewsTests {
  private static let now = Instant(microseconds: 20_000 * microsecondsPerDay + 1)
  private static let today = CivilDate(dayNumber: 20_000)

  /// The period of every document here, and what begins right after it.
  private static let day = Period(from: now, to: now.advanced(by: microsecondsPerDay))

  private static func review(
    _ finding: String, _ decision: FindingReview.Decision, repeats: String? = "r", days: Int? = nil
  ) -> FindingReview {
    FindingReview(
      finding: finding, repeatKey: repeats, rule: "A01", decision: decision, reviewer: finding, decidedAt: now,
      until: days.map { today.advanced(by: $0) })
  }

  private static func reviews(_ records: [[FindingReview]]) -> FindingReviews {
    FindingReviews(
      records.enumerated().map { index, reviews in
        .init(
          document: "\(index)", period: day, name: "\(index)", sequence: index, mask: .M1,
          key: index == 9 ? "other" : "k",
          reviews: reviews)
      })
  }

  private static func state(
    _ records: [[FindingReview]], _ id: String, _ key: String? = "r", first: Instant? = nil
  ) -> String {
    let found = reviews(records).standing(
      of: [id], repeating: [key].compactMap { $0 }, first: first ?? day.to, at: now, in: .utc)
    return found.map { "\($0.state.rawValue) \($0.review.reviewer) \($0.document)" } ?? "none"
  }

  @Test func `a finding's own decision comes before a repeat's, the newer before the older`() {
    let harmless = Self.review("a", .explained, days: 1)
    #expect(Self.state([], "a") == "none")
    #expect(Self.state([[harmless]], "a") == "judged a 0")
    #expect(Self.state([[harmless]], "b") == "repeat a 0")
    #expect(Self.state([[harmless]], "b", "other") == "none")
    #expect(Self.state([[harmless]], "b", nil) == "none")
    #expect(Self.state([[harmless], [Self.review("a", .confirmed)]], "a") == "confirmed a 1")
    #expect(Self.state([[harmless], [Self.review("b", .underReview)]], "a") == "judged a 0")
    #expect(Self.state([[harmless], [Self.review("b", .underReview)]], "b") == "under_review b 1")
  }

  @Test func `only what is harmless is carried, and the newest word on the subject counts`() {
    let harmless = Self.review("a", .explained, days: 1)
    #expect(Self.state([[Self.review("a", .confirmed)]], "c") == "none")
    #expect(Self.state([[harmless], [Self.review("b", .confirmed)]], "c") == "none")
    // A record that leaves the confirmed one out does not take it back.
    #expect(Self.state([[harmless, Self.review("b", .confirmed)], [harmless]], "c") == "none")
    #expect(Self.state([[Self.review("b", .confirmed)], [harmless]], "c") == "none")
    #expect(
      Self.state([[Self.review("b", .confirmed)], [harmless], [Self.review("b", .explained, days: 2)]], "c")
        == "repeat b 2")
    // What is in the same document, or before it, is no repeat.
    #expect(Self.state([[harmless]], "c", first: Self.day.to.advanced(by: -1)) == "none")
    // One record with both: a repeat of the confirmed one has to be looked at.
    #expect(Self.state([[harmless, Self.review("b", .confirmed)]], "c") == "none")
    // Of several the one that ends first.
    #expect(
      Self.state([[Self.review("a", .explained, days: 9), Self.review("b", .falsePositive, days: 2)]], "c")
        == "repeat b 0")
  }

  @Test func `a last day is in force to its end`() {
    #expect(Self.state([[Self.review("a", .explained, days: 0)]], "a") == "judged a 0")
    #expect(Self.state([[Self.review("a", .explained, days: -1)]], "a") == "expired a 0")
    #expect(Self.state([[Self.review("a", .falsePositive, days: -1)]], "b") == "expired a 0")
  }

  @Test func `decisions made with another key are counted`() {
    let reviews = Self.reviews((0..<10).map { [Self.review("f\($0)", .confirmed)] })
    #expect(reviews.count(withoutKeys: ["k"]) == 1 && reviews.count(withoutKeys: ["k", "other"]) == 0)
  }
}
