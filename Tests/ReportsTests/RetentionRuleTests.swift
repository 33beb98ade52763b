import Model
import Reports
import Testing

/// Which of several periods is the longest, on every day there is.
@Suite struct RetentionRuleTests {
  private static let days = (0..<1461).map { CivilDate(year: 2024, month: 1, day: 1).advanced(by: $0) }

  private static func rule(_ minimums: [RetentionPeriod], maximums: [RetentionPeriod?] = []) -> RetentionRule {
    RetentionRule(
      name: "r", relation: "sessions", selection: nil, category: "c", subjects: "s",
      grounds: minimums.enumerated().map { index, minimum in
        let maximum = maximums.indices.contains(index) ? maximums[index] : nil
        return .init(basis: .legalObligation, law: "l", minimum: minimum, maximum: maximum)
      }, countedFrom: .session(.startedAt), method: .delete, how: "", responsible: "r")
  }

  @Test(arguments: [
    (RetentionPeriod(30, .days), RetentionPeriod(1, .months)),
    (RetentionPeriod(182, .days), RetentionPeriod(6, .months)),
    (RetentionPeriod(60, .days), RetentionPeriod(2, .months)),
    (RetentionPeriod(365, .days), RetentionPeriod(1, .years)),
  ]) func `nothing is due before both have passed, nor kept after one has ended`(
    _ first: RetentionPeriod, _ second: RetentionPeriod
  ) {
    let minimum = Self.rule([first, second])
    let maximum = Self.rule(
      [RetentionPeriod(0, .days), RetentionPeriod(0, .days)], maximums: [first, second])
    for day in Self.days {
      let starts = [first.start(on: day), second.start(on: day)]
      #expect(minimum.cutOff(on: day) == starts.min())
      #expect(minimum.minimum(on: day).start(on: day) == starts.min())
      #expect(maximum.limit(on: day) == starts.max())
    }
  }

  @Test func `a maximum that is shorter than the minimum on a single day of four years contradicts it`() {
    #expect(
      Self.rule([RetentionPeriod(365, .days)], maximums: [RetentionPeriod(730, .days)]).contradictsItself == false)
    #expect(Self.rule([RetentionPeriod(30, .days)], maximums: [RetentionPeriod(1, .months)]).contradictsItself)
    #expect(Self.rule([RetentionPeriod(366, .days)], maximums: [RetentionPeriod(1, .years)]).contradictsItself)
    #expect(Self.rule([RetentionPeriod(1, .years)], maximums: [RetentionPeriod(366, .days)]).contradictsItself == false)
  }

  @Test func `records of a day are due from one day on`() {
    for period in [RetentionPeriod(365, .days), RetentionPeriod(1, .months), RetentionPeriod(2, .years)] {
      let rule = Self.rule([period])
      for day in Self.days {
        let due = rule.dueDay(of: day)
        #expect(rule.cutOff(on: due) > day && rule.cutOff(on: due.advanced(by: -1)) <= day)
      }
    }
  }
}
