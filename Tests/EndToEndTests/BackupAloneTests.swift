import Files
import Foundation
import Support
import Testing

/// A backup depends on no report: nothing that only reports are made from can keep it back.
@Suite struct BackupAloneTests {
  /// A file below the home that is made useless, and how.
  enum Damage: String, CaseIterable {
    case look = "templates/official/template.yaml"
    case words = "words/tr.yaml"
    case report = "reports/OTR.yaml"
    case system = "systems/efys/system.yaml"
    case users = "systems/efys/users.sql"
    case sessions = "systems/efys/sessions.sql"

    func apply(to installation: Installation) throws {
      let text = rawValue.hasSuffix(".sql") ? "SELECT nonsense FROM nowhere\n" : "nonsense: [\n"
      try text.write(toFile: installation.home + "/" + rawValue, atomically: true, encoding: .utf8)
    }
  }

  @Test(arguments: Damage.allCases) func `backup create succeeds beside a broken file`(damage: Damage) throws {
    let database = try TestServer.shared().makeDatabase(from: .efysSmall)
    let installation = try Installation(on: database, ownHome: true)
    try damage.apply(to: installation)
    let outcome = try installation.run("backup", "create", "--json")
    #expect(outcome.status == 0)
    // The index of the archive is made of words; that it could not be written is told, and fails no backup.
    let hasWords = damage != .look && damage != .words
    #expect(outcome.errors.hasPrefix(hasWords ? "" : "tutanak: ! Arşivin dizini yazılamadı"))
    #expect(outcome.errors.split(separator: "\n").count == (hasWords ? 0 : 1), "\(outcome.errors)")
    let result = try JSON(text: outcome.output)
    #expect(result["steps"].list.map { $0["step"].text } == ["backup"])
    #expect(result["steps"][0]["outcome"] == "done")
    // It is of the moment it was made, not of a period.
    let manifest = try JSON(file: installation.onlyBackup() + "/manifest.json")
    #expect(manifest["period"] == nil && manifest["schedule"] == nil)
    #expect(manifest["snapshot"]["id"].text?.isEmpty == false)
    let restored = try installation.restore(installation.onlyBackup())
    let count = "SELECT count(*) FROM sessions"
    #expect(try restored.query(count) == database.query(count))
  }

  @Test(arguments: Damage.allCases) func `a night with a broken file backs up and says what it did not issue`(
    damage: Damage
  ) throws {
    let database = try TestServer.shared().makeDatabase(from: .efysSmall)
    let installation = try Installation(on: database, ownHome: true, settings: ["formats": "[json]"])
    try damage.apply(to: installation)
    let outcome = try installation.run("run", "nightly", "--json", "--locale", "en")
    #expect(outcome.status == 3)
    let steps = try JSON(text: outcome.output)["steps"].list
    #expect(steps.first { $0["step"] == "backup" }?["outcome"] == "done")
    let failed = steps.filter { $0["outcome"] == "failed" }
    #expect(failed.contains { $0["report"] == "OTR" })
    for step in failed { #expect(step["error"].text?.contains(damage.rawValue) == true) }
    #expect(outcome.errors.contains(damage.rawValue))
    // What can be issued without the file is issued.
    let issued = installation.packages.map(\.stem)
    switch damage {
    case .report: #expect(issued == ["2026-ANM-000001", "2026-GOR-000001"])
    case .sessions: #expect(issued.allSatisfy { !$0.contains("OTR") })
    case .look, .words, .system, .users: #expect(issued.isEmpty)
    }
    #expect(try installation.restore(installation.onlyBackup()).query("SELECT count(*) > 0 FROM users") == [["t"]])
  }

  @Test func `the register and the archive read a backup without a period again`() throws {
    let installation = try Installation(
      on: try TestServer.shared().makeDatabase(from: .efysSmall), settings: ["formats": "[json]"])
    #expect(try installation.run("backup", "create").status == 0)
    let night = try installation.run("run", "nightly")
    #expect(night.status == 0)
    #expect(night.errors == "")
    // The night's own backup is made beside it.
    #expect(installation.backups.count == 2)
    #expect(try installation.run("backup", "create").status == 0)
    #expect(installation.backups.count == 3)
  }
}
