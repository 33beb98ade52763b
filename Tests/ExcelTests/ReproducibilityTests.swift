import Documents
@testable import Excel
import Files
import Foundation
import Glibc
import Model
import Support
import Testing

@Suite struct `Equal documents make equal files` {
  @Test func `drawn seconds apart, with temporary files elsewhere, the bytes are the same`() throws {
    let scratch = try ScratchFolder()
    let other = try ScratchFolder()
    let document = try SampleDocument.make(in: scratch.path)
    _ = try WorkbookRenderer.draw(document, to: scratch.path + "/a.xlsx", temporaryFolder: scratch.path)
    usleep(2_100_000)
    _ = try WorkbookRenderer.draw(document, to: other.path + "/b.xlsx", temporaryFolder: other.path)
    let (first, second) = try (InputFile.bytes(scratch.path + "/a.xlsx"), InputFile.bytes(other.path + "/b.xlsx"))
    #expect(first.count > 10_000)
    #expect(first == second)
  }

  @Test func `the file says what it is, and its only time is the time of issue`() throws {
    let reading = try Drawn().reading()
    #expect(reading.title == "OTURUM KAYITLARI DÖKÜMÜ")
    #expect(reading.subject == "7 Ekim 2026, Çarşamba 00:00 – 24:00 (UTC+03:00)")
    #expect(reading.creator == "Örnek Enerji A.Ş.")
    #expect(reading.keywords == "2026/OTR-000123")
    #expect(reading.description == "2026/OTR-000123 · Tutanak 0.1")
    #expect(reading.created == "2026-10-07T23:15:07" && reading.modified == reading.created)
  }

  @Test(arguments: [(Instant(microseconds: 0), "1970-01-01T00:00:01"), (nil, "1980-01-01T00:00:00")])
  func `a document issued when clocks began, or at no known time, asks no clock either`(
    issued: Instant?, created: String
  ) throws {
    let drawn = try Drawn { folder in
      var document = try SampleDocument.make(in: folder, sessions: 1)
      document.identity.issuedAt = issued
      return document
    }
    #expect(try drawn.reading().created == created)
  }

  @Test func `the file is the owner's alone and nothing else is left`() throws {
    let drawn = try Drawn()
    #expect(try Folder.entries(drawn.scratch.path) == ["drawn.xlsx"])
    #expect(try InputFile.isOpenToOthers(drawn.path) == false)
    #expect(try InputFile.size(drawn.path) == drawn.summary.byteCount)
  }

  @Test func `a locale with a decimal comma does not reach the file`() throws {
    // Of this thread alone: what others write meanwhile is theirs.
    let turkish = try #require(newlocale(1 << LC_NUMERIC, "tr_TR.UTF-8", nil))
    let before = uselocale(turkish)
    defer {
      uselocale(before)
      freelocale(turkish)
    }
    func decimalPoint() -> String { String(cString: localeconv().pointee.decimal_point) }
    try #require(decimalPoint() == ",")
    let scratch = try ScratchFolder()
    let document = try SampleDocument.make(in: scratch.path)
    let path = scratch.path + "/a.xlsx"
    _ = try WorkbookRenderer.draw(document, to: path, temporaryFolder: scratch.path)
    #expect(decimalPoint() == ",")
    for part in ["xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml", "xl/charts/chart2.xml", "xl/styles.xml"] {
      let xml = try WorkbookReading.part(part, of: path)
      #expect(xml.contains(/\d\.\d/) && !xml.contains(/<v>\d+,\d/) && !xml.contains(/="\d+,\d/), "\(part)")
    }
  }
}
