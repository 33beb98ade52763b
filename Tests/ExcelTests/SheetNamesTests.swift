import Records
import Documents
@testable import Excel
import Testing

@Suite struct `Names of sheets` {
  @Test(arguments: [
    ("Oturumlar", "Oturumlar"), ("a/b:c*d?e[f]\\g", "a-b-c-d-e-f--g"), ("'alıntı'", "’alıntı’"), ("", "-"),
    ("History", "History 2"), ("Otuz birden fazla harfi olan bir ad", "Otuz birden fazla harfi olan…"),
    ("Etkilenen kişi ve kayıtların sayımı", "Etkilenen kişi ve kayıtların…"),
    ("Bulunmayan, imha edilmiş ve tutulmayan", "Bulunmayan, imha edilmiş ve…"),
    (String(repeating: "😀", count: 20), String(repeating: "😀", count: 15)),
  ])
  func `a name is made one that Excel accepts`(wanted: String, name: String) {
    var names = SheetNames()
    #expect(names.next(for: wanted) == name)
  }

  @Test func `no name is given twice, whatever its case`() {
    var names = SheetNames()
    #expect(names.next(for: "Olaylar") == "Olaylar")
    #expect(names.next(for: "OLAYLAR") == "OLAYLAR 2")
    #expect(names.next(for: "Olaylar", part: 2) == "Olaylar 3")
  }

  @Test func `a number behind a long name takes the place of its end`() {
    var names = SheetNames()
    let long = String(repeating: "x", count: 40)
    _ = names.next(for: long)
    #expect(names.next(for: long, part: 12) == String(repeating: "x", count: 28) + " 12")
  }

  @Test func `a name that reads as a cell does not break the file`() throws {
    let wanted = ["T01", "R1C1", "2026", "Özet 1", "Ay’lık"]
    let drawn = try Drawn { folder in
      var document = try Drawn.document(in: folder, columns: [Drawn.column(.text)], rows: [[.text("x")]])
      let listing = document.sections[document.sections.count - 1]
      document.sections = wanted.map { name in
        var copy = listing
        copy.sheet = .own(name)
        return copy
      }
      return document
    }
    let xml = try drawn.part("xl/workbook.xml")
    let reading = try drawn.reading()
    for name in wanted {
      #expect(xml.contains("'\(name)'!$1:$1"))
      #expect(try reading.sheet(name)["A2"]?.value == "x")
    }
  }
}
