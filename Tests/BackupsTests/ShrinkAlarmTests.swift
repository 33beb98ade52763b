import Backups
import Testing

@Suite struct `A backup that is smaller than usual` {
  private static func sizes(_ bytes: [Int], rows: Int? = 100) -> [ShrinkAlarm.Size] {
    bytes.map { ShrinkAlarm.Size(bytes: $0, rows: rows) }
  }

  @Test func `is an alarm below a share of the median, and names both numbers`() {
    let alarm = ShrinkAlarm(below: 50)
    let before = Self.sizes([1000, 900, 1100, 100_000])
    #expect(alarm.shrinkages(of: .init(bytes: 525, rows: 100), before: before) == [])
    let found = alarm.shrinkages(of: .init(bytes: 524, rows: 100), before: before)
    #expect(found.map { "\($0.measure.rawValue) \($0.value) \($0.median)" } == ["bytes 524 1050"])
    #expect(
      alarm.shrinkages(of: .init(bytes: 0, rows: 49), before: before).map(\.measure) == [.bytes, .rows])
  }

  @Test func `is none where too little says what is usual`() {
    let alarm = ShrinkAlarm(below: 50)
    #expect(alarm.shrinkages(of: .init(bytes: 1, rows: 1), before: Self.sizes([1000, 1000])) == [])
    #expect(alarm.shrinkages(of: .init(bytes: 1, rows: nil), before: Self.sizes([1000, 1000, 1000])).count == 1)
    #expect(alarm.shrinkages(of: .init(bytes: 1000, rows: 1), before: Self.sizes([1000, 1000, 1000], rows: nil)) == [])
  }

  @Test func `is compared with the last ten only`() {
    let before = Self.sizes(Array(repeating: 10, count: 10) + Array(repeating: 1000, count: 100))
    #expect(ShrinkAlarm(below: 50).shrinkages(of: .init(bytes: 9, rows: 100), before: before) == [])
  }

  @Test func `is none in a database that was always empty`() {
    let before = Self.sizes([1000, 1000, 1000], rows: 0)
    #expect(ShrinkAlarm(below: 99).shrinkages(of: .init(bytes: 1000, rows: 0), before: before) == [])
  }
}
