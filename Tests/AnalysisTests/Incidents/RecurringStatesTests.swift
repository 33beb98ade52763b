import Files
import Model
import Support
import Testing

@testable import Analysis

@Suite struct RecurringStatesTests {
  @Test func `states are one line a rule and person, and those of the period before continue`() throws {
    let folder = try ScratchFolder()
    let states = RecurringStates(folder: folder.path)
    func add(_ rule: String, _ user: Identifier, _ first: Int, _ last: Int, isBefore: Bool = false) throws {
      let tried = TriedFinding(rule, "f", severity: .low, key: .user(user), from: first, to: last)
      try states.add(tried.rule, tried.finding, isBefore: isBefore)
    }
    try add("S07", "u", 10, 20)
    try add("S07", "u", 5, 7)
    try add("S07", "v", 1, 2)
    try add("S07", "u", -90, -80, isBefore: true)
    try add("S07", "u", -70, -60, isBefore: true)
    try add("S08", "w", -70, -60, isBefore: true)
    try add("A01", "u", 1, 2)
    var lines: [String] = []
    try states.forEach { line in
      func minute(_ moment: Instant?) -> String {
        moment.map { String(($0.microseconds - TriedFinding.minute(0).microseconds) / 60_000_000) } ?? "-"
      }
      lines.append(
        "\(line.rule) \(line.key.value) \(line.count) \(minute(line.first)) \(minute(line.last)) \(minute(line.since))")
    }
    #expect(lines == ["S07 u 2 5 20 -90", "S07 v 1 1 2 -"])
  }
}
