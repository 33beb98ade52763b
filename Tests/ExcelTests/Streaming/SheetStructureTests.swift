import Documents
@testable import Excel
import Model
import Records
import Support
import Testing

/// What ECMA-376 asks of a sheet and a spreadsheet may stumble over: the order of elements, and what must be unique.
@Suite struct `The structure of sheets` {
  /// The elements of CT_Worksheet that this program writes, in the order of the schema.
  private static let order = [
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "autoFilter", "mergeCells",
    "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "colBreaks", "ignoredErrors", "drawing",
  ]

  private static let script = """
    import re, sys, zipfile, xml.etree.ElementTree as tree
    from openpyxl.utils import range_boundaries, coordinate_to_tuple
    main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    order = sys.argv[2].split()
    file = zipfile.ZipFile(sys.argv[1])
    assert file.testzip() is None
    names = file.namelist()
    assert len(names) == len(set(names)), "parts"
    book = tree.fromstring(file.read("xl/workbook.xml"))
    sheets = [sheet.get("name") for sheet in book.iter(main + "sheet")]
    assert len({name.lower() for name in sheets}) == len(sheets), "names"
    styles = tree.fromstring(file.read("xl/styles.xml"))
    formats = styles.find(main + "cellXfs")
    assert int(formats.get("count")) == len(formats)
    shared = tree.fromstring(file.read("xl/sharedStrings.xml"))
    assert int(shared.get("uniqueCount")) == len(shared)
    for name in names:
        if not name.startswith("xl/worksheets/sheet"): continue
        root = tree.fromstring(file.read(name))
        tags = [child.tag.removeprefix(main) for child in root]
        places = [order.index(tag) for tag in tags]
        once = [tag for tag in tags if tag != "conditionalFormatting"]
        assert places == sorted(places) and len(once) == len(set(once)), (name, tags)
        last, least, most, right, cells = 0, None, 0, 0, 0
        for row in root.iter(main + "row"):
            number = int(row.get("r"))
            assert number > last, (name, "row", number)
            last, column = number, 0
            for cell in row:
                place = coordinate_to_tuple(cell.get("r"))
                assert place[0] == number and place[1] > column, (name, cell.get("r"))
                column = place[1]
                assert int(cell.get("s", 0)) < len(formats), (name, cell.get("r"))
                least = number if least is None else least
                most, right = number, max(right, column)
                cells += 1
        left, top, width, bottom = range_boundaries(root.find(main + "dimension").get("ref"))
        if cells: assert (width, bottom) == (right, most), (name, root.find(main + "dimension").get("ref"), right, most)
    print(len(sheets))
    """

  private static func check(_ drawn: Drawn) throws {
    let outcome = try withExtendedLifetime(drawn.scratch) {
      try Command.run("/usr/bin/python3", "-c", script, drawn.path, order.joined(separator: " "))
    }
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.trimmingSuffix { $0 == "\n" } == "\(drawn.summary.sheets.count)")
  }

  @Test func `is the schema's in a document of everything`() throws { try Self.check(Drawn()) }

  @Test func `is the schema's in a listing without rows`() throws {
    try Self.check(Drawn(columns: [Drawn.column(.text)], rows: []))
  }

  @Test func `is the schema's in a listing on several sheets, with rows of many heights`() throws {
    let long = String(repeating: "uzun bir açıklama ", count: 40)
    let columns = [
      Drawn.column(.integer, id: "row_no"), Drawn.column(.text), Drawn.column(.moment), Drawn.column(.share),
    ]
    let rows: [[Cell]] = (0..<1_000).map { index in
      let text: Cell = index % 3 == 0 ? .empty : .text("kısa \(index)")
      let moment = Cell.moment(SampleDocument.issuedAt, zoneOffset: 0)
      return [.integer(Int64(index)), index % 7 == 0 ? .text(long) : text, moment, .share(Int64(index), of: 1_000)]
    }
    let drawn = try Drawn(columns: columns, rows: rows, rowLimit: 300)
    #expect(drawn.summary.listings.map(\.rows) == [300, 300, 300, 100])
    try Self.check(drawn)
  }
}

private extension StringProtocol {
  func trimmingSuffix(_ isTrimmed: (Character) -> Bool) -> String {
    var text = String(self)
    while let last = text.last, isTrimmed(last) { text.removeLast() }
    return text
  }
}
