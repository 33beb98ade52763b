import Foundation
import Model
import Support
import Testing

/// What a document says of its own time, where the moment was given and where the clocks were read.
@Suite struct StatedMomentTests {
  private static func install() throws -> Installation {
    let database = try TestServer.shared().makeDatabase(from: .efysSmall)
    return try Installation(on: database, settings: ["formats": "[pdf, xlsx, json]", "zone": "UTC"])
  }

  private static func firstPage(_ package: IssuedPackage) throws -> String {
    let outcome = try Command.run("pdftotext", "-raw", "-l", "1", package.path(".pdf"), "-")
    return outcome.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func cover(_ package: IssuedPackage, _ sheet: String) throws -> String {
    try package.sheet(sheet).joined().compactMap(\.text).joined(separator: " ")
  }

  /// What the files say of themselves: the dates and the words.
  private static func properties(_ package: IssuedPackage) throws -> (pdf: String, workbook: String) {
    (
      try Command.run("pdfinfo", "-isodates", package.path(".pdf")).output,
      try Command.run("unzip", "-p", package.path(".xlsx"), "docProps/core.xml").output
    )
  }

  @Test(arguments: [
    (
      "tr", "Kapak", "Esas alınan an 08.10.2026 02:15:00 UTC+00:00", "Veri kesim anı",
      ["Düzenlenme {day}; saati manifest.json", "Anlık görüntü {day} (sunucu saati);"],
      "bu an, belgenin hazırlandığı zaman değildir. Belge {day} tarihinde hazırlanmış, kayıtlar {day} tarihli anlık "
        + "görüntüden okunmuştur;"
    ),
    (
      "en", "Cover", "Stated moment 2026-10-08 02:15:00 UTC+00:00", "Data cut-off",
      ["Date of issue {day}; the time is in manifest.json", "Snapshot {day} (the server's clock); the time is in"],
      "it is not the time at which the document was made. It was made on {day}, and its rows were read from a snapshot "
        + "of {day};"
    ),
  ])
  func `a given moment is called one, on page 1, beside the days on which all this really happened`(
    language: String, sheet: String, stated: String, absent: String, days: [String], sentence: String
  ) throws {
    let installation = try Self.install()
    for code in ["OTR", "GOR", "ANM"] {
      let package = try OneDay.of(in: "UTC") {
        try installation.issue(code, "2026-10-07", "--locale", language, asOf: "2026-10-08T02:15:00Z")
      }
      let manifest = try package.manifest()
      let made = try #require(manifest["made_at"].text).prefix(10)
      let day = language == "tr" ? made.split(separator: "-").reversed().joined(separator: ".") : String(made)
      func dated(_ text: String) -> String {
        text.split(separator: "{day}", omittingEmptySubsequences: false).joined(separator: day)
      }
      let cover = try Self.cover(package, sheet)
      for page in [try Self.firstPage(package), cover] {
        #expect(page.contains(stated) && page.contains(dated(sentence)) && !page.contains(absent))
        for field in days { #expect(page.contains(dated(field)), "\(field)") }
      }

      let document = try package.json()["document"]
      #expect(document["as_of"] == "2026-10-08T02:15:00.000000Z" && document["as_of_given"] == true)
      #expect(document["issued_at"] == nil && document["snapshot_taken_at"] == nil)
      #expect(document["issued_on"].text == String(made) && document["snapshot_taken_on"].text == String(made))
      let files = try Self.properties(package)
      #expect(!files.pdf.contains("CreationDate") && !files.pdf.contains("ModDate"))
      #expect(files.workbook.contains(">1980-01-01T00:00:00Z<") && !files.workbook.contains(/>20\d\d-\d\d-/))
      let words = String(stated.prefix { $0 != "0" && $0 != "2" }.dropLast())
      #expect(files.pdf.contains("\(words): ") && files.workbook.contains("\(words): "))

      // Where page 1 sends the reader the real times are.
      #expect(manifest["as_of_given"] == true)
      for time in [manifest["made_at"], manifest["snapshot"]["taken_at"]] { try Self.expectJustNow(time) }
    }
  }

  private static func expectJustNow(_ time: JSON) throws {
    let moment = try Instant(try #require(time.text), in: .utc)
    let now = Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
    #expect((now.microseconds - moment.microseconds).magnitude < 600_000_000)
  }

  @Test(arguments: [
    ("tr", "Düzenlenme", "Veri kesim anı", "Anlık görüntü", "(sunucu saati)"),
    ("en", "Date of issue", "Data cut-off time", "Snapshot", "(the server's clock)"),
  ])
  func `without one the times are the snapshot's and the run's own`(
    language: String, issued: String, cutOff: String, snapshot: String, clock: String
  ) throws {
    let package = try Self.install().issue("OTR", "2026-10-07", "--locale", language, asOf: nil)
    let (document, manifest) = (try package.json()["document"], try package.manifest())
    #expect(document["as_of_given"] == false && manifest["as_of_given"] == false)
    #expect(document["issued_at"] == manifest["made_at"] && document["as_of"] == manifest["as_of"])
    #expect(document["snapshot_taken_at"] == manifest["snapshot"]["taken_at"])
    try Self.expectJustNow(document["issued_at"])
    // The run began, looked at the source, and then made the document.
    let order = [document["as_of"], document["snapshot_taken_at"], document["issued_at"]].compactMap(\.text)
    #expect(order.count == 3 && order == order.sorted())
    func printed(_ time: JSON) throws -> String {
      let text = try #require(time.text)
      let parts = text.prefix(10).split(separator: "-")
      let date = language == "tr" ? parts.reversed().joined(separator: ".") : parts.joined(separator: "-")
      return "\(date) \(text.dropFirst(11).prefix(8)) UTC+00:00"
    }
    let page = try Self.firstPage(package)
    #expect(try page.contains("\(issued) \(printed(document["issued_at"]))"))
    #expect(try page.contains("\(cutOff) \(printed(document["as_of"]))"))
    let cover = try Self.cover(package, language == "tr" ? "Kapak" : "Cover")
    #expect(try cover.contains("\(snapshot) \(printed(document["snapshot_taken_at"])) \(clock)"))
    #expect(try page.contains("\(snapshot) \(printed(document["snapshot_taken_at"]))"))
    #expect(!page.contains("Esas alınan an") && !page.contains("tated moment"))
    let files = try Self.properties(package)
    let day = try #require(document["issued_at"].text).prefix(19)
    #expect(files.pdf.contains("\(day)") && files.workbook.contains(">\(day)Z<"))
  }
}
