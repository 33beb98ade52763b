import Files
import Support
import Testing

/// The pages list every record of the period in order of time, and are bound to the files beside them.
@Suite(NightInstalled()) struct RegisterTests {
  private let installation: Installation

  init() throws {
    installation = try #require(NightInstalled.current).installation
  }

  @Test(arguments: [("OTR", "sessions", "session_id"), ("GOR", "events", "event_id")])
  func `every record stands on the pages, or in a row that says how many it stands for`(
    report: String, table: String, identifier: String
  ) throws {
    let package = installation.package(report)
    let rows = try package.rows(table)
    let starts = rows.compactMap { $0[table == "sessions" ? "started_at" : "occurred_at"] }
    #expect(starts == starts.sorted())
    #expect(try package.says("tümü ("))
    let text = try package.text()
    let words = Set(text.split(separator: " "))
    let absent = rows.filter { !words.contains(Substring($0[identifier] ?? "?")) }
    let folded = text.matches(of: #/([0-9.]+)–([0-9.]+) /#).compactMap { match -> ClosedRange<Int>? in
      let ends = [match.1, match.2].compactMap { Int($0.filter { $0 != "." }) }
      return ends.count == 2 && ends[0] + 4 <= ends[1] ? ends[0]...ends[1] : nil
    }
    for row in absent {
      let number = Int(row["row_no"] ?? "") ?? 0
      #expect(folded.contains { $0.contains(number) }, "\(row)")
    }
    #expect(report == "OTR" ? absent.isEmpty : text.contains("147 kez"))
    let listing = try package.json()["document"]["listings"].list.first { $0["table"].text == table }
    #expect(listing?["rows"].integer == rows.count)
    #expect(listing?["files"].list.compactMap(\.text) == ["\(package.stem).xlsx", "\(package.stem)-\(table).csv"])
  }

  @Test(arguments: [("OTR", "sessions"), ("GOR", "events")])
  func `where no other file could hold every record, the JSON copy does`(report: String, table: String) throws {
    let bare = try Installation(on: installation.database, settings: ["formats": "[pdf, json]"])
    let json = try bare.issue(report, "2026-10-07").json()
    let rows = try installation.package(report).rows(table)
    #expect(json[table].list.count == rows.count && json["document"]["listings"].list.isEmpty)
    let identifier = report == "OTR" ? "session_id" : "event_id"
    #expect(json[table].list.map { $0[identifier].text } == rows.map { $0[identifier] })
    #expect(Set(try #require(json[table].list.first).keys) == Set(try #require(rows.first).keys))
  }

  @Test(arguments: ["OTR", "GOR"])
  func `the last page names every annex of the package with its digest`(report: String) throws {
    let package = installation.package(report)
    let pages = try IssuedPackageText.lastPage(of: package)
    let sums = try InputFile.text(package.folder + "/SHA256SUMS").split(separator: "\n").map { line in
      (digest: String(line.prefix(64)), name: String(line.dropFirst(66)))
    }
    // What proves the files is none of what they say.
    let proofs = ["manifest.json", "DOGRULAMA.txt", "seal.pem", package.stem + "-rows.txt"]
    let annexes = sums.filter { !proofs.contains($0.name) && !$0.name.hasSuffix(".pdf") }
    #expect(annexes.count >= 4)
    for (digest, name) in annexes { #expect(pages.contains("\(name) SHA-256 \(digest)"), "\(name)") }
    let named = pages.matches(of: #/Ek-([0-9]+) ([^ ]+) /#).map { String($0.2) }
    #expect(named.sorted() == annexes.map(\.name).sorted())
    #expect(!pages.contains("*"))
    #expect(pages.contains("iki nüsha"))
  }

  @Test func `pages name a browser in short where the annex has its whole text`() throws {
    let clear = try Installation(on: installation.database, settings: ["formats": "[pdf, csv]", "mask": "M0"])
    let package = try clear.issue("OTR", "2026-10-07")
    #expect(try InputFile.text(package.path("-sessions.csv")).contains("Mozilla/5.0 ("))
    let text = try package.text()
    #expect(!text.contains("Mozilla/"))
    #expect(text.contains("Chrome") && text.contains("· Windows"))
  }
}

/// The end of a PDF, where it is signed.
private enum IssuedPackageText {
  /// The text of the section of annexes and of what follows it, every run of white space one space.
  static func lastPage(of package: IssuedPackage) throws -> String {
    let text = try package.text()
    guard let start = text.ranges(of: " Ekler ").last else { return "" }
    return String(text[start.lowerBound...])
  }
}
