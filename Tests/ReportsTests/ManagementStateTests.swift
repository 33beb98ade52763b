import Reports
import Testing

/// How an indicator stands to its target: what is not known is never met.
@Suite struct ManagementStateTests {
  private static func value(_ least: Int64, _ most: Int64? = nil, of whole: Int64? = nil, hasGap: Bool = false)
    -> ManagementValue
  {
    var value = ManagementValue(least, of: whole)
    value.most = most ?? least
    if hasGap { value.gaps = [.init(.noDocument, "a", "MHR")] }
    return value
  }

  private static let strict = ManagementSummary.Target(limit: 0, tolerated: 0)
  private static let lenient = ManagementSummary.Target(limit: 2, tolerated: 5)

  @Test(arguments: [
    (value(0), strict, ManagementState.met), (value(1), strict, .missed), (value(0, hasGap: true), strict, .partly),
    (value(1, hasGap: true), strict, .missed), (value(0, 4), strict, .partly), (value(0, of: 0), strict, .none),
    (value(0, of: 0, hasGap: true), strict, .partly), (value(2), lenient, .met), (value(3), lenient, .tolerated),
    (value(5), lenient, .tolerated), (value(6), lenient, .missed), (value(1, 9), lenient, .partly),
    (value(3, hasGap: true), lenient, .partly), (value(1, 2), lenient, .met),
    (ManagementValue(.init(.noRules, "a")), strict, .unknown), (ManagementValue(), strict, .unknown),
  ])
  func `a value stands to a target`(value: ManagementValue, target: ManagementSummary.Target, state: ManagementState) {
    #expect(ManagementState(value, target) == state, "\(value)")
  }

  @Test func `without a target nothing is met, and nothing known stays unknown`() {
    #expect(ManagementState(Self.value(0), nil) == .untargeted)
    #expect(ManagementState(ManagementValue(), nil) == .unknown)
  }

  @Test func `sources are added up with everything that is not known of them`() {
    var first = Self.value(2, 6, of: 10)
    first.documents = ["2026/ANM-000001"]
    let sum = first.joined(ManagementValue(.init(.unreadable, "b", "2026/ANM-000002")))
    #expect(sum.least == 2 && sum.most == 6 && sum.whole == 10 && sum.isKnown)
    #expect(sum.gaps.map(\.detail) == ["2026/ANM-000002"])
    // The same reason is told once, whatever number of sources has it.
    #expect(sum.joined(sum).gaps.count == 1 && sum.joined(Self.value(1)).least == 3)
    #expect(!sum.isWhole && Self.value(1).isWhole && !Self.value(1, 2).isWhole)
    #expect(!ManagementValue().joined(ManagementValue()).isKnown)
  }

  @Test func `numbers that follow each other are one range, and each is told once`() {
    let numbers = ["2026/OTR-000009", "2026/OTR-000010", "2026/OTR-000012", "2027/OTR-000013", "2026/OTR-000010"]
    #expect(
      SectionContext.ranges(numbers) == ["2026/OTR-000009–000010", "2026/OTR-000012", "2027/OTR-000013"])
  }
}
