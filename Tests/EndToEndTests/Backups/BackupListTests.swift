import Files
import Support
import Testing

/// What lies in the archive is listed, with who holds it and why it stays; a hold is an entry of the ledger.
@Suite struct BackupListTests {
  private static func installation(_ backups: Int, settings: [String: String?] = [:]) throws -> Installation {
    let installation = try PlainSystem.install(settings: settings)
    for day in 1...backups {
      #expect(try installation.run("backup", "create", asOf: "2026-10-0\(day)T02:15:00+03:00").status == 0)
    }
    return installation
  }

  private static func list(
    _ installation: Installation, _ words: String..., asOf: String = Installation.night
  ) throws -> JSON {
    let outcome = try installation.run(words: ["backup", "list", "--json", "--locale", "en"] + words, asOf: asOf)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try JSON(text: outcome.output)["archived"]
  }

  /// The name of the backup of a night of October, which is made before midnight in UTC.
  private static func name(_ day: Int) -> String { day == 1 ? "20260930T231500Z" : "2026100\(day - 1)T231500Z" }

  @Test func `says of each backup what it is, and changes nothing`() throws {
    let installation = try Self.installation(2)
    let before = installation.everything
    let list = try Self.list(installation)
    #expect(list.list.map { $0["name"] } == ["20261001T231500Z", "20260930T231500Z"])
    let newest = list[0]
    #expect(
      newest["source"] == "back-office" && newest["configured"] == true
        && newest["made_at"] == "2026-10-01T23:15:00.000000Z")
    #expect(newest["age_us"] == .integer(6 * 86_400 * 1_000_000))
    #expect(newest["format"] == "custom" && newest["compression"] == "zstd" && newest["encrypted"] == false)
    #expect(newest["complete"] == true && newest["proven_at"] == nil && newest["holds"] == [])
    #expect(newest["rows"] == 0 && (newest["bytes"].integer ?? 0) > 500)
    // Without a policy nothing is ever purged.
    #expect(newest["kept_because"] == nil && newest["purge"] == false)
    #expect(installation.everything == before)
    let table = try installation.run("backup", "list", "--locale", "tr").output
    #expect(table.hasPrefix("KAYNAK       YEDEK             YAŞ"))
    #expect(table.contains("back-office  20261001T231500Z  6 g 0 sa"))
    #expect(table.contains("“keep” yok"))
  }

  @Test func `says why the policy keeps one, and which it would purge`() throws {
    let installation = try Self.installation(5, settings: ["backup": "{ keep: { days: 2, weeks: 2, minimum: 1 } }"])
    let list = try Self.list(installation).list
    #expect(list.map { $0["purge"] } == [false, false, true, true, true])
    #expect(
      list[0]["kept_because"].list.map { $0["reason"] } == ["day", "week", "minimum", "last_good"])
    #expect(list[0]["kept_because"].list.map { $0["period"] } == ["2026-10-05", "2026-W41", nil, nil])
    // 4 October 2026 is a Sunday.
    #expect(list[1]["kept_because"].list.map { $0["period"] } == ["2026-10-04", "2026-W40"])
    let table = try installation.run("backup", "list", "--locale", "en").output
    #expect(table.contains("day 2026-10-05, week 2026-W41, minimum, last good"))
    #expect(table.split(separator: "\n").filter { $0.hasSuffix("TO BE PURGED") }.count == 3)
  }

  @Test func `a held backup says why and until when, and the ledger by whom`() throws {
    let installation = try Self.installation(3, settings: ["backup": "{ keep: { days: 1, minimum: 1 } }"])
    let held = try installation.run(
      "backup", "hold", Self.name(1), "--reason", "Dava 2026/17", "--until", "2026-12-31", "--locale", "en")
    #expect(held.status == 0 && held.errors == "")
    #expect(held.output == "back-office/\(Self.name(1)): held through 2026-12-31.\n")
    let forever = try installation.run("backup", "hold", Self.name(2), "--reason", "soruşturma")
    #expect(forever.status == 0)
    var list = try Self.list(installation).list
    #expect(list.map { $0["purge"] } == [false, false, false])
    #expect(list[2]["holds"][0]["reason"] == "Dava 2026/17")
    // The day ends in the configured zone.
    #expect(list[2]["holds"][0]["until"] == "2026-12-31T21:00:00.000000Z")
    #expect(list[2]["kept_because"].list.map { $0["reason"] } == ["held"])
    let table = try installation.run("backup", "list", "--locale", "tr").output
    #expect(table.contains("saklı tutuluyor (2026-12-31 gününe kadar: Dava 2026/17)"))
    // It has run out with its last day; the other one stays until it is released.
    list = try Self.list(installation, asOf: "2026-12-31T23:59:59+03:00").list
    #expect(list[2]["purge"] == false)
    list = try Self.list(installation, asOf: "2027-01-01T00:00:00+03:00").list
    #expect(list[2]["purge"] == true && list[2]["holds"][0]["expired"] == true && list[1]["purge"] == false)
    #expect(
      try installation.run("backup", "list", "--locale", "en", asOf: "2027-01-01T00:00:00+03:00").output
        .contains("TO BE PURGED, expired holds: 1"))
    let released = try installation.run("backup", "release", Self.name(2), "--reason", "kapandı", "--locale", "tr")
    #expect(released.status == 0)
    #expect(try Self.list(installation).list[1]["purge"] == true)
    let ledger = try InputFile.text(installation.archive + "/ledger.jsonl").split(separator: "\n")
      .map { try JSON(text: String($0)) }.filter { $0["act"] != "backup" && $0["act"] != "key" }
    #expect(ledger.map { $0["act"] } == ["hold", "hold", "release"])
    #expect(ledger.map { $0["reason"] } == ["Dava 2026/17", "soruşturma", "kapandı"])
    #expect(ledger.allSatisfy { $0["by"].text?.isEmpty == false })
  }

  @Test(arguments: [
    (["backup", "hold", "20261001T231500Z", "--reason", " "], "--reason is empty"),
    (["backup", "hold", "20261001T231501Z", "--reason", "x"], "There is no backup “20261001T231501Z”"),
    (["backup", "hold", "20261001T231500Z", "--reason", "x", "--until", "2026-10-07"], "is a day that has passed"),
    (["backup", "hold", "20261001T231500Z", "--reason", "x", "--until", "2026-02-30"], "is no day"),
    (["backup", "hold", "20261001T231500Z", "--reason", "x", "--until", "1.11.2026"], "is no day"),
    (["backup", "release", "20261001T231500Z"], "is not held"),
    (["backup", "list", "--source", "back-ofice"], "There is no source “back-ofice”"),
  ])
  func `refuses what makes no sense`(words: [String], complaint: String) throws {
    let installation = try Self.installation(2)
    let ledger = try InputFile.text(installation.archive + "/ledger.jsonl")
    let outcome = try installation.run(words: words + ["--locale", "en"])
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains(complaint), "\(outcome.errors)")
    #expect(try InputFile.text(installation.archive + "/ledger.jsonl") == ledger)
  }

  @Test func `lists what is unfinished, unreadable, or of a source that is configured no more`() throws {
    let installation = try Self.installation(2)
    let folder = installation.archive + "/backups/back-office"
    try Folder.create(folder + "/.20261003T231500Z.partial")
    try installation.folder.write("archive/backups/back-office/\(Self.name(1))/manifest.json", "{}")
    let damaged = try installation.run("backup", "list", "--locale", "en")
    #expect(damaged.status == 74)
    #expect(damaged.errors.contains("\(Self.name(1))/manifest.json is damaged"))
    try Folder.remove(folder + "/" + Self.name(1))
    let system = "\"\(installation.folder.path)/plain\""
    try installation.folder.write(
      "tutanak.yaml",
      """
      zone: Europe/Istanbul
      archive: "\(installation.archive)"
      sources:
        renamed: { system: \(system), connection: "\(installation.database.connection(as: .reader))" }
      backup: { keep: { days: 1, minimum: 1 } }
      """)
    let outcome = try installation.run("backup", "list", "--json", "--locale", "en")
    let result = try JSON(text: outcome.output)
    #expect(result["archived"].list.map { $0["configured"] } == [false])
    #expect(result["partials"].list.map(\.text) == [folder + "/.20261003T231500Z.partial"])
    let table = try installation.run("backup", "list", "--source", "back-office", "--locale", "en").output
    #expect(table.contains("source no longer configured"))
    #expect(table.contains(".20261003T231500Z.partial: being written, or left unfinished; no backup."))
  }
}
