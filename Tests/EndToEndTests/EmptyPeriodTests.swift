import Support
import Testing

/// A night on which nothing was recorded: a document that says so, a word, or nothing, as configured.
@Suite struct EmptyPeriodTests {
  private static func install(_ choice: String?) throws -> Installation {
    try Installation(
      on: try TestServer.shared().makeDatabase(from: .efysEmpty),
      settings: ["empty_period": choice, "formats": "[pdf, json]"])
  }

  @Test(arguments: [
    ("tr", "Belirtilen dönem ve ölçütlerle kayıt bulunmamaktadır."),
    ("en", "There are no records for this period and these criteria."),
  ])
  func `by default a document is issued that says so`(language: String, sentence: String) throws {
    let installation = try Self.install(nil)
    let outcome = try installation.run("run", "nightly", "--locale", language)
    #expect(outcome.status == 0)
    #expect(outcome.output + outcome.errors == "")
    for (code, count) in [("OTR", "sessions"), ("GOR", "events")] {
      let package = installation.package(code)
      #expect(try package.says(sentence))
      #expect(try package.json()["document"]["counts"][count] == 0)
      #expect(try package.manifest()["rows"][count]["read"] == 0)
    }
    #expect(installation.backups.count == 1)
  }

  @Test(arguments: [
    ("tr", "dönemde kayıt yok; belge düzenlenmedi (empty_period: notify)."),
    ("en", "no records in the period; no document was issued (empty_period: notify)."),
  ])
  func `notify says it where cron mails it, and backs up all the same`(language: String, words: String) throws {
    let installation = try Self.install("notify")
    let outcome = try installation.run("run", "nightly", "--locale", language)
    #expect(outcome.status == 0)
    #expect(outcome.output == "OTR, back-office: \(words)\nGOR, back-office: \(words)\n")
    #expect(outcome.errors == "")
    // A log in which nothing stands is itself a finding.
    #expect(installation.packages.map(\.stem) == ["2026-ANM-000001"])
    #expect(try installation.packages[0].json()["findings"].list.map { $0["rule"] } == ["D02"])
    #expect(installation.backups.count == 1)
  }

  @Test func `skip does nothing and says nothing`() throws {
    let installation = try Self.install("skip")
    try installation.configure(
      settings: ["empty_period": "skip", "formats": "[json]", "rules": "{ D02: { enabled: false } }"])
    let outcome = try installation.run("run", "nightly")
    #expect(outcome.status == 0)
    #expect(outcome.output + outcome.errors == "")
    #expect(installation.packages.isEmpty)
    #expect(installation.backups.count == 1)
  }

  @Test func `an empty period is no failed run: a server that does not answer is one`() throws {
    let installation = try Self.install("skip")
    try installation.configure(
      source: ["connection": "\"host=127.0.0.1 port=1 dbname=efys\""], settings: ["empty_period": "skip"])
    #expect(try installation.run("run", "nightly").status == 69)
    #expect(installation.state == "failed")
  }

  @Test(arguments: ["OTR", "GOR"], ["M0", "M1", "M3"])
  func `a document without a row fits one page, and its workbook has the rest`(code: String, level: String) throws {
    let database = try TestServer.shared().makeDatabase(from: .efysSmall)
    let installation = try Installation(
      on: database, settings: ["formats": "[pdf, xlsx, json]", "audit": "{ approval: off }"])
    for (language, nothing, cover) in [
      ("tr", "Dönemde bu belgenin konusuna giren kayıt yoktur", "Kapak"),
      ("en", "There are no records of this document's subject", "Cover"),
    ] {
      let package = try installation.issue(code, "2020-03-02", "--mask", level, "--locale", language)
      #expect(try Command.run("pdfinfo", package.path(".pdf")).output.contains(/Pages: +1\n/))
      let text = try package.text()
      #expect(text.contains(nothing))
      for word in language == "tr"
        ? ["Hukuki dayanak", "Talep eden", "İmza"] : ["Legal ground", "Requested by", "Signature"]
      {
        #expect(text.contains(word), "\(word)")
      }
      let sheet = try package.sheet(cover).joined().compactMap(\.text)
      for word in language == "tr" ? ["Çalıştırma kimliği", "Sunucu"] : ["Run identifier", "Server"] {
        #expect(sheet.contains(word), "\(word)")
      }
    }
  }
}
