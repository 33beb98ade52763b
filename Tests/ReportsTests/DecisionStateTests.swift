import Reports
import Testing

/// What is told of an incident follows from the decisions on its findings alone.
@Suite struct DecisionStateTests {
  private typealias State = ManagementSummary.DecisionState

  @Test(
    arguments: [
      ([], .undecided), ([.undecided], .undecided), ([.judged, .undecided], .undecided),
      ([.judged, .expired], .undecided),
      ([.undecided, .confirmed], .confirmed), ([.judged, .confirmed, .underReview], .confirmed),
      ([.underReview, .judged], .underReview), ([.underReview, .undecided], .undecided),
      ([.judged], .judged), ([.judged, .repeated], .judged), ([.repeated], .judged),
    ] as [([ManagementSummary.DecisionState], ManagementSummary.DecisionState)])
  func `an incident is harmless only where all its findings are`(
    findings: [ManagementSummary.DecisionState], state: ManagementSummary.DecisionState
  ) {
    #expect(State(ofIncident: findings) == state)
    #expect(State(ofIncident: findings.reversed()) == state)
    #expect(State.ofIncidents.contains(State(ofIncident: findings)))
  }

  @Test func `a finding has the state of its decision`() {
    #expect(State(nil) == .undecided)
    let states = FindingReviews.State.allCases.map { State($0) }
    #expect(Set(states).count == states.count && !states.contains(.undecided))
  }
}
