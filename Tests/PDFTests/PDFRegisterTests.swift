import Documents
import Foundation
import Model
import PDF
import Records
import Support
import Testing

@Suite struct `A register in a PDF` {
  /// An event of a table of number, identifier, moment and address.
  private static func row(_ number: Int64, _ address: String) -> [Cell] {
    let moment = SampleDocument.issuedAt.advanced(by: number * 60_000_000)
    return [
      .integer(number), .text("kayıt\(number)"), .moment(moment, zoneOffset: SampleDocument.zoneOffset), .text(address),
    ]
  }

  private static func table(_ rows: [[Cell]], pages: Int?, folded: Set<String> = [], in folder: String) throws -> Table
  {
    var table = try Samples.table(
      [("No", .integer), ("Kimlik", .text), ("An", .moment), ("Adres", .text)], in: folder, rows: rows)
    table.audience = .readers
    table.columns = table.columns.map { column in
      var column = column
      column.audience = .readers
      return column
    }
    table.pageLimit = pages
    table.foldedColumns = folded
    return table
  }

  private static let varying: Set<String> = ["column0", "column1", "column2"]

  @Test func `lists every row, and says so on the first page`() throws {
    let drawn = try DrawnPDF { document, folder in
      let rows = (1...400).map { Self.row($0, "10.0.0.\($0)") }
      let table = try Self.table(rows, pages: 200, in: folder)
      document.cover.fields.append(Field("Listelenen", .listedRows))
      document.sections = [Section(id: "only", title: "Olaylar", sheet: .own("Olaylar"), blocks: [.table(table)])]
    }
    #expect(try drawn.text(page: 1).contains("tümü (400 satır)"))
    let text = try drawn.runningText()
    #expect((1...400).allSatisfy { text.contains(" 10.0.0.\($0) ") })
    #expect(!text.contains("satırın ilk"))
    try expectReadable(drawn)
  }

  @Test(
    arguments: [
      (Set(Output.allCases), "Tamamı çalışma kitabının “Olaylar” sayfasındadır."),
      ([.paged, .csv, .json], "Tamamı 2026-OTR-000123-table.csv dosyasındadır."),
      ([.paged, .json], "ötekiler hiçbir dosyada yoktur."),
    ] as [(Set<Output>, String)])
  func `ends after its pages, and says where the others are`(outputs: Set<Output>, place: String) throws {
    let drawn = try DrawnPDF { document, folder in
      let table = try Self.table((1...4000).map { Self.row($0, "10.0.0.1") }, pages: 2, in: folder)
      document.outputs = outputs
      document.cover.fields.append(Field("Listelenen", .listedRows))
      document.sections = [
        Section(id: "only", title: "Olaylar", sheet: .own("Olaylar"), isLandscape: true, blocks: [.table(table)]),
        Section(id: "end", title: "Son", sheet: .none, isLandscape: true, blocks: [.paragraph("son söz")]),
      ]
    }
    let text = try drawn.runningText()
    let shown = try #require(text.firstMatch(of: /4\.000 satırın ([0-9]+) tanesi/)).1
    let count = try #require(Int(shown))
    #expect((40..<120).contains(count))
    #expect(text.contains("4.000 satırın ilk \(count) tanesi") && text.contains(place))
    #expect(text.contains(" kayıt\(count) ") && !text.contains(" kayıt\(count + 1) "))
    // The first page, two of the register, and what follows it.
    #expect((3...4).contains(drawn.summary.pages))
    #expect(try drawn.text(page: 3).contains("satırın ilk"))
  }

  @Test func `folds long runs of rows that show the same`() throws {
    let drawn = try DrawnPDF(isLandscape: true) { folder in
      var rows = [Self.row(1, "10.0.0.1")]
      rows += (2...148).map { Self.row($0, "203.0.113.77") }
      rows += (149...152).map { Self.row($0, "10.0.0.2") }
      return [.table(try Self.table(rows, pages: 200, folded: Self.varying, in: folder))]
    }
    let text = try drawn.runningText()
    #expect(text.components(separatedBy: "203.0.113.77").count == 2)
    #expect(text.contains("2–148") && text.contains("147 kez"))
    #expect(text.contains("08.10.2026 02:17:07 –") && text.contains("08.10.2026 04:43:07"))
    #expect(text.contains("Art arda gelen aynı satırlar tek satırda toplanmıştır."))
    // Four are as easily read one by one.
    #expect(text.components(separatedBy: "10.0.0.2").count == 5)
  }

  @Test func `folds nothing that a reader could tell apart`() throws {
    let drawn = try DrawnPDF(isLandscape: true) { folder in
      // The same letter in two spellings that are equal for Unicode and not for a computer.
      let rows = (1...12).map { Self.row($0, $0 % 2 == 0 ? "\u{E9}" : "e\u{301}") }
      return [.table(try Self.table(rows, pages: 200, folded: Self.varying, in: folder))]
    }
    #expect(!(try drawn.runningText().contains("kez")))
  }

  @Test func `has its annexes with their digests, and room for initials on every page`() throws {
    let digest = String(repeating: "0123456789abcdef", count: 4)
    let drawn = try DrawnPDF { document, _ in
      var annexes = ["2026-OTR-000123.xlsx", "2026-OTR-000123.json"].map { Annex(name: $0) }
      for index in annexes.indices { annexes[index].sha256 = digest }
      document.annexes = annexes
      document.sections.append(Section(id: "annexes", title: "Ekler", sheet: .cover, blocks: [.annexes]))
    }
    let text = try drawn.runningText()
    #expect(text.contains("Ek-1 2026-OTR-000123.xlsx SHA-256 \(digest)"))
    #expect(text.contains("Ek-2 2026-OTR-000123.json SHA-256 \(digest)"))
    for page in 1...drawn.summary.pages { #expect(try drawn.text(page: page).contains("Paraf")) }
    let alone = try DrawnPDF { document, _ in
      document.sections = [Section(id: "annexes", title: "Ekler", sheet: .cover, blocks: [.annexes])]
    }
    #expect(try alone.runningText().contains("Belgenin eki yoktur."))
    #expect(!(try alone.runningText().contains("Paraf")))
  }
}
