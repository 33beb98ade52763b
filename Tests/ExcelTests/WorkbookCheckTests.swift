@testable import Excel
import Files
import Foundation
import Messages
import Support
import Testing

@Suite struct `Reading a workbook back` {
  /// Rewrites parts of a workbook with Python's own ZIP library; `change` sees `name` and `data`.
  private static func rewritten(_ path: String, _ change: String) throws -> String {
    let script = """
      import sys, zipfile
      source = zipfile.ZipFile(sys.argv[1])
      with zipfile.ZipFile(sys.argv[2], "w", zipfile.ZIP_DEFLATED) as target:
          for name in source.namelist():
              data = source.read(name)
              \(change)
              target.writestr(name, data)
      """
    let result = path + ".rewritten"
    let outcome = try Command.run("/usr/bin/python3", "-c", script, path, result)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return result
  }

  /// What the sample document's sheets hold, with the exact length of the listing's rows.
  private static func contents(of drawn: Drawn) throws -> [SheetContent] {
    let xml = try drawn.part("xl/worksheets/sheet3.xml")
    let rows = try #require(xml.firstMatch(of: /<sheetData>(.*)<\/sheetData>/)?.1)
    return drawn.summary.sheets.map { sheet in
      SheetContent(
        name: sheet.name, rowCount: sheet.rowCount, byteCount: sheet.name == "Oturumlar" ? rows.utf8.count : nil)
    }
  }

  @Test func `a whole file passes`() throws {
    let drawn = try Drawn()
    try WorkbookCheck.verify(drawn.path, sheets: try Self.contents(of: drawn), destination: drawn.path)
  }

  @Test(arguments: [
    // A row is missing, a row is there twice, a value lost its middle, the end is missing.
    "if name.endswith('sheet3.xml'): data = data[:data.index(b'<row r=\"7\"')] + data[data.index(b'<row r=\"8\"'):]",
    "if name.endswith('sheet3.xml'): i = data.index(b'<row r=\"7\"'); data = data[:i] + b'<row r=\"7\"></row>' + data[i:]",
    "if name.endswith('sheet3.xml'): data = data.replace(b'logout', b'logo', 1)",
    "if name.endswith('sheet3.xml'): data = data[:-3]",
    "if name.endswith('sheet1.xml'): data = data.replace(b'<row ', b'<raw ', 1)",
    "if name.endswith('sheet2.xml'): continue",
    "if name.endswith('styles.xml'): data = data[:-5]",
  ])
  func `a file that lost something is refused`(change: String) throws {
    let drawn = try Drawn()
    let damaged = try Self.rewritten(drawn.path, change)
    let contents = try Self.contents(of: drawn)
    let error = #expect(throws: WorkbookError.self) {
      try WorkbookCheck.verify(damaged, sheets: contents, destination: "/arşiv/a.xlsx")
    }
    let message = try #require(error?.message)
    #expect(message.tr.contains("/arşiv/a.xlsx") && message.tr.contains("geri okundu"))
    #expect(!message.en.contains("logout"))
  }

  @Test func `a file cut anywhere, or with any byte changed in its middle, is refused`() throws {
    let drawn = try Drawn()
    let contents = try Self.contents(of: drawn)
    let bytes = try InputFile.bytes(drawn.path)
    var variants = [0, 10, bytes.count / 3, bytes.count / 2, bytes.count - 1].map { Array(bytes[..<$0]) }
    for place in stride(from: 100, to: bytes.count / 2, by: bytes.count / 20) {
      variants.append(bytes)
      variants[variants.count - 1][place] ^= 0x55
    }
    for (index, variant) in variants.enumerated() {
      let path = drawn.scratch.path + "/variant-\(index)"
      try Data(variant).write(to: URL(fileURLWithPath: path))
      #expect(throws: WorkbookError.self, "variant \(index)") {
        try WorkbookCheck.verify(path, sheets: contents, destination: path)
      }
    }
  }

  @Test func `rows are counted wherever a piece of the stream ends`() {
    let xml = Array("<worksheet><sheetData><row r=\"1\"></row><row r=\"2\"><c/></row></sheetData></worksheet>".utf8)
    let rows = xml.count - "<worksheet><sheetData></sheetData></worksheet>".utf8.count
    for size in 1...xml.count {
      var scanner = SheetScanner(rowsByteCount: rows)
      for start in stride(from: 0, to: xml.count, by: size) {
        xml[start..<min(xml.count, start + size)].withUnsafeBytes { scanner.take($0) }
      }
      #expect(scanner.rowCount == 2 && scanner.rowsEndAsExpected && scanner.isSheetComplete, "pieces of \(size)")
    }
  }

  @Test func `sizes and places beyond 4 GiB are read from the long fields`() throws {
    let scratch = try ScratchFolder()
    let script = """
      import struct, sys
      extra = struct.pack("<HHQQQ", 1, 24, 5000000000, 4500000000, 4400000000)
      entry = struct.pack("<IHHHHHHIIIHHHHHII", 0x02014b50, 45, 45, 0, 8, 0, 0, 7, 0xFFFFFFFF, 0xFFFFFFFF, 1, len(extra),
                          0, 0, 0, 0, 0xFFFFFFFF) + b"a" + extra
      start = 16
      long_end = struct.pack("<IQHHIIQQQQ", 0x06064b50, 44, 45, 45, 0, 0, 1, 1, len(entry), start)
      locator = struct.pack("<IIQI", 0x07064b50, 0, start + len(entry), 1)
      end = struct.pack("<IHHHHIIH", 0x06054b50, 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
      open(sys.argv[1], "wb").write(b" " * start + entry + long_end + locator + end)
      """
    let path = scratch.path + "/long.zip"
    #expect(try Command.run("/usr/bin/python3", "-c", script, path).status == 0)
    let entries = try ZipArchive(path)?.entries ?? []
    #expect(entries.map(\.name) == ["a"])
    #expect(entries.map(\.size) == [5_000_000_000])
    #expect(entries.map(\.packedSize) == [4_500_000_000])
    #expect(entries.map(\.headerOffset) == [4_400_000_000])
  }
}
