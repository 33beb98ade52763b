import Records
import Documents
import PDF
import Support
import Testing

@Suite struct `Pages of a PDF` {
  @Test func `bear classification, number, origin and page number`() throws {
    let drawn = try DrawnPDF()
    #expect(drawn.summary.pages == 5)
    #expect(try drawn.properties()["Pages"] == "5")
    for page in 1...drawn.summary.pages {
      let text = try drawn.text(page: page)
      #expect(text.contains("KİŞİSEL VERİ İÇERİR – GİZLİ"))
      #expect(text.contains("2026/OTR-000123"))
      #expect(text.contains("Örnek Enerji A.Ş. · Oturum Kayıtları Dökümü · 07.10.2026"))
      #expect(text.contains("Sayfa \(page) / 5"))
    }
  }

  @Test func `are A4, upright or on their side as the section says`() throws {
    let sizes = try DrawnPDF().words().map { ($0[0].pageWidth, $0[0].pageHeight) }
    #expect(sizes.map { $0.0 < $0.1 } == [true, true, false, false, true])
    #expect(sizes.allSatisfy { abs(min($0.0, $0.1) - 595.276) < 0.01 && abs(max($0.0, $0.1) - 841.89) < 0.01 })
  }

  @Test func `begin with title, period, heading block and the notices at the foot`() throws {
    let words = try DrawnPDF().words()[0]
    func top(_ text: String) -> Double { words.first { $0.text == text }?.top ?? .nan }
    #expect(top("OTURUM") < top("Çarşamba"))
    #expect(top("Çarşamba") < top("Düzenlenme"))
    #expect(top("Düzenlenme") < top("Özet"))
    #expect(top("üretilmiştir.") > top("Haftalık"))
    #expect(top("üretilmiştir.") > 750)
  }

  @Test func `take the notices below the heading block when the first page is full`() throws {
    let drawn = try DrawnPDF { document, _ in
      document.cover.notices = (0..<60).map { "Uyarı \($0): " + String(repeating: "metin ", count: 20) }
    }
    let text = try drawn.runningText()
    for number in 0..<60 { #expect(text.contains("Uyarı \(number):")) }
    try expectReadable(drawn)
  }

  @Test func `hold nothing outside their margins and nothing upon each other`() throws {
    try expectReadable(try DrawnPDF())
    try expectReadable(try DrawnPDF(sessions: 300, names: [String(repeating: "Abdurrahmangazi-", count: 12), "kısa"]))
  }

  @Test func `number the sections that are on paper`() throws {
    let drawn = try DrawnPDF { document, _ in document.sections[0].isPaged = false }
    let text = try drawn.text()
    #expect(text.contains("1 Amaç ve hukuki dayanak") || text.contains("1  Amaç ve hukuki dayanak"))
    #expect(!text.contains("Özet"))
  }

  @Test func `never end with a heading alone`() throws {
    let drawn = try DrawnPDF(sessions: 1) { document, folder in
      document.sections = try (0..<40).flatMap { number in
        let lines = (0..<11 + number).map { "satır \($0)" }.joined(separator: "\n")
        let rows = try Samples.table([("Kullanıcı", .text)], in: folder, rows: [[.text("kayıt\(number).")]])
        let blocks: [Block] = number % 2 == 0 ? [.table(rows)] : [.paragraph("kayıt\(number).")]
        return [
          Section(id: "filler", title: "Dolgu", sheet: .none, blocks: [.paragraph(lines)]),
          Section(id: "next", title: "Başlık\(number).", caption: "not", sheet: .none, blocks: blocks),
        ]
      }
    }
    // The second page lists the headings.
    let all = try drawn.words().map { Set($0.map(\.text)) }
    let pages = all.prefix(1) + all.dropFirst(2)
    for number in 0..<40 {
      let page = try #require(pages.first { $0.contains("Başlık\(number).") })
      #expect(page.contains("kayıt\(number)."), "heading \(number) stands alone")
    }
  }

  @Test func `leave no line of a paragraph alone`() throws {
    let drawn = try DrawnPDF(sessions: 1) { document, _ in
      document.sections = (0..<9).map { number in
        let lines = (0..<7 + number).map { "\(number).\($0) satırı" }.joined(separator: "\n")
        return Section(id: "s\(number)", title: "Bölüm", sheet: .none, blocks: [.paragraph(lines)])
      }
    }
    #expect(drawn.summary.pages > 2)
    for page in try drawn.words() {
      let lines = page.map(\.text).filter { $0.contains(".") && $0.first?.isNumber == true && $0.count <= 4 }
      for number in 0..<9 {
        let count = lines.count { $0.hasPrefix("\(number).") }
        #expect(count != 1, "one line of paragraph \(number) is alone")
      }
    }
  }

  @Test func `stay readable with long words in every place`() throws {
    let long = String(repeating: "Uzunmetinparçası", count: 30)
    let drawn = try DrawnPDF { document, _ in
      document.identity.title = long
      document.identity.subtitle = long
      document.identity.classification = long
      document.identity.runningFoot = long
      document.cover.fields.append(Field(long, long))
      document.sections[0].title = long
      document.sections[0].caption = long
      document.sections[1].blocks += [
        .tiles((0..<7).map { _ in Tile(label: long, value: long, remark: long, isAlert: true) }),
        .signatures((0..<5).map { _ in SignatureBox(role: long, lines: [long, long]) }), .notice(long),
        .fields([Field(long, long), Field("kısa", "kısa")]),
      ]
    }
    try expectReadable(drawn)
  }

  @Test func `let values that fill pages run on`() throws {
    let long = (0..<4_000).map { "sözcük\($0)" }.joined(separator: " ")
    let drawn = try DrawnPDF { document, _ in document.cover.fields.append(Field("Uzun", long)) }
    let text = try drawn.runningText()
    #expect(text.contains("Uzun: sözcük0 "))
    #expect(text.contains("sözcük3999"))
    #expect(text.contains("Yazı tipinde olmayan karakter: yok"))
    try expectReadable(drawn)
  }

  /// A document with so many sections of a page each.
  private static func drawn(sections: Int) throws -> DrawnPDF {
    try DrawnPDF(sessions: 1) { document, _ in
      document.sections = (1...sections).map { number in
        let text = String(repeating: "Bölüm \(number) içinde yer alan uzun bir açıklama. ", count: 130)
        return Section(id: "s\(number)", title: "Konu \(number)", sheet: .none, blocks: [.paragraph(text)])
      }
    }
  }

  @Test func `of a longer document are listed behind the first one, each section with its page and a link`() throws {
    let drawn = try Self.drawn(sections: 9)
    let contents = try drawn.text(page: 2)
    #expect(contents.contains("İçindekiler"))
    let pages = try (1...drawn.summary.pages).map { try drawn.text(page: $0) }
    for number in 1...9 {
      let line = try #require(contents.split(separator: "\n").first { $0.contains("Konu \(number) ") })
      let page = try #require(line.split(separator: " ").last.flatMap { Int($0) })
      #expect(pages[page - 1].contains("Konu \(number)\n"), "\(line)")
    }
    for (index, page) in pages.enumerated() { #expect(page.contains("Sayfa \(index + 1) / \(pages.count)")) }
    let links = try Command.run("mutool", "show", drawn.path, "pages/2/Annots").output
    #expect(links.matches(of: #/ 0 R/#).count == 9)
    #expect(try ArchivalJudge.objections(to: [drawn.path])[drawn.path] == [])
    try expectReadable(drawn)
  }

  @Test func `of a short document are not listed`() throws {
    let drawn = try Self.drawn(sections: 2)
    #expect(drawn.summary.pages <= 5)
    #expect(!(try drawn.text().contains("İçindekiler")))
  }

  @Test(arguments: [0, 20, 30, 34, 38, 42, 46, 50])
  func `keep annexes and signatures together, with their headings`(lines: Int) throws {
    let drawn = try DrawnPDF(sessions: 1) { document, _ in
      document.annexes = [Annex(name: "2026-OTR-000123.xlsx")]
      let filler = Section(
        id: "filler", title: "Dolgu", sheet: .none,
        blocks: [.paragraph(String(repeating: "satır\n", count: lines) + "son")])
      let annexes = Section(id: "annexes", title: "Eklerin listesi", sheet: .cover, blocks: [.annexes])
      document.sections = [filler, annexes, document.sections[3]]
    }
    let pages = try (1...drawn.summary.pages).map { try drawn.text(page: $0) }
    let last = try #require(pages.last)
    for words in ["Eklerin listesi", "2026-OTR-000123.xlsx", "İmza", "Düzenleyen", "Ad Soyad"] {
      #expect(last.contains(words), "\(words)")
    }
  }
}
