import Documents
import Testing

@Suite struct `The formats of a document` {
  let turkish = Formats(dateOrder: .dayMonthYear, groupSeparator: ".", decimalSeparator: ",", isPercentFirst: true)
  let english = Formats(dateOrder: .yearMonthDay, groupSeparator: ",", decimalSeparator: ".", isPercentFirst: false)

  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1.000"), (-1_234_567, "-1.234.567"), (Int64.max, "9.223.372.036.854.775.807"),
  ])
  func `group digits`(_ number: Int64, _ text: String) {
    #expect(turkish.integer(number) == text)
  }

  @Test func `write a percentage in the language's way`() {
    #expect(turkish.percent(1, of: 8) == "%12,5")
    #expect(english.percent(1, of: 3) == "33.3%")
    #expect(english.percent(2, of: 2) == "100.0%")
    #expect(english.percent(0, of: 0) == "–")
    #expect(turkish.percent(-34, of: 9113) == "-%0,4")
    #expect(english.percent(-5, of: 4) == "-125.0%")
  }

  @Test(arguments: [
    (0, "00:00:00"), (999_999, "00:00:00"), (3_600_000_000, "01:00:00"), (360_000_000_000, "100:00:00"),
    (-5_000_000, "-00:00:05"),
  ])
  func `truncate durations to the second`(_ microseconds: Int64, _ text: String) {
    #expect(turkish.duration(microseconds) == text)
  }

  @Test func `fill the places of a sentence`() {
    #expect(RendererTexts.fill("Sayfa {page} / {pages}", ["page": "1", "pages": "12"]) == "Sayfa 1 / 12")
    #expect(RendererTexts.fill("{unknown} {open", ["page": "1"]) == "{unknown} {open")
  }
}
