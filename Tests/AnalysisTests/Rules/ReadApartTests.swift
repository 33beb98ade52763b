import Model
import Testing

@testable import Analysis

/// Sessions and events that were read apart.
@Suite struct ReadApartTests {
  @Test func `the branches that hold sessions against events are known by what they need`() {
    let branches = RuleList.all.flatMap { rule in
      rule.definition.branches.filter { RuleNeed.joinSessionsAndEvents($0.needs) }
        .map { rule.definition.id + $0.id }
    }
    #expect(branches == ["S09", "C01", "D01g"])
  }

  @Test(arguments: [
    ([RuleNeed.column(.session(.userID)), .column(.event(.userID))], true),
    ([.column(.session(.userID)), .eventTypes([.loginSuccess])], true),
    ([.column(.event(.userID)), .any([[.column(.session(.endedAt))], [.setting("geoip")]])], true),
    ([.anyColumn([.session(.address), .event(.address)]), .wholeSource], false),
    ([.column(.session(.userID)), .column(.user(.id))], false),
    ([.wholeSource], false),
  ])
  func `a need that either kind of row meets joins nothing`(needs: [RuleNeed], joins: Bool) {
    #expect(RuleNeed.joinSessionsAndEvents(needs) == joins)
  }
}
