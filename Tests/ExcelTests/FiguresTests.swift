import Documents
@testable import Excel
import Model
import Support
import Testing

@Suite struct `Figures of a workbook` {
  @Test func `lines, bars and columns are Excel's own charts and refer to the numbers beside them`() throws {
    let drawn = try Drawn()
    let charts = try drawn.reading().parts.filter { $0.hasPrefix("xl/charts/chart") }
    #expect(charts.count == 3)
    let xml = try charts.map { try drawn.part($0) }
    #expect(xml.filter { $0.contains("<c:lineChart>") }.count == 1)
    let bars = try #require(xml.first { $0.contains("<c:barDir val=\"bar\"/>") })
    let columns = try #require(xml.first { $0.contains("<c:barDir val=\"col\"/>") })
    for (chart, title) in zip(xml, ["Gün içi yoğunluk", "En uzun on kullanıcı", "Günlük olaylar"]) {
      #expect(chart.contains(title))
      #expect(chart.contains("<c:f>'Özet'!$A$"))
      #expect(chart.contains("Noto Sans"))
    }
    // The first label of bars stands on top, durations are hours, columns are stacked in the severities' colours.
    #expect(bars.contains("<c:orientation val=\"maxMin\"/>") && bars.contains("formatCode=\"[h]:mm\""))
    #expect(columns.contains("<c:grouping val=\"stacked\"/>"))
    #expect(columns.contains("5B7593") && columns.contains("B3261E"))
    #expect(xml.map { $0.contains("<c:legend>") } == [false, false, true])
  }

  @Test func `a chart carries its numbers along, for programs that show it without the sheet`() throws {
    let drawn = try Drawn()
    let bars = try drawn.part("xl/charts/chart2.xml")
    #expect(bars.contains("<c:v>i***.kı***</c:v>") && bars.contains("<c:ptCount val=\"3\"/>"))
  }

  @Test func `a chart says in words what it shows, for who cannot see it`() throws {
    let drawing = try Drawn().part("xl/drawings/drawing1.xml")
    #expect(drawing.contains("descr=\"Gün içi yoğunluk – açık oturum sayısı, saatlik\""))
  }

  @Test func `a heat map is a grid of numbers, darker for more, with sums at its right`() throws {
    let summary = try Drawn().reading().sheet("Özet")
    let area = try #require(summary.colourScales.first)
    #expect(summary.colourScales.count == 1)
    let names = ["Pzt", "Sal", "Çar", "Per", "Cum", "Cmt", "Paz"]
    let rows = try names.map { name in
      try #require(summary.cells.first { $0.value.value == name && $0.key.hasPrefix("A") }?.key.dropFirst())
    }
    #expect(area == "D\(rows[0]):AA\(rows[6])")
    #expect(summary["AA\(rows[6])"]?.value == String(6 * 23 % 17))
    #expect(summary["AB\(rows[6])"]?.value == String((0..<24).reduce(0) { $0 + 6 * $1 % 17 }))
  }

  @Test func `numbers too many to stand beside their chart stand below all of them`() throws {
    let drawn = try Drawn { folder in
      var document = try SampleDocument.make(in: folder, sessions: 1)
      let values = (0..<96).map { Int64($0) }
      let figure = Figure(
        id: "load", title: "Çeyrek saatler", subtitle: "açık oturum", shape: .line, unit: .count,
        labels: values.map { "\($0 / 4):\($0 % 4 * 15)" }, labelTitle: "Saat",
        series: [.init(name: "Oturum", values: values)])
      document.sections[0].blocks.insert(.figure(figure), at: 0)
      return document
    }
    let summary = try drawn.reading().sheet("Özet")
    let charts = try (1...4).map { try drawn.part("xl/charts/chart\($0).xml") }
    let chart = try #require(charts.first { $0.contains("Çeyrek saatler") })
    let reference = try #require(chart.firstMatch(of: /<c:val><c:numRef><c:f>'Özet'!\$([A-Z]+)\$(\d+):\$[A-Z]+\$(\d+)/))
    let (first, last) = (try #require(Int(reference.2)), try #require(Int(reference.3)))
    #expect(last - first == 95)
    #expect((0..<96).allSatisfy { summary["\(reference.1)\(first + $0)"]?.value == String($0) })
    let heat = try #require(summary.colourScales.first?.split(separator: ":").last?.drop { $0.isLetter })
    #expect(first > Int(heat) ?? .max)
  }

  @Test(arguments: [
    (0, 1.0, 1.0), (4, 1, 4), (7, 2, 8), (49, 10, 50), (50, 10, 50), (51, 20, 60), (1_000_000, 200_000, 1_000_000),
  ])
  func `an axis of counts has round steps and reaches the largest`(most: Int64, step: Double, end: Double) {
    let scale = ChartScale(Self.figure(.count, most))
    #expect((scale.step, scale.end) == (step, end))
  }

  @Test(arguments: [(0, 1, 1), (299, 60, 300), (41_364, 10_800, 43_200), (864_000, 172_800, 864_000)])
  func `an axis of durations steps in minutes, hours or days`(seconds: Int64, step: Double, end: Double) {
    let scale = ChartScale(Self.figure(.duration, seconds * 1_000_000))
    let least = seconds == 0 ? 60.0 : 1
    #expect(abs(scale.step * 86_400 - step * least) < 0.001)
    #expect(abs(scale.end * 86_400 - end * least) < 0.001)
  }

  private static func figure(_ unit: Figure.Unit, _ most: Int64) -> Figure {
    Figure(
      id: "f", title: "", subtitle: "", shape: .line, unit: unit, labels: ["a"], labelTitle: "",
      series: [.init(name: "s", values: [most])])
  }
}
