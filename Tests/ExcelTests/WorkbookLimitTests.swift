@testable import Excel
import Support
import Testing

/// What unpacks to more than anyone fills in is stopped while, or before, it is unpacked.
@Suite struct WorkbookLimitTests {
  private static func made(_ script: String, _ drawn: Drawn) throws -> String {
    let target = drawn.scratch.path + "/made.xlsx"
    let words = "import struct, sys, zipfile\nsource, target = sys.argv[1:]\n" + script
    let outcome = try Command.run("/usr/bin/python3", "-W", "ignore", "-c", words, drawn.path, target)
    guard outcome.status == 0 else { throw ServerFailure(outcome.errors) }
    return target
  }

  private static func damage(_ path: String, limit: Int = .max) throws -> WorkbookParts.Damage? {
    do {
      _ = try WorkbookParts(path, limit: limit)
      return nil
    } catch let damage as WorkbookParts.Damage {
      return damage
    }
  }

  @Test func `as many parts and bytes as are allowed are read, and one more is not`() throws {
    let drawn = try Drawn()
    let size = try WorkbookParts(drawn.path).unpackedSize
    #expect(try Self.damage(drawn.path, limit: size) == nil)
    #expect(try Self.damage(drawn.path, limit: size - 1)?.isTooLarge == true)
    for (more, isTooLarge) in [(0, false), (1, true)] {
      let path = try Self.made(
        """
        import shutil
        shutil.copy(source, target)
        with zipfile.ZipFile(target, "a") as file:
            for n in range(\(WorkbookParts.mostParts + more) - len(file.namelist())): file.writestr(f"x/{n}", b"")
        """, drawn)
      #expect(try Self.damage(path)?.isTooLarge ?? false == isTooLarge)
    }
  }

  @Test func `a part that says it is small is not unpacked beyond what it says`() throws {
    let drawn = try Drawn()
    let path = try Self.made(
      """
      with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
          for name in old.namelist():
              data = old.read(name)
              if name == "xl/worksheets/sheet1.xml":
                  data = b"<worksheet><sheetData>" + b"<row/>" * (16 << 20) + b"</sheetData></worksheet>"
              new.writestr(name, data)
      data = bytearray(open(target, "rb").read())
      place = data.rindex(b"xl/worksheets/sheet1.xml") - 46
      assert data[place:place + 4] == b"PK\\x01\\x02"
      data[place + 24:place + 28] = struct.pack("<I", 4096)
      open(target, "wb").write(data)
      """, drawn)
    let parts = try WorkbookParts(path, limit: 1 << 22)
    var tokens = 0
    #expect(throws: WorkbookParts.Damage.self) {
      try parts.forEachToken(of: "xl/worksheets/sheet1.xml") { _ in tokens += 1 }
    }
    // Hundreds of thousands would have come by before the end shows that the part is longer than it says.
    #expect(tokens < 1000, "\(tokens)")
  }

  @Test func `columns and sheets that nobody sees are known`() throws {
    func hidden(_ parts: [String]) throws -> Set<Int> {
      var columns = HiddenColumns()
      for part in parts { try part.utf8CString.withUnsafeBytes { try columns.take(.init(rebasing: $0.dropLast())) } }
      return Set((0..<6).filter { columns.contains($0) })
    }
    #expect(try hidden(["sheetFormatPr defaultRowHeight=\"15\"", "col min=\"1\" max=\"6\" width=\"9.1\""]) == [])
    #expect(try hidden(["col min=\"2\" max=\"3\" width=\"9\" hidden=\"1\""]) == [1, 2])
    #expect(try hidden(["x:col min='2' max='2' hidden='true'"]) == [1])
    #expect(try hidden(["col min=\"2\" max=\"2\" width=\"0\" customWidth=\"1\""]) == [1])
    #expect(try hidden(["col min=\"2\" max=\"2\" width=\"0.9\""]) == [1])
    #expect(
      try hidden(["sheetFormatPr defaultColWidth=\"0\"", "col min=\"1\" max=\"2\" width=\"9\""]) == [2, 3, 4, 5])
    #expect(throws: XMLScanner.Fault.self) { try hidden(["col min=\"0\" max=\"2\""]) }
    #expect(throws: XMLScanner.Fault.self) { try hidden(["col min=\"3\" max=\"99999\""]) }
    let drawn = try Drawn()
    #expect(try WorkbookParts(drawn.path).hiddenSheets == [])
    for state in ["hidden", "veryHidden"] {
      let path = try Self.made(
        """
        import openpyxl
        book = openpyxl.load_workbook(source)
        book[book.sheetnames[-1]].sheet_state = "\(state)"
        book.save(target)
        """, drawn)
      let parts = try WorkbookParts(path)
      #expect(parts.hiddenSheets == [parts.sheetNames.last ?? ""])
    }
  }
}
