import Documents
import Records
import Model
import PDF
import Support
import Testing

@Suite struct `Tables in a PDF` {
  @Test func `repeat their header on every page`() throws {
    let drawn = try DrawnPDF(sessions: 300) { document, _ in
      guard case .table(var table) = document.sections[2].blocks[0] else { return }
      table.pagedRowLimit = nil
      document.sections[2].blocks = [.table(table)]
    }
    let pages = try (1...drawn.summary.pages).map { try drawn.text(page: $0) }
    let tables = pages.filter { $0.contains("logout") }
    #expect(tables.count == 10)
    for page in tables {
      #expect(page.contains("Oturum Başlangıcı"))
      #expect(page.contains("Kapanış Nedeni"))
    }
    let numbers = try drawn.words().flatMap(\.self).filter { $0.right < 100 }.compactMap { Int($0.text) }
    #expect(Set(numbers).isSuperset(of: 1...300))
  }

  @Test(arguments: [(rows: 3, length: 8, pages: 1), (3, 60, 2), (41, 8, 3)])
  func `turn the page only where they are wide or long`(rows: Int, length: Int, pages: Int) throws {
    let columns: [(title: String, kind: Column.Kind)] = (0..<5).map { ("Sütun \($0)", .text) }
    let drawn = try DrawnPDF(isLandscape: true) { folder in
      let cells: [Cell] = columns.map { _ in .text(String(repeating: "söz ", count: length / 4)) }
      return [.table(try Samples.table(columns, in: folder, rows: (0..<rows).map { _ in cells }))]
    }
    // The sample's first page stands upright, and has room for three rows.
    #expect(drawn.summary.pages == pages)
  }

  @Test func `say how many rows they leave out, and where those are`() throws {
    let drawn = try DrawnPDF(sessions: 12_345)
    let text = try drawn.runningText()
    #expect(text.contains("12.345 satırın ilk 60 tanesi. Tamamı çalışma kitabının “Oturumlar” sayfasındadır."))
    #expect(!text.contains(" 61 "))
    let complete = try DrawnPDF(sessions: 60).runningText()
    #expect(!complete.contains("satırın ilk"))
  }

  @Test func `give way to a sentence when they have no rows`() throws {
    let drawn = try DrawnPDF(sessions: 0)
    let text = try drawn.runningText()
    #expect(text.contains("Belirtilen dönem ve ölçütlerle kayıt bulunmamaktadır."))
    #expect(!text.contains("Oturum Başlangıcı"))
  }

  @Test func `show only the columns that are for pages`() throws {
    let text = try DrawnPDF().text()
    #expect(!text.contains("Başlangıç (UTC)"))
    #expect(!text.contains("2026-10-06T"))
  }

  @Test func `write every kind of cell as a person reads it`() throws {
    let columns: [(title: String, kind: Column.Kind)] = [
      ("Metin", .text), ("Sayı", .integer), ("An", .moment), ("Gün", .date), ("Süre", .duration), ("Önem", .severity),
    ]
    let drawn = try DrawnPDF(isLandscape: true) { folder in
      let rows: [[Cell]] = [
        [
          .text("yazı"), .integer(-1_234_567),
          .moment(SampleDocument.issuedAt, zoneOffset: SampleDocument.zoneOffset),
          .date(CivilDate(year: 2026, month: 2, day: 3)), .duration(41_364_000_000), .severity(.critical),
        ],
        [
          .empty, .integer(.min), .moment(.infinity, zoneOffset: SampleDocument.zoneOffset), .empty,
          .duration(-5_000_000), .empty,
        ],
        [.text(""), .integer(.max), .moment(.minusInfinity, zoneOffset: 0), .empty, .duration(.min), .severity(.info)],
      ]
      return [.table(try Samples.table(columns, in: folder, rows: rows))]
    }
    let text = try drawn.text()
    for value in [
      "-1.234.567", "08.10.2026 02:15:07", "03.02.2026", "11:29:24", "Kritik", "-9.223.372.036.854.775.808", "∞",
      "-00:00:05", "–", "Bilgi",
    ] {
      #expect(text.contains(value), "\(value)")
    }
    try expectReadable(drawn)
  }

  @Test func `align numbers right and texts left`() throws {
    let drawn = try DrawnPDF { folder in
      let rows = (0..<5).map { (power: Int) -> [Cell] in
        [
          .text(String(repeating: "m", count: power + 1)),
          .integer(Int64(String(repeating: "7", count: power + 1)) ?? 0),
        ]
      }
      return [.table(try Samples.table([("Ad", .text), ("Sayı", .integer)], in: folder, rows: rows))]
    }
    let words = try drawn.words()[0]
    let names = words.filter { $0.text.allSatisfy { $0 == "m" } }
    let numbers = words.filter { ["7", "77", "777", "7.777", "77.777"].contains($0.text) && $0.left > 200 }
    #expect(names.count == 5)
    #expect(numbers.count == 5)
    #expect(names.allSatisfy { abs($0.left - names[0].left) < 0.1 })
    #expect(numbers.allSatisfy { abs($0.right - numbers[0].right) < 0.1 })
  }

  @Test(arguments: [1, 2, 8, 16, 24])
  func `fit any number of columns`(count: Int) throws {
    let kinds: [Column.Kind] = [.text, .integer, .moment, .duration, .severity, .date]
    let columns = (0..<count).map { (title: "Uzun bir sütun başlığı \($0)", kind: kinds[$0 % kinds.count]) }
    let cells: [Cell] = [
      .text("Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101"), .integer(123_456),
      .moment(SampleDocument.issuedAt, zoneOffset: 0), .duration(86_400_000_000), .severity(.medium),
      .date(CivilDate(year: 2026, month: 10, day: 7)),
    ]
    let drawn = try DrawnPDF(isLandscape: true) { folder in
      let rows = (0..<40).map { _ in (0..<count).map { cells[$0 % cells.count] } }
      return [.table(try Samples.table(columns, in: folder, rows: rows))]
    }
    try expectReadable(drawn)
  }

  @Test func `never break a number as long as there is room for all of them`() throws {
    let columns: [(title: String, kind: Column.Kind)] = [("Açıklama", .text)] + (0..<9).map { ("Sayı \($0)", .integer) }
    let drawn = try DrawnPDF { folder in
      let row: [Cell] = [.text(String(repeating: "açıklama ", count: 40))] + (0..<9).map { _ in .integer(1_234_567) }
      return [.table(try Samples.table(columns, in: folder, rows: [row]))]
    }
    #expect(try drawn.words().flatMap(\.self).count { $0.text == "1.234.567" } == 9)
    try expectReadable(drawn)
  }

  @Test func `shorten cells of more than 400 characters and count them on the cover`() throws {
    let exact = String(repeating: "ğ", count: 400)
    let drawn = try DrawnPDF { folder in
      let rows: [[Cell]] = [[.text(exact)], [.text(exact + "x")], [.text(String(repeating: "a ", count: 16_384))]]
      return [.table(try Samples.table([("Metin", .text)], in: folder, rows: rows))]
    }
    #expect(drawn.summary.shortenedCells == 2)
    let text = try drawn.runningText()
    #expect(text.contains("… (+1 karakter)"))
    #expect(text.contains("… (+32.368 karakter)"))
    #expect(try drawn.text(page: 1).contains("2 hücre kısaltıldı"))
    try expectReadable(drawn)
  }

  @Test func `part a row only when it is higher than a page`() throws {
    let columns: [(title: String, kind: Column.Kind)] = (0..<30).map { ("S\($0)", .text) }
    let drawn = try DrawnPDF(isLandscape: true) { folder in
      let tall: [Cell] = (0..<30).map { _ in .text(String(repeating: "w", count: 400)) }
      let low: [Cell] = (0..<30).map { _ in .text("son") }
      return [.table(try Samples.table(columns, in: folder, rows: [low, tall, low]))]
    }
    let letters = try drawn.words().flatMap(\.self).map(\.text).filter { $0.allSatisfy { $0 == "w" } }
    #expect(letters.reduce(0) { $0 + $1.count } == 30 * 400)
    try expectReadable(drawn)
  }

  @Test func `keep the remark with the last row`() throws {
    let drawn = try DrawnPDF { folder in
      try (0..<30).map { number in
        let cells: [[Cell]] = (0..<13 + number).map { [.text($0 == 12 + number ? "sonuncu\(number)." : "satır")] }
        return .table(try Samples.table([("Ad", .text)], in: folder, remark: "Açıklama\(number).", rows: cells))
      }
    }
    let pages = try drawn.words().map { Set($0.map(\.text)) }
    for number in 0..<30 {
      let page = try #require(pages.first { $0.contains("sonuncu\(number).") })
      #expect(page.contains("Açıklama\(number)."))
    }
  }
}
