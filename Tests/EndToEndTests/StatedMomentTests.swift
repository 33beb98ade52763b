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
    let outcome = try Command.run("pdftotext", "-layout", "-l", "1", package.path(".pdf"), "-")
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
      "tr", "Kapak", "Esas alınan an 08.10.2026 02:15:00 UTC+00:00", ["Düzenlenme", "Veri kesim anı", "Anlık görüntü"],
      "bu an, belgenin hazırlandığı zaman değildir. Belgenin gerçek hazırlanma zamanı manifest.json dosyasında ve, "
        + "alınmışsa, zaman damgasında;"
    ),
    (
      "en", "Cover", "Stated moment 2026-10-08 02:15:00 UTC+00:00", ["Date of issue", "Data cut-off", "Snapshot"],
      "it is not the time at which the document was made. The real time of its making stands in manifest.json and, "
        + "where one was obtained, in the time stamp;"
    ),
  ])
  func `a given moment is called one, on page 1, and no file has a date of its making`(
    language: String, sheet: String, stated: String, absent: [String], sentence: String
  ) throws {
    let installation = try Self.install()
    for code in ["OTR", "GOR", "ANM"] {
      let package = try installation.issue(
        code, "2026-10-07", "--locale", language, asOf: "2026-10-08T02:15:00Z")
      let page = try Self.firstPage(package)
      #expect(page.contains(stated) && page.contains(sentence))
      for label in absent { #expect(!page.contains(label), "\(label)") }
      #expect(try !package.says("Düzenlenme") && !package.says("Date of issue"))
      let cover = try Self.cover(package, sheet)
      #expect(cover.contains(stated) && cover.contains(sentence) && !cover.contains(absent[0]))

      let document = try package.json()["document"]
      #expect(document["as_of"] == "2026-10-08T02:15:00.000000Z" && document["as_of_given"] == true)
      #expect(document["issued_at"] == nil && document["snapshot_taken_at"] == nil)
      let files = try Self.properties(package)
      #expect(!files.pdf.contains("CreationDate") && !files.pdf.contains("ModDate"))
      #expect(files.workbook.contains(">1980-01-01T00:00:00Z<") && !files.workbook.contains(/>20\d\d-\d\d-/))
      let words = String(stated.prefix { $0 != "0" && $0 != "2" }.dropLast())
      #expect(files.pdf.contains("\(words): ") && files.workbook.contains("\(words): "))

      // Where page 1 sends the reader the real times are.
      let manifest = try package.manifest()
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
