import Documents
import Evidence
@testable import Excel
import Files
import Foundation
import Model
import Records
import Support
import Testing

/// A workbook that may have been changed, held against the rows that were issued in it.
@Suite struct `A workbook held against what was issued` {
  /// A workbook with a listing, its data digest and the file of row marks.
  private struct Issued {
    let scratch: ScratchFolder
    let path: String
    let marks: String
    let data: DataDigest
    let listings: [WorkbookSummary.Listing]

    init(rowLimit: Int = Worksheet.rowLimit - 1, _ compose: (String) throws -> Document) throws {
      scratch = try ScratchFolder()
      (path, marks) = (scratch.path + "/issued.xlsx", scratch.path + "/issued-rows.txt")
      var document = try compose(scratch.path)
      document.cover.fields.append(Field("Veri özeti", .dataDigest))
      data = try #require(try DataDigest.compute(of: document, marks: marks))
      document.carry(dataDigest: data.sha256)
      listings = try WorkbookRenderer.draw(
        document, to: path, temporaryFolder: scratch.path, rowLimit: rowLimit
      ).listings
    }

    /// Twenty rows of every kind of value.
    init(rowLimit: Int = Worksheet.rowLimit - 1, count: Int = 20) throws {
      try self.init(rowLimit: rowLimit) { folder in
        try Drawn.document(in: folder, columns: A.columns, rows: (0..<count).map(A.row))
      }
    }

    func changes(_ workbook: String? = nil, marks: String?? = .none, limit: Int = 100) throws -> [WorkbookChange] {
      try WorkbookComparison(data: data, listings: listings, temporaryFolder: scratch.path, limit: limit)
        .changes(workbook: workbook ?? path, marks: marks ?? self.marks)
    }

    /// The same workbook after a change by Python; `body` sees `source` and `target`, the paths.
    func changed(by body: String) throws -> String {
      let target = scratch.path + "/changed.xlsx"
      let script = "import sys, zipfile, openpyxl\nsource, target = sys.argv[1:]\n" + body
      let outcome = try Command.run("/usr/bin/python3", "-W", "ignore", "-c", script, path, target)
      guard outcome.status == 0 else { throw ServerFailure(outcome.errors) }
      return target
    }

    /// The same after openpyxl opened it, changed the listing and saved it; `change` sees `sheet`.
    func saved(_ change: String) throws -> String {
      try changed(
        by: "book = openpyxl.load_workbook(source)\nsheet = book['Liste']\n\(change)\nbook.save(target)\n")
    }

    /// The same with a part's bytes changed; `change` sees `name` and `data`.
    func rewritten(_ change: String) throws -> String {
      try changed(
        by: """
          with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
              for name in old.namelist():
                  data = old.read(name)
                  \(change)
                  new.writestr(name, data)
          """)
    }
  }

  /// The rows of the listing.
  private enum A {
    static let columns = [
      Drawn.column(.integer, id: "row_no", title: "No"), Drawn.column(.text, id: "user", title: "Kullanıcı"),
      Drawn.column(.moment, id: "at", title: "An"), Drawn.column(.date, id: "day", title: "Gün"),
      Drawn.column(.duration, id: "time", title: "Süre"), Drawn.column(.share, id: "share", title: "Pay"),
      Drawn.column(.severity, id: "severity", title: "Önem"), Drawn.column(.text, id: "more", title: "Ek"),
    ]
    static let texts = ["Şule & <b>", "_x0041_", "a_xb", "  boşluk ", "😀 𝛼", "7", "=1+1", "çok\u{2028}satır", ""]

    static func row(_ index: Int) -> [Cell] {
      let at = Instant(microseconds: 1_791_400_000_000_000 + Int64(index) * 61_123_457)
      // Halves of a thousandth, which openpyxl rounds to the even one.
      let duration = Int64(index) * 987_654_321_500 + 500
      return [
        .integer(Int64(index + 1)), .text(texts[index % texts.count]), .moment(at, zoneOffset: 10_800_000_000),
        .date(CivilDate(dayNumber: Int32(20_000 + index))), index % 5 == 4 ? .empty : .duration(duration),
        .share(Int64(index), of: 19), .severity(.high), index % 3 == 0 ? .empty : .text("kayıt \(index)"),
      ]
    }
  }

  @Test func `is what was issued as it stands, and saved again by another program`() throws {
    #expect(try Issued(count: 400).changes() == [])
    let issued = try Issued(count: 100)
    #expect(try issued.changes(issued.saved("")) == [])
    let sample = try Issued { try SampleDocument.make(in: $0, sessions: 1_200) }
    #expect(try sample.changes() == [])
  }

  @Test(arguments: [
    ("sheet['B7'] = 'başka'", [WorkbookChange(.changed, sheet: "Liste", row: 7)]),
    ("sheet['A9'] = 9.5", [WorkbookChange(.changed, sheet: "Liste", row: 9)]),
    ("sheet['B9'] = None", [WorkbookChange(.changed, sheet: "Liste", row: 9)]),
    ("sheet['H2'] = ' '", [WorkbookChange(.changed, sheet: "Liste", row: 2)]),
    ("sheet['J3'] = 'yanına yazılan'", [WorkbookChange(.changed, sheet: "Liste", row: 3)]),
    ("sheet['A4'] = '=1+2'", [WorkbookChange(.changed, sheet: "Liste", row: 4)]),
    ("sheet.delete_rows(11)", [WorkbookChange(.missing, sheet: "Liste", row: 11)]),
    ("sheet.delete_rows(20, 2)", [20, 21].map { WorkbookChange(.missing, sheet: "Liste", row: $0) }),
    ("sheet.insert_rows(5); sheet['B5'] = 'eklenen'", [WorkbookChange(.extra, sheet: "Liste", row: 5)]),
    ("sheet['B30'] = 'sonda'", (22...30).map { WorkbookChange(.extra, sheet: "Liste", row: $0) }),
    ("sheet['C1'] = 'Bitiş'", [WorkbookChange(.headings, sheet: "Liste", row: 1)]),
    ("sheet.title = 'Başka'", [WorkbookChange(.sheetMissing, sheet: "Liste")]),
    ("sheet['D3'].value, sheet['F3'].value = None, 0.5", [WorkbookChange(.changed, sheet: "Liste", row: 3)]),
    (
      "for c in 'ABCDEFGH': sheet[c+'6'].value, sheet[c+'7'].value = sheet[c+'7'].value, sheet[c+'6'].value",
      [6, 7].map { WorkbookChange(.moved, sheet: "Liste", row: $0) }
    ),
    (
      "for s in book:\n for row in s:\n  for cell in row:\n   if isinstance(cell.value, str) and len(cell.value) == 64: cell.value = 'f' * 64",
      [WorkbookChange(.printedDigest, sheet: "Kapak")]
    ),
  ])
  func `names sheet and row of a change made in a spreadsheet`(change: String, expected: [WorkbookChange]) throws {
    let issued = try Issued()
    #expect(try issued.changes(issued.saved(change)) == expected)
  }

  @Test func `names a change that the marks do not`() throws {
    let issued = try Issued()
    let changed = try issued.saved("sheet['B7'] = 'başka'")
    #expect(try issued.changes(changed, marks: .some(nil)) == [.init(.unnamed), .init(.marks)])
    #expect(try issued.changes(marks: .some(nil)) == [.init(.marks)])
    #expect(
      try issued.changes(issued.saved("for row in range(2, 22): sheet['B%d' % row] = str(row)"), limit: 3)
        == [2, 3, 4].map { WorkbookChange(.changed, sheet: "Liste", row: $0) } + [.init(.more, sheet: "Liste")])
  }

  @Test func `goes on on further sheets`() throws {
    let issued = try Issued(rowLimit: 8)
    #expect(issued.listings.map(\.sheet) == ["Liste", "Liste 2", "Liste 3"])
    #expect(try issued.changes() == [])
    let other = "book['Liste 3']['B3'] = 'başka'; book['Liste 2'].delete_rows(4)"
    #expect(
      try issued.changes(issued.saved(other))
        == [.init(.missing, sheet: "Liste 2", row: 4), .init(.changed, sheet: "Liste 3", row: 3)])
    #expect(
      try issued.changes(issued.saved("del book['Liste 2']")).contains(.init(.sheetMissing, sheet: "Liste 2")))
  }

  @Test func `of a table without rows says what was put in their place`() throws {
    let issued = try Issued(count: 0)
    #expect(try issued.changes() == [])
    #expect(
      try issued.changes(issued.saved("sheet['A2'] = 'biri'")) == [.init(.extra, sheet: "Liste", row: 2)])
  }

  @Test(arguments: [
    // Rows twice, backwards, without end; a document type; no ZIP at all.
    "if name.endswith('sheet3.xml'): data = data.replace(b'<row r=\"4\"', b'<row r=\"3\"')",
    "if name.endswith('sheet3.xml'): data = data.replace(b'<row r=\"4\"', b'<row r=\"99999999999999999999\"')",
    "if name.endswith('sheet3.xml'): data = data.replace(b'<row r=\"4\"', b'<row r=\"-4\"')",
    "if name.endswith('sheet3.xml'): data = data[:-30]",
    "if name.endswith('sheet3.xml'): data = data + b'</worksheet>'",
    "if name.endswith('sheet3.xml'): data = b'<!DOCTYPE a [<!ENTITY b \"c\">]>' + data",
    "if name.endswith('sheet3.xml'): data = b'<a>' * 100000",
    "if name.endswith('sheet3.xml'): data = b'<' + b'a' * 3000000",
    "if name.endswith('sheet3.xml'): data = data.replace(b'<is><t>', b'<is><t>' + b'a' * 3000000, 1)",
    "if name.endswith('sheet3.xml'): continue",
    "if name.endswith('workbook.xml'): continue",
    "if name.endswith('workbook.xml.rels'): data = b''",
    "if name.endswith('sharedStrings.xml'): data = b'<sst>' + b'<si/>' * 20000000 + b'</sst>'",
    "if name.endswith('sheet3.xml'): new.writestr(name, data)",
  ])
  func `that is no sound workbook is said to be none`(change: String) throws {
    let issued = try Issued()
    let changes = try issued.changes(issued.rewritten(change))
    #expect(changes.contains { $0.kind == .unreadable }, "\(changes)")
  }

  @Test func `cut off or overwritten anywhere, is a difference or none, and never the end of the program`() throws {
    let issued = try Issued()
    let whole = try InputFile.bytes(issued.path)
    var random = SeededNumbers(seed: 48)
    for round in 0..<160 {
      var bytes = whole
      if round % 4 == 0 {
        bytes.removeLast(Int.random(in: 1...whole.count, using: &random))
      } else {
        // The list of contents at the end is where a reader believes numbers.
        let last = round % 4 == 1 ? 1_500 : whole.count
        for _ in 0..<Int.random(in: 1...6, using: &random) {
          bytes[whole.count - Int.random(in: 1...last, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
      }
      let path = issued.scratch.path + "/noise.xlsx"
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      _ = try issued.changes(path)
    }
  }

  @Test func `numbers come to the same on both sides, whatever halves they have`() throws {
    var random = SeededNumbers(seed: 13)
    for _ in 0..<20_000 {
      let microseconds = Int64.random(in: 0..<864_000_000_000_000, using: &random) / 500 * 500
      let days = try #require(SerialTime.duration(microseconds))
      let read = CanonicalNumber(written: days, .duration)
      guard let short = CanonicalNumber.thousandths(ofDuration: microseconds) else { continue }
      #expect(read == .whole(short), "\(microseconds)")
    }
  }
}
