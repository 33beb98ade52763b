import Support
import Testing

/// `--dry-run` says what would be done and changes nothing.
@Suite struct DryRunTests {
  @Test(arguments: [
    (
      ["run", "nightly"],
      "would issue OTR, GOR, ANM, YDK, MHR (2026-10-06T21:00:00.000000Z – 2026-10-07T21:00:00.000000Z) and make a backup.",
      "OTR, GOR, ANM, YDK, MHR düzenlenecekti (2026-10-06T21:00:00.000000Z – 2026-10-07T21:00:00.000000Z), yedek alınacaktı."
    ),
    (
      ["report", "GOR", "--period", "2026-09"],
      "would issue GOR (2026-08-31T21:00:00.000000Z – 2026-09-30T21:00:00.000000Z).",
      "GOR düzenlenecekti (2026-08-31T21:00:00.000000Z – 2026-09-30T21:00:00.000000Z)."
    ),
    (["backup", "create"], "would make a backup.", "yedek alınacaktı."),
  ])
  func `no file, no folder, no connection`(words: [String], english: String, turkish: String) throws {
    let installation = try Installation(on: try TestServer.shared().makeDatabase(from: .empty))
    // A server that cannot be reached shows that none is asked.
    try installation.configure(source: ["connection": "\"host=127.0.0.1 port=1 dbname=efys\""])
    for (language, message) in [("en", english), ("tr", turkish)] {
      let outcome = try installation.run(words: words + ["--dry-run", "--locale", language])
      #expect(outcome.status == 0)
      #expect(outcome.output == "back-office: \(message)\n")
      #expect(outcome.errors == "")
    }
    #expect(installation.everything == [])
  }

  @Test func `what is done already is not planned again, and a mistake is one even then`() throws {
    let installation = try Installation(
      on: try TestServer.shared().makeDatabase(from: .efysEmpty), settings: ["formats": "[json]"])
    #expect(try installation.run("run", "nightly").status == 0)
    let before = installation.everything
    let plan = try installation.run("run", "nightly", "--dry-run", "--locale", "en")
    #expect(
      plan.output == "back-office: the documents and the backup of this period were done before; nothing is due.\n")
    #expect(try installation.run("report", "OTB", "--period", "yesterday", "--dry-run").status == 64)
    try installation.configure(source: ["system": "efis"])
    #expect(try installation.run("report", "OTR", "--period", "yesterday", "--dry-run").status == 78)
    try installation.configure()
    #expect(try installation.run("report", "OTR", "--period", "yesterday", "--mask", "M2", "--dry-run").status == 78)
    #expect(installation.everything == before)
  }
}
