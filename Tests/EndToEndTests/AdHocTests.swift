import Support
import Testing

/// One report for a person who asks, beside what runs at night.
@Suite struct AdHocTests {
  private static func install() throws -> Installation {
    let database = try TestServer.shared().makeDatabase(from: .efysSmall)
    return try Installation(on: database, settings: ["formats": "[json, csv, pdf]", "audit": "{ approval: off }"])
  }

  @Test func `a user by key or by name, and every row is accounted for`() throws {
    let installation = try Self.install()
    let name = try #require(installation.database.query("SELECT username FROM users WHERE id = 5")[0][0])
    let byKey = try installation.issue("OTR", "2026-09-24..2026-10-07", "--user", "5", "--reason", "CMK m.135 talebi")
    let byName = try installation.issue("OTR", "2026-09-24..2026-10-07", "--user", name)
    let everybody = try installation.issue("OTR", "2026-09-24..2026-10-07")
    #expect(try byKey.json()["users"].list.map { $0["user_key"] } == ["5"])
    #expect(try byKey.json()["users"] == byName.json()["users"])
    let whole = try everybody.json()["users"].first(where: "user_key", is: "5")
    #expect(try byKey.json()["users"][0] == whole)
    #expect(try Set(byKey.rows("sessions").map { $0["user_key"] }) == ["5"])

    let (part, all) = (try byKey.manifest()["rows"], try everybody.manifest()["rows"])
    func read(_ rows: JSON) -> Int { (rows["sessions"]["read"].integer ?? 0) + (rows["events"]["read"].integer ?? 0) }
    #expect(read(part) + (part["filtered"].integer ?? 0) == read(all))
    #expect(all["filtered"] == 0)
    #expect(try byKey.says("CMK m.135 talebi"))
    // On the first page, in the copy for machines and in the manifest: this is not the whole register.
    #expect(try byKey.says("yalnız seçilen kullanıcıların kayıtları (1 seçim)"))
    #expect(try byKey.json()["document"]["user_filter"] == 1 && byKey.manifest()["user_filter"] == 1)
    #expect(try everybody.json()["document"]["user_filter"] == 0 && !everybody.says("yalnız seçilen"))
  }

  @Test func `a document of one person names the person as its mask allows`() throws {
    let installation = try Self.install()
    let row = try installation.database.query("SELECT username, full_name FROM users WHERE id = 5")[0].map { $0 ?? "" }
    let name = "\(row[1]) – \(row[0]) (5)"
    // In the order it was drawn in: a long name stands in two lines beside another column.
    func page(_ package: IssuedPackage) throws -> String {
      let outcome = try Command.run("pdftotext", "-raw", "-l", "1", package.path(".pdf"), "-")
      return outcome.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    let period = "2026-09-24..2026-10-07"
    let clear = try installation.issue("OTR", period, "--user", "5", "--mask", "M0")
    #expect(try page(clear).contains("İlgili kişi \(name)"))
    #expect(try clear.json()["document"]["subjects"][0]["user_name"].text == row[0])
    let masked = try installation.issue("OTR", period, "--user", "5")
    let begin = row[0].prefix(2)
    #expect(try page(masked).contains("– \(begin)***") && !page(masked).contains(row[0]))
    let counted = try installation.issue("OTR", period, "--user", "5", "--mask", "M3")
    #expect(try counted.json()["document"]["subjects"] == [] && !page(counted).contains(row[0]))
    #expect(try installation.issue("OTR", period).json()["document"]["subjects"] == [])
  }

  @Test func `two users, and one nobody has heard of`() throws {
    let installation = try Self.install()
    let two = try installation.issue("GOR", "2026-10", "--user", "5", "--user", "4")
    #expect(try Set(two.json()["users"].list.map { $0["user_key"].text }) == ["4", "5"])
    let none = try installation.run("report", "GOR", "--period", "2026-10", "--user", "yok", "--locale", "en")
    #expect(none.status == 0)
    #expect(none.errors.contains("--user “yok”: the source has no such user"))
    #expect(try installation.package("GOR", 2).json()["document"]["counts"]["events"] == 0)
  }

  @Test func `of one user's rows nothing is said about an address or the whole log`() throws {
    let package = try Self.install().issue("ANM", "2026-10-04..2026-10-07", "--user", "5")
    let document = try package.json()
    let status = Dictionary(
      document["rules"].list.map { ($0["id"].text ?? "", $0["reason"].text ?? $0["status"].text ?? "") },
      uniquingKeysWith: { first, _ in first })
    for rule in ["A02", "A04", "D01", "D02"] { #expect(status[rule] == "USER_FILTER", "\(rule)") }
    #expect(status["A01"] == "evaluated")
    #expect(document["findings"].list.allSatisfy { $0["key_kind"] == "user" && $0["key"] == "5" })
    let reason = "değerlendirilmedi: belge yalnız seçilen kullanıcılara bakıyor"
    #expect(try package.says("D02 Günlük sessizliği veya günlüğün silinmesi \(reason)"))
  }

  @Test func `rules that learn from more than was read say so`() throws {
    let installation = try Self.install()
    try installation.configure(settings: [
      "formats": "[json]", "rules": "{ lookback: 10d, B03: { opens: 8:00, share: 1 % } }",
    ])
    let rules = try installation.issue("ANM", "2026-10-07").json()["rules"]
    #expect(rules.first(where: "id", is: "C02")["reason"] == "HISTORY_TOO_SHORT")
    #expect(rules.first(where: "id", is: "C02")["detail"] == "lookback 10d < 90d")
    #expect(rules.first(where: "id", is: "S05")["status"] == "evaluated")
  }

  @Test func `what a person asked for leaves the night as it was`() throws {
    let installation = try Self.install()
    #expect(try installation.issue("OTR", "yesterday").manifest()["schedule"] == nil)
    #expect(try installation.run("backup", "create").status == 0)
    #expect(try installation.run("run", "nightly").status == 0)
    #expect(
      installation.packages.map(\.stem) == ["2026-ANM-000001", "2026-GOR-000001", "2026-OTR-000001", "2026-OTR-000002"])
    #expect(try installation.package("OTR", 2).manifest()["schedule"] == "nightly")
    #expect(installation.backups.count == 2)
    // And the next night has a period of its own, in which nobody signed in: issued, with the gap told.
    #expect(try installation.run("run", "nightly", asOf: "2026-10-09T02:15:00+03:00").status == 7)
    #expect(installation.packages.count == 7)
    #expect(installation.backups.count == 3)
  }

  @Test func `what was issued is said, for a person and for a script`() throws {
    let installation = try Self.install()
    let spoken = try installation.run("report", "OTR", "--period", "yesterday")
    #expect(spoken.output == "2026/OTR-000001  \(installation.package("OTR").folder)\n")
    #expect(spoken.errors == "")
    let quiet = try installation.run("report", "OTR", "--period", "yesterday", "--quiet")
    #expect(quiet.output + quiet.errors == "")
    let script = try JSON(text: installation.run("report", "OTR", "--period", "yesterday", "--json").output)
    #expect(script["status"] == "done")
    #expect(script["exit_code"] == 0)
    #expect(script["documents"][0]["number"] == "2026/OTR-000003")
    #expect(script["documents"][0]["folder"].text == installation.package("OTR", 3).folder)
    #expect(script["errors"] == [])
  }

  @Test func `an English document is English throughout and says which text prevails`() throws {
    let package = try Self.install().issue("OTR", "yesterday", "--locale", "en")
    for words in [
      "SESSION REGISTER", "7 October 2026", "Page 1 / ",
      "The Turkish text prevails; this document is its English rendering. / Türkçe metin esastır.",
    ] {
      #expect(try package.says(words), "\(words)")
    }
    for word in ["Oturum", "Kullanıcı", "Sayfa", "Süre", "dönem", "Kayıt"] {
      #expect(try !package.says(word), "\(word)")
    }
    #expect(try package.json()["document"]["language"] == "en")
    #expect(try package.manifest()["language"] == "en")
  }

  @Test func `the language of the configuration is that of documents and messages, unless another is asked for`() throws
  {
    let installation = try Self.install()
    try installation.configure(settings: ["locale": "en", "formats": "[json]"])
    #expect(try installation.issue("OTR", "yesterday").json()["document"]["language"] == "en")
    #expect(try installation.issue("OTR", "yesterday", "--locale", "tr").json()["document"]["language"] == "tr")
    let unknown = try installation.run("report", "OTB", "--period", "yesterday")
    #expect(unknown.status == 64)
    #expect(
      unknown.errors
        == "tutanak: There is no reports/OTB.yaml; there are: ADL, ADR, ANM, AYR, BSV, EDR, GOR, IHL, IMH, MHR, OTR, RIZ, SKL, YDK, YON. Did you mean “OTR”?\n"
    )
    let future = try installation.run("report", "OTR", "--period", "2030", "--json")
    #expect(try JSON(text: future.output)["errors"][0].text?.hasPrefix("The period “2030” has not begun yet.") == true)
    let foreign = try installation.run("report", "OTB", "--period", "yesterday", "--locale", "tr")
    #expect(foreign.errors.hasPrefix("tutanak: reports/OTB.yaml yok"))
  }
}
