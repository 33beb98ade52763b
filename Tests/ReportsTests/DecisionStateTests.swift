import Model
@testable import Reports
import Testing

/// What is told of an incident follows from the decisions on its findings alone (decision 0076).
@Suite struct DecisionStateTests {
  @Test(
    arguments: [
      ([], .undecided), ([.undecided], .undecided), ([.falsePositive, .undecided], .undecided),
      ([.explained, .expired], .undecided), ([.expired], .undecided), ([.repeated, .undecided], .undecided),
      ([.undecided, .confirmed], .confirmed), ([.explained, .confirmed, .underReview], .confirmed),
      ([.underReview, .falsePositive], .underReview), ([.underReview, .undecided], .undecided),
      ([.underReview, .repeated], .underReview), ([.repeated], .repeated), ([.explained, .repeated], .repeated),
      ([.falsePositive, .repeated], .repeated), ([.explained], .explained), ([.explained, .falsePositive], .explained),
      ([.falsePositive, .falsePositive], .falsePositive),
    ] as [([DecisionState], DecisionState)])
  func `one confirmed finding confirms an incident, else the finding that leaves most open says it`(
    findings: [DecisionState], state: DecisionState
  ) {
    #expect(DecisionState(ofIncident: findings) == state)
    #expect(DecisionState(ofIncident: findings.reversed()) == state)
    #expect(DecisionState.ofIncidents.contains(state))
  }

  private static func standing(
    _ state: FindingReviews.State, _ decision: FindingReview.Decision
  ) -> FindingReviews.Standing {
    FindingReviews.Standing(
      state: state,
      review: FindingReview(
        finding: "f", repeatKey: nil, rule: "A01", decision: decision, reviewer: "r", decidedAt: .never),
      document: "2026/ANM-000001", mask: .M1)
  }

  @Test(
    arguments: [
      (.judged, .explained, .explained), (.judged, .falsePositive, .falsePositive),
      (.repeated, .explained, .repeated), (.repeated, .falsePositive, .repeated),
      (.expired, .falsePositive, .expired), (.confirmed, .confirmed, .confirmed),
      (.underReview, .underReview, .underReview),
    ] as [(FindingReviews.State, FindingReview.Decision, DecisionState)])
  func `a finding has the state of its decision`(
    state: FindingReviews.State, decision: FindingReview.Decision, found: DecisionState
  ) {
    #expect(DecisionState(Self.standing(state, decision)) == found)
    #expect(DecisionState(nil) == .undecided)
  }

  @Test func `only what is decided on is not to be decided on`() {
    #expect(DecisionState.allCases.filter(\.isToBeDecided) == [.undecided, .expired, .underReview])
    #expect(Set(DecisionState.ofIncidents.map(\.key)).count == DecisionState.ofIncidents.count)
    #expect(Set(DecisionState.ofIncidents.map(\.word)).count == DecisionState.ofIncidents.count)
  }
}
