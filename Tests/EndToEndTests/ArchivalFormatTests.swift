import Support
import Testing

@Suite struct ArchivalFormatTests {
  @Test func `every report in both languages is a PDF/A-1b`() throws {
    let database = try TestServer.shared().makeDatabase(from: .efysSample)
    var paths: [String] = []
    var packages: [IssuedPackage] = []
    for (locale, mask) in [("tr", "M1"), ("en", "M0")] {
      let installation = try Installation(
        on: database, settings: ["locale": locale, "formats": "[pdf]", "audit": "{ approval: off }"])
      for report in ["OTR", "GOR", "ANM"] {
        // The first document has a time of issue, the others are of a stated moment.
        let asOf = paths.isEmpty ? nil : Installation.night
        packages.append(try installation.issue(report, "2026-10-07", "--mask", mask, asOf: asOf))
        paths.append(packages[packages.count - 1].path(".pdf"))
      }
    }
    let objections = try ArchivalJudge.objections(to: paths)
    for path in paths { #expect(objections[path] == [], "\(path): \(objections[path]?.first ?? "")") }
  }
}
