import Documents
import Model
import Support
import Testing

/// How numbers are printed, against the definition of each form, for random ones.
@Suite struct `Printed numbers` {
  private let turkish = Formats(
    dateOrder: .dayMonthYear, groupSeparator: ".", decimalSeparator: ",", isPercentFirst: true)
  private let english = Formats(
    dateOrder: .yearMonthDay, groupSeparator: ",", decimalSeparator: ".", isPercentFirst: false)

  /// Small, large and near a power of ten.
  private func number(_ random: inout FixedGenerator) -> Int64 {
    let power = (0..<random.number(0...17)).reduce(Int64(1)) { product, _ in product * 10 }
    return random.one(of: [power, power - 1, power + 1, Int64.random(in: 0...power, using: &random)])
  }

  @Test(arguments: Fuzzing.seeds(20)) func `keep every digit of an integer, in threes from its end`(_ seed: Int) {
    var random = FixedGenerator(seed: seed)
    for _ in 0..<50 {
      let number = number(&random) * (random.chance(30) ? -1 : 1)
      let text = turkish.integer(number)
      #expect(Int64(text.filter { $0 != "." }) == number)
      let groups = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
      #expect((1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy { $0.count == 3 }, "\(text)")
      #expect(english.integer(number) == text.replacing(".", with: ","))
    }
  }

  /// `2000 · part` lies between the two halves of a tenth that are nearest; a half goes away from zero.
  @Test(arguments: Fuzzing.seeds(20)) func `are nearest to the share they stand for`(_ seed: Int) throws {
    var random = FixedGenerator(seed: seed)
    for _ in 0..<50 {
      let whole = Int64(random.number(1...random.one(of: [3, 40, 2000, 1_000_000])))
      let part = Int64(random.number(0...Int(whole) * random.number(1...3)))
      let text = english.percent(part, of: whole)
      let halves = text.dropLast().split(separator: ".")
      let tenths = try #require(Int64(halves[0].filter { $0 != "," } + halves[1]))
      #expect((2 * tenths - 1) * whole <= 2000 * part && 2000 * part < (2 * tenths + 1) * whole, "\(part) of \(whole)")
      #expect(turkish.percent(part, of: whole) == "%" + halves[0].replacing(",", with: ".") + "," + halves[1])
      if tenths > 0 { #expect(english.percent(-part, of: whole) == "-" + text) }
    }
  }

  @Test func `have no sign where nothing is left of them`() {
    #expect(english.percent(-1, of: 100_000) == "0.0%")
    #expect(turkish.percent(-1, of: 100_000) == "%0,0")
    #expect(turkish.duration(-999_999) == "00:00:00")
  }

  @Test(arguments: Fuzzing.seeds(20)) func `lose the rest of a second of a duration, and nothing else`(_ seed: Int)
    throws
  {
    var random = FixedGenerator(seed: seed)
    for _ in 0..<50 {
      let microseconds = number(&random)
      let parts = try turkish.duration(microseconds).split(separator: ":").map { try #require(Int64($0)) }
      #expect(parts.count == 3 && parts[1] < 60 && parts[2] < 60)
      let printed = ((parts[0] * 60 + parts[1]) * 60 + parts[2]) * 1_000_000
      #expect(printed <= microseconds && microseconds - printed < 1_000_000, "\(microseconds)")
    }
  }

  /// Years around a leap day that is left out, one that is not, and an ordinary one.
  @Test(arguments: [(1899, 1901), (1999, 2001), (2023, 2025)]) func `follow the calendar day by day`(
    _ first: Int, _ last: Int
  ) {
    var date = CivilDate(year: first, month: 1, day: 1)
    for year in first...last {
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      for (month, days) in [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].enumerated() {
        for day in 1...days {
          let two = [day, month + 1].map { ($0 < 10 ? "0" : "") + String($0) }
          #expect(turkish.date(date) == "\(two[0]).\(two[1]).\(year)")
          #expect(english.date(date) == "\(year)-\(two[1])-\(two[0])")
          #expect(turkish.dayAndMonth(date) == "\(two[0]).\(two[1])")
          #expect(english.dayAndMonth(date) == "\(two[1])-\(two[0])")
          date = date.advanced(by: 1)
        }
      }
    }
  }
}
