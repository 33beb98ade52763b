import Documents
import Records
@testable import Excel
import Model
import Support
import Testing

@Suite struct `Sheets of a workbook` {
  @Test func `the cover stands first, then the summary, then the listings in the document's order`() throws {
    let drawn = try Drawn { folder in
      var document = try SampleDocument.make(in: folder, sessions: 5)
      let events = Table(
        id: "events", columns: [Drawn.column(.text)], rows: try TableRows([], in: folder), emptyText: "Kayıt yok.")
      let section = Section(id: "events", title: "Olaylar", sheet: .own("Olaylar"), blocks: [.table(events)])
      document.sections.insert(section, at: 0)
      return document
    }
    #expect(try drawn.reading().sheets.map(\.name) == ["Kapak", "Özet", "Olaylar", "Oturumlar"])
    #expect(drawn.summary.sheets.map(\.name) == ["Kapak", "Özet", "Olaylar", "Oturumlar"])
  }

  @Test func `the cover answers what the document is, for whom and on what ground`() throws {
    let drawn = try Drawn()
    let cover = try drawn.reading().sheet("Kapak")
    #expect(cover["A1"]?.value == "OTURUM KAYITLARI DÖKÜMÜ")
    #expect(cover["A2"]?.value == "7 Ekim 2026, Çarşamba 00:00 – 24:00 (UTC+03:00)")
    #expect(cover["A3"]?.value == "KİŞİSEL VERİ İÇERİR – GİZLİ")
    for text in [
      "Belge No", "2026/OTR-000123 · sürüm 1", "Hukuki sebep", "KVKK m.5/2-ç (hukuki yükümlülük), m.12",
      "Bu belge Tutanak yazılımı tarafından otomatik üretilmiştir.", "2  Amaç ve hukuki dayanak",
      "Belirtilen dönemde kaynak kayıtta kesinti vardır.", "Kapsam", "Tüm oturumlar", "yok",
    ] {
      #expect(cover.values.contains(text), "\(text)")
    }
  }

  @Test func `the summary holds the tiles, and the numbers of every figure as numbers`() throws {
    let drawn = try Drawn()
    let summary = try drawn.reading().sheet("Özet")
    #expect(summary.values.isSuperset(of: ["Oturum", "önceki gün 688", "Bulgu", "1 yüksek", "24 / 30"]))
    let tiles = ["702": "n", "7": "n", "41364123456": "duration", "24 / 30": "s"]
    for (value, kind) in tiles { #expect(summary.cells.values.contains { $0.value == value && $0.kind == kind }) }
    #expect(summary.values.isSuperset(of: ["Gün içi yoğunluk", "En uzun on kullanıcı", "Haftalık yoğunluk", "Toplam"]))
    // 41,364 seconds are the longest user's.
    let longest = summary.cells.values.first { $0.kind == "duration" && $0.value == "41364000000" }
    #expect(longest?.format == "[h]:mm:ss.000")
    #expect(summary.cells.values.contains { $0.kind == "n" && $0.value == "49" })
  }

  @Test func `every value of a listing is what the source holds`() throws {
    let drawn = try Drawn()
    let sheet = try drawn.reading().sheet("Oturumlar")
    #expect(sheet.rowCount == 121)
    let header = ["A", "B", "C", "D", "E", "F", "G"].map { sheet[$0 + "1"]?.value }
    #expect(
      header == [
        "Sıra No", "Kullanıcı", "Oturum Başlangıcı", "Başlangıç (UTC)", "Süre (sa:dk:sn)", "Önem", "Kapanış Nedeni",
      ])
    for index in 0..<120 {
      let row = String(index + 2)
      let begin = SampleDocument.issuedAt.microseconds - 86_400_000_000 + Int64(index) * 61_000_001
      let local = LocalTime(wallClock: (begin + SampleDocument.zoneOffset) / 1_000_000 * 1_000_000)
      #expect(sheet["A" + row]?.value == String(index + 1))
      #expect(sheet["B" + row]?.value == ["şükrü.ığdır", "İpek Çığ", "ÖĞÜŞİÇ öğüşiç ıI"][index % 3])
      #expect(sheet["C" + row]?.value == String(local.iso8601.dropLast(3)))
      #expect(sheet["D" + row]?.value == Instant(microseconds: begin).iso8601)
      #expect(sheet["E" + row]?.value == String(Int64(index) * 1_234_567))
      #expect(sheet["F" + row]?.value == "Yüksek")
      #expect(sheet["G" + row]?.value == (index % 3 == 0 ? nil : "logout"))
    }
  }

  @Test func `a listing's header is frozen, filters every row and stands on every printed page`() throws {
    let sheet = try Drawn().reading().sheet("Oturumlar")
    #expect(sheet.frozen == "A2")
    #expect(sheet.filter == "A1:G121")
    #expect(sheet.titleRows == "$1:$1")
    #expect(sheet["A1"]?.bold == true)
  }

  @Test func `every sheet is ready to print, with classification, number and page on every page`() throws {
    let reading = try Drawn().reading()
    for sheet in reading.sheets {
      #expect(sheet.paper == "9")
      #expect(sheet.orientation == (sheet.name == "Kapak" ? "portrait" : "landscape"))
      #expect(sheet.fits && (sheet.fitWidth ?? 1) == 1 && sheet.fitHeight == 0)
      #expect(sheet.headerLeft.hasSuffix("KİŞİSEL VERİ İÇERİR – GİZLİ"))
      #expect(sheet.headerRight.hasSuffix("2026/OTR-000123"))
      #expect(sheet.footerLeft.hasSuffix("Örnek Enerji A.Ş. · Oturum Kayıtları Dökümü · 07.10.2026"))
      #expect(sheet.footerRight.hasSuffix("Sayfa &P / &N"))
    }
  }

  @Test(arguments: ["AR&GE A.Ş.", "&[Picture] & Co", "A&P &N &G", String(repeating: "Ünvan & ", count: 60)])
  func `an ampersand in a header or footer is printed and does nothing`(name: String) throws {
    let drawn = try Drawn { folder in
      var document = try SampleDocument.make(in: folder, sessions: 1)
      document.identity.runningFoot = name
      document.identity.classification = name
      return document
    }
    let xml = try drawn.part("xl/worksheets/sheet1.xml")
    let foot = try #require(xml.split(separator: "<oddFooter>").last?.split(separator: "</oddFooter>").first)
    let plain = foot.replacing("&amp;", with: "&").replacing("&quot;", with: "\"")
    #expect(plain.utf16.count <= 255)
    // What is left when doubled ampersands and the codes of the font are taken away holds no code of the name's.
    let left = plain.replacing("&&", with: "").split(separator: "&R").first ?? ""
    let codes = left.split(separator: "&").map { $0.prefix(1) }
    #expect(codes.allSatisfy { ["L", "\"", "8", "K"].contains($0) || !left.hasPrefix("&") }, "\(plain)")
    #expect(plain.hasSuffix("Sayfa &P / &N"))
  }

  @Test func `rows beyond a sheet's limit go on on the next sheet, under the same header`() throws {
    let drawn = try Drawn(rowLimit: 50)
    let reading = try drawn.reading()
    #expect(reading.sheets.map(\.name) == ["Kapak", "Özet", "Oturumlar", "Oturumlar 2", "Oturumlar 3"])
    let parts = reading.sheets.dropFirst(2)
    #expect(parts.map(\.rowCount) == [51, 51, 21])
    #expect(parts.map { $0["A2"]?.value } == ["1", "51", "101"])
    #expect(parts.map { $0.cells.keys.filter { $0.hasSuffix("1") && $0.count == 2 }.count } == [7, 7, 7])
    #expect(parts.map(\.filter) == ["A1:G51", "A1:G51", "A1:G21"])
    #expect(parts.map(\.frozen) == ["A2", "A2", "A2"])
    #expect(drawn.summary.sheets.map(\.rowCount).suffix(3) == [51, 51, 21])
  }

  @Test func `a table that ends at the limit needs no further sheet`() throws {
    let reading = try Drawn(rowLimit: 120).reading()
    #expect(reading.sheets.map(\.name) == ["Kapak", "Özet", "Oturumlar"])
  }

  @Test func `an empty table says why it is empty`() throws {
    let sheet = try Drawn(columns: [Drawn.column(.text), Drawn.column(.integer)], rows: []).reading().sheet("Liste")
    #expect(sheet["A1"]?.value == "Değer")
    #expect(sheet["A2"]?.value == "Kayıt bulunmamaktadır.")
    #expect(sheet.filter == nil)
  }

  @Test func `columns for other outputs are left out, and a table of none makes no sheet`() throws {
    var hidden = Drawn.column(.text, id: "hidden", title: "Gizli")
    hidden.audience = .programs
    let drawn = try Drawn(columns: [hidden, Drawn.column(.text)], rows: [[.text("x"), .text("y")]])
    let sheet = try drawn.reading().sheet("Liste")
    #expect(sheet["A1"]?.value == "Değer")
    #expect(sheet["A2"]?.value == "y")
    #expect(sheet["B1"] == nil)
    let none = try Drawn(columns: [hidden], rows: [[.text("x")]])
    #expect(try none.reading().sheets.map(\.name) == ["Kapak", "Özet"])
  }

  @Test func `what is said about a listing stands on the summary, so that its own sheet holds only rows`() throws {
    let drawn = try Drawn { folder in
      var document = try Drawn.document(in: folder, columns: [Drawn.column(.text)], rows: [[.text("x")]])
      document.sections[document.sections.count - 1].caption = "süreye göre azalan"
      return document
    }
    let reading = try drawn.reading()
    #expect(try reading.sheet("Özet").values.contains("süreye göre azalan"))
    #expect(try reading.sheet("Liste").rowCount == 2)
  }

  @Test func `a small table on the summary holds its values`() throws {
    let drawn = try Drawn { folder in
      var document = try SampleDocument.make(in: folder, sessions: 1)
      let rows = try TableRows(
        [[.severity(.critical), .text("12 başarısız deneme"), .integer(1234), .duration(3_600_000_000)]], in: folder)
      let columns = [
        Drawn.column(.severity, title: "Önem"), Drawn.column(.text, title: "Ne gözlendi"),
        Drawn.column(.integer, title: "Kanıt"), Drawn.column(.duration, title: "Süre"),
      ]
      let table = Table(
        id: "findings", title: "Öne çıkan bulgular", columns: columns, rows: rows, remark: "Değerlendirilen: 24 / 30",
        emptyText: "Bulgu yok.")
      document.sections[0].blocks.append(.table(table))
      return document
    }
    let summary = try drawn.reading().sheet("Özet")
    #expect(
      summary.values.isSuperset(of: [
        "Öne çıkan bulgular", "Ne gözlendi", "Kritik", "12 başarısız deneme", "1234", "3600000000",
        "Değerlendirilen: 24 / 30",
      ]))
  }

  @Test func `boxes for signatures are drawn where the cover asks for them`() throws {
    let drawn = try Drawn { folder in
      var document = try SampleDocument.make(in: folder, sessions: 1)
      document.sections[3].sheet = .cover
      return document
    }
    #expect(try drawn.reading().sheet("Kapak").values.isSuperset(of: ["4  İmza", "Düzenleyen", "Ad Soyad", "Tarih"]))
  }

  @Test func `the summary lists the other sheets, each a click away, with their captions, remarks and rows`() throws {
    let drawn = try Drawn(rowLimit: 100) { folder in
      var document = try SampleDocument.make(in: folder)
      document.sections[2].caption = "kullanıcıya göre sıralı"
      document.sections[2].blocks.append(.notice("Kaynak adres bildirmez."))
      document.sections[3].sheet = .page("İmza")
      return document
    }
    let reading = try drawn.reading()
    #expect(reading.sheets.map(\.name) == ["Kapak", "Özet", "Oturumlar", "Oturumlar 2", "İmza"])
    let summary = try reading.sheet("Özet")
    let links = summary.links.compactMap { place, location in
      location.map { (summary[place]?.value, $0) }
    }.sorted { $0.1 < $1.1 }
    #expect(links.map(\.0) == ["Oturumlar 2", "Oturumlar", "İmza"])
    #expect(links.map(\.1) == ["'Oturumlar 2'!A1", "'Oturumlar'!A1", "'İmza'!A1"])
    #expect(summary.values.isSuperset(of: ["Sayfalar", "100", "20"]))
    #expect(summary.values.contains("kullanıcıya göre sıralı\nKaynak adres bildirmez."))
    // No heading without anything below it.
    #expect(!summary.values.contains { $0.hasSuffix("  Oturumlar") })
    #expect(try reading.sheet("İmza").values.isSuperset(of: ["4  İmza", "Düzenleyen", "Ad Soyad"]))
  }

  @Test func `a listing too wide for a page is printed in groups of columns behind the first ones`() throws {
    let columns = (0..<20).map { Drawn.column(.text, id: "c\($0)", title: "Sütun \($0)", width: $0 == 0 ? 7 : 20) }
    let sheet = try Drawn(columns: columns, rows: [(0..<20).map { .text("\($0)") }]).reading().sheet("Liste")
    #expect(sheet.fits && sheet.fitWidth == 3 && sheet.fitHeight == 0 && sheet.pageOrder == "overThenDown")
    #expect(sheet.titleRows?.hasSuffix("$1:$1") == true && sheet.titleColumns?.hasSuffix("$A:$B") == true)
  }

  @Test func `a heading stays with what follows it`() throws {
    let drawn = try Drawn { folder in
      var document = try SampleDocument.make(in: folder, sessions: 1)
      let figure = try #require(document.sections[0].blocks.last)
      document.sections.insert(
        contentsOf: (0..<6).map { Section(id: "f\($0)", title: "Bölüm \($0)", sheet: .summary, blocks: [figure]) },
        at: 1)
      return document
    }
    let summary = try drawn.reading().sheet("Özet")
    #expect(!summary.rowBreaks.isEmpty)
    // A break is named by the row above it: never a heading.
    for row in summary.rowBreaks {
      #expect(
        summary["A\(row)"]?.value.contains("Bölüm") != true && summary["A\(row - 1)"]?.value.contains("Bölüm") != true)
    }
  }
}
