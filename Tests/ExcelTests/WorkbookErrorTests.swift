@testable import Excel
import Messages
import Testing

@Suite struct `Errors of a workbook` {
  @Test(arguments: [
    (WorkbookError.Reason.library("Memory error."), ["Memory error."]),
    (.missingRows(sheet: "Liste", expected: 12, found: 7), ["Liste", "12", "7"]),
    (.incompleteSheet(sheet: "Liste", expected: 12, found: 7), ["Liste", "12", "7"]),
    (.damagedPart("xl/styles.xml"), ["xl/styles.xml"]),
    (.unpackable, ["libdeflate"]), (.strayTemporaryFile(folder: "/geçici"), ["/geçici"]),
  ])
  func `an error names the file and what is wrong with it, in both languages`(
    reason: WorkbookError.Reason, words: [String]
  ) {
    let message = WorkbookError(reason, "/arşiv/a.xlsx").message
    for word in words + ["/arşiv/a.xlsx"] {
      #expect(message.tr.contains(word) && message.en.contains(word))
    }
    #expect(message.tr.hasSuffix("Hiçbir şey yayımlanmadı."))
    #expect(message.en.hasSuffix("Nothing was published."))
  }
}
