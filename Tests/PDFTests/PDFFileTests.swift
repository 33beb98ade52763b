import Documents
import Foundation
import PDF
import Support
import Testing

@Suite struct `A PDF file` {
  @Test func `is valid, and no reader complains about it`() throws {
    let drawn = try DrawnPDF()
    let check = try Command.run("qpdf", "--check", drawn.path)
    #expect(check.status == 0, "\(check.output)\(check.errors)")
    #expect(!check.output.contains("WARNING"))
    for words in [["pdftotext", drawn.path, "-"], ["pdffonts", drawn.path], ["pdftoppm", "-r", "20", drawn.path]] {
      let outcome = try Command.run(words: words)
      #expect(outcome.status == 0)
      #expect(outcome.errors.isEmpty, "\(words): \(outcome.errors)")
    }
    let muPDF = try Command.run("mutool", "draw", "-F", "txt", "-o", "/dev/null", drawn.path)
    #expect(muPDF.status == 0)
    #expect(!muPDF.errors.contains("error"))
  }

  @Test func `embeds every font with a map to Unicode`() throws {
    let drawn = try DrawnPDF(names: ["ordinary", "⡂⡃ only DejaVu has these"])
    let fonts = try Command.run("pdffonts", drawn.path).output.split(separator: "\n").dropFirst(2)
    #expect(fonts.contains { $0.contains("DejaVu") })
    #expect(fonts.contains { $0.contains("NotoSans-Bold") })
    for font in fonts {
      #expect(font.contains("TrueType"))
      #expect(font.contains("yes yes yes"), "\(font)")
    }
  }

  @Test func `carries the document's properties in right Turkish`() throws {
    let properties = try DrawnPDF().properties()
    #expect(properties["Title"] == "OTURUM KAYITLARI DÖKÜMÜ")
    #expect(properties["Subject"] == "7 Ekim 2026, Çarşamba 00:00 – 24:00 (UTC+03:00)")
    #expect(properties["Author"] == "Örnek Enerji A.Ş.")
    #expect(properties["Creator"] == "Tutanak 0.1")
    #expect(properties["Keywords"] == "2026/OTR-000123, KİŞİSEL VERİ İÇERİR – GİZLİ")
  }

  @Test func `bears the time of issue and no other`() throws {
    let properties = try DrawnPDF().properties()
    #expect(properties["CreationDate"] == "D:20261008021507+03'00'")
    #expect(properties["ModDate"] == "D:20261008021507+03'00'")
  }

  @Test func `writes zones west of Greenwich and with half hours`() throws {
    let drawn = try DrawnPDF { document, _ in document.identity.zoneOffset = -12_600_000_000 }
    #expect(try drawn.properties()["CreationDate"] == "D:20261007194507-03'30'")
  }

  @Test func `says its language and wants its title shown`() throws {
    let drawn = try DrawnPDF()
    let catalogue = try Command.run("mutool", "show", drawn.path, "trailer/Root").output
    #expect(catalogue.contains("/Lang (tr-TR)"))
    #expect(catalogue.contains("/DisplayDocTitle true"))
    #expect(catalogue.contains("/PageMode /UseOutlines"))
  }

  @Test func `has a bookmark for every section that is on paper`() throws {
    let drawn = try DrawnPDF { document, _ in document.sections[1].isPaged = false }
    let outline = try Command.run("mutool", "show", drawn.path, "outline").output
    let titles = outline.split(separator: "\n").compactMap { line in
      line.split(separator: "\"", omittingEmptySubsequences: false).dropFirst().first.map(String.init)
    }
    #expect(titles == ["1 Özet", "2 Oturumlar", "3 İmza"])
    let pages = outline.split(separator: "\n").compactMap { line in
      line.components(separatedBy: "page=").dropFirst().first.map { String($0.prefix { $0.isNumber }) }
    }
    #expect(pages == ["1", "2", "4"])
  }

  @Test func `keeps the reader's zoom when a bookmark is followed`() throws {
    let drawn = try DrawnPDF()
    let objects = try Command.run("qpdf", "--json", drawn.path).output
    #expect(objects.contains("\"/XYZ\""))
    let outline = try Command.run("mutool", "show", drawn.path, "trailer/Root/Outlines/First/Dest").output
    #expect(outline.split(separator: " ").dropLast().last == "0" || outline.contains(" 0 ]"), "\(outline)")
  }

  @Test func `is the same byte for byte when drawn again`() throws {
    let folder = try ScratchFolder()
    let document = try SampleDocument.make(in: folder.path, names: ["😀", "şükrü", "⡂"])
    let first = try PDFRenderer.draw(document, to: folder.path + "/first.pdf")
    let second = try PDFRenderer.draw(document, to: folder.path + "/second.pdf")
    #expect(first == second)
    let bytes = try ["first", "second"].map { try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\($0).pdf")) }
    #expect(bytes[0] == bytes[1])
    #expect(!bytes[0].isEmpty)
  }

  @Test func `can be read by its owner only`() throws {
    let drawn = try DrawnPDF()
    #expect(try Command.run("stat", "-c", "%a", drawn.path).output == "600\n")
  }

  @Test func `embeds only the fonts it draws with`() throws {
    let drawn = try DrawnPDF { document, _ in document.cover.notices = [] }
    let objects = try Command.run("mutool", "show", drawn.path, "grep").output
    #expect(objects.contains("NotoSans-Bold"))
    #expect(!objects.contains("DejaVu"))
    #expect(!objects.contains("NotoSans-Italic"))
  }

  @Test func `can do with one font file for everything`() throws {
    let drawn = try DrawnPDF { document, _ in
      let path = document.theme.fonts.fallback
      document.theme.fonts.regular = path
      document.theme.fonts.bold = path
      document.theme.fonts.italic = path
    }
    #expect(try drawn.text(page: 1).contains("OTURUM KAYITLARI DÖKÜMÜ"))
    #expect(try Command.run("pdftotext", drawn.path, "-").errors.isEmpty)
    try expectReadable(drawn)
  }
}
