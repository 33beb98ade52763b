import Documents
import Records
@testable import Excel
import Support
import Testing

@Suite struct `Listings beyond Excel's limit` {
  @Test func `1,048,577 rows stand on two sheets, every one of them`() throws {
    let count = 1_048_577
    let drawn = try Drawn { folder in
      var document = try Drawn.document(in: folder, columns: [], rows: [])
      let rows = try TableRowsWriter(in: folder)
      for index in 1...count {
        try rows.append { row in
          row.append(.integer(Int64(index)))
          row.append(index % 2 == 0 ? "a" : "b")
        }
      }
      let columns = [
        Drawn.column(.integer, id: "row_no", title: "Sıra No"), Drawn.column(.text, id: "user", title: "Kullanıcı"),
      ]
      let table = Table(id: "list", columns: columns, rows: try rows.finish(), emptyText: "Kayıt yok.")
      document.sections[document.sections.count - 1].blocks = [.table(table)]
      return document
    }
    #expect(drawn.summary.sheets.suffix(2).map(\.rowCount) == [1_048_576, 3])
    let extents = try WorkbookReading.extents(of: drawn.path).suffix(2)
    #expect(extents.map(\.name) == ["Liste", "Liste 2"])
    #expect(extents.map(\.rowCount) == [1_048_576, 3])
    #expect(extents.map(\.first) == [["1", "b"], ["1048576", "a"]])
    #expect(extents.map(\.last) == [["1048575", "b"], ["1048577", "b"]])
  }
}
