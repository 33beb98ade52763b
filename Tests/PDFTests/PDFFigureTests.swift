import Documents
import PDF
import Support
import Testing

@Suite struct `Figures in a PDF` {
  static let shapes: [Figure.Shape] = [.line, .bars, .columns, .heatMap]

  @Test func `have titles, labels and numbers`() throws {
    let text = try DrawnPDF().text(page: 1)
    for word in [
      "Gün içi yoğunluk", "açık oturum sayısı, saatlik", "En uzun on kullanıcı", "11:29", "08:20", "01:23", "Düşük",
      "Yüksek", "Haftalık yoğunluk", "Pzt", "Paz",
    ] {
      #expect(text.contains(word), "\(word)")
    }
  }

  @Test func `have an axis that ends at a round number`() throws {
    let drawn = try DrawnPDF { _ in
      [.figure(Samples.figure(.line, labels: ["a", "b", "c"], values: [3, 1_730, 20]))]
    }
    let words = Set(try drawn.words()[0].map(\.text))
    #expect(words.isSuperset(of: ["0", "500", "1.000", "1.500", "2.000"]))
  }

  @Test func `count durations in hours and minutes`() throws {
    let hour: Int64 = 3_600_000_000
    let drawn = try DrawnPDF { _ in
      [.figure(Samples.figure(.line, unit: .duration, labels: ["a", "b"], values: [0, 11 * hour]))]
    }
    let words = Set(try drawn.words()[0].map(\.text))
    #expect(words.isSuperset(of: ["00:00", "03:00", "06:00", "09:00", "12:00"]))
  }

  @Test(arguments: shapes)
  func `stand any numbers`(shape: Figure.Shape) throws {
    let cases: [([String], [Int64])] = [
      ([], []), (["bir"], [0]), (["bir"], [7]), (["a", "b", "c"], [0, 0, 0]), (["a", "b"], [.max, .min]),
      (["a", "b", "c"], [1]), ((0..<400).map { "etiket \($0)" }, (0..<400).map { Int64($0) }),
      ([String(repeating: "uzun", count: 99), "kısa"], [12, 3]),
    ]
    let drawn = try DrawnPDF { _ in
      cases.flatMap { labels, values in
        [Figure.Unit.count, .duration].map {
          .figure(Samples.figure(shape, unit: $0, labels: labels, values: values))
        }
      }
    }
    try expectReadable(drawn)
  }

  @Test func `thin out labels that would touch`() throws {
    let labels = (0..<96).map { "\($0 / 4):\($0 % 4 * 15)" }
    let drawn = try DrawnPDF { _ in
      [
        .figure(Samples.figure(.line, labels: labels, values: labels.map { _ in 1 })),
        .figure(Samples.figure(.columns, labels: labels, values: labels.map { _ in 1 })),
      ]
    }
    try expectReadable(drawn)
    #expect(try drawn.words()[0].contains { $0.text == "12:0" })
  }

  @Test func `tell several series apart with a legend`() throws {
    var figure = Samples.figure(.line, labels: ["a", "b"], values: [1, 2])
    figure.series.append(Figure.Series(name: "İkinci", values: [2, 1]))
    let several = try DrawnPDF { _ in [.figure(figure)] }
    #expect(try several.text().contains("İkinci"))
    figure.series.removeLast()
    let single = try DrawnPDF { _ in [.figure(figure)] }
    #expect(try !single.text().contains("Dizi"))
  }

  @Test func `go on to the next page when they are higher than one`() throws {
    let labels = (0..<120).map { "kullanıcı\($0)" }
    let heat = Figure(
      id: "heat", title: "Isı", subtitle: "", shape: .heatMap, unit: .count, labels: ["a", "b"], labelTitle: "",
      series: (0..<120).map { Figure.Series(name: "satır\($0)", values: [Int64($0), 1]) })
    let drawn = try DrawnPDF { _ in
      [.figure(Samples.figure(.bars, labels: labels, values: (0..<120).map { Int64($0) })), .figure(heat)]
    }
    let words = Set(try drawn.words().flatMap(\.self).map(\.text))
    #expect(words.isSuperset(of: labels))
    #expect(words.isSuperset(of: (0..<120).map { "satır\($0)" }))
    try expectReadable(drawn)
  }

  @Test func `label every column of a histogram, in two lines where one is too narrow`() throws {
    let labels = [
      "< 1 dk", "1 dk –5 dk", "5 dk –15 dk", "15 dk –30 dk", "30 dk –1 sa", "1 sa –2 sa", "2 sa –4 sa", "≥ 4 sa",
    ]
    let drawn = try DrawnPDF { _ in
      let narrow = Samples.figure(.columns, labels: labels, values: [5, 3, 9, 1, 0, 2, 4, 7])
      return [.figure(narrow), .figure(narrow)]
    }
    let words = try drawn.words().flatMap(\.self).map(\.text)
    #expect(words.filter { $0 == "15" }.count >= 4)
    #expect(words.filter { $0 == "30" }.count >= 4)
  }
}
