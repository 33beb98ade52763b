import Files
import Support
import Testing

/// A schedule that names its recipients: nobody else gets its documents, and each gets only what it chose itself.
@Suite struct ScheduleRecipientsTests {
  private static func install(_ recipients: String, reports: String = "[OTR, GOR]") throws -> Installation {
    let installation = try Installation(on: try TestServer.shared().makeDatabase(from: .efysSmall), ownHome: true)
    var lines: [String] = []
    for (name, more) in [
      ("a", "reports: [OTR]"), ("b", "schedules: [other]"), ("c", "reports: [OTR, GOR]"),
      ("d", "reports: [ANM]"),
    ] {
      let folder = installation.folder.path + "/" + name
      try Folder.create(folder)
      lines.append("\(name): { channel: folder, folder: \"\(folder)\", \(more) }")
    }
    try installation.configure(
      source: ["expect_rows": "false"],
      settings: ["formats": "[json]", "delivery": "{ recipients: { \(lines.joined(separator: ", ")) } }"])
    for name in ["nightly", "other"] {
      try installation.folder.write(
        "home/schedules/\(name).yaml",
        "when: 15 2 * * *\nperiod: yesterday\nreports: \(reports)\n" + (name == "nightly" ? recipients : ""))
    }
    return installation
  }

  private static func got(_ installation: Installation, _ name: String) -> [String] {
    (try? Folder.entries("\(installation.folder.path)/\(name)/2026")) ?? []
  }

  @Test func `its documents go to them alone, and so do later editions`() throws {
    let installation = try Self.install("recipients: [a]\n")
    let check = try installation.run("config", "check", "--locale", "en")
    #expect(check.status == 0, "\(check.errors)")
    let night = try installation.run("run", "nightly", "--locale", "en")
    #expect(night.status == 0, "\(night.errors)")
    #expect(Self.got(installation, "a") == ["2026-OTR-000001"])
    #expect(Self.got(installation, "b").isEmpty && Self.got(installation, "c").isEmpty)
    let edition = try installation.run(
      "report", "OTR", "--reissue", "2026/OTR-000001", "--reason", "düzeltme", "--locale", "en")
    #expect(edition.status == 0, "\(edition.errors)")
    #expect(Self.got(installation, "a") == ["2026-OTR-000001", "2026-OTR-000002"])
    #expect(Self.got(installation, "c").isEmpty)
    let issued = try #require(try installation.ledger("issue").first)
    #expect(issued["facts"]["recipients"].list == ["a"])
  }

  @Test func `without the line recipients choose by themselves`() throws {
    let installation = try Self.install("")
    #expect(try installation.run("run", "nightly").status == 0)
    #expect(Self.got(installation, "a") == ["2026-OTR-000001"])
    #expect(Self.got(installation, "b").isEmpty)
    #expect(Self.got(installation, "c") == ["2026-GOR-000001", "2026-OTR-000001"])
  }

  @Test(arguments: [
    ("recipients: [a, legl]", "nightly.yaml:4:17: there is no recipient “legl”"),
    ("recipients: [b]", "nightly.yaml:4:14: “b” takes nothing of this schedule"),
    ("recipients: [d]", "nightly.yaml:4:14: “d” takes nothing of this schedule: its own “reports” has none"),
    ("recipients: []", "nightly.yaml:4:13: name at least one recipient"),
    ("recipients: [a, a]", "nightly.yaml:4:17: “a” stands twice."),
  ])
  func `a mistake is told with file and line`(line: String, complaint: String) throws {
    let installation = try Self.install(line + "\n")
    for words in [["config", "check"], ["run", "nightly"]] {
      let outcome = try installation.run(words: words + ["--locale", "en"])
      #expect(outcome.status == 78 && outcome.errors.contains(complaint), "\(outcome.errors)")
    }
    #expect(installation.packages.isEmpty)
  }

  @Test func `one whose sources are others than the schedule's is told as well`() throws {
    let installation = try Self.install("recipients: [e]\nsources: [back-office]\n", reports: "[OTR]")
    let file = installation.folder.path + "/tutanak.yaml"
    let other = "sources:\n  other: { system: efys, connection: \"host=127.0.0.1 port=1 dbname=gone\" }\n"
    let folder = installation.folder.path + "/a"
    let recipient = "{ recipients: { e: { channel: folder, folder: \"\(folder)\", sources: [other] }, "
    let text = try InputFile.text(file).replacing("sources:\n", with: other, maxReplacements: 1)
      .replacing("{ recipients: { ", with: recipient, maxReplacements: 1)
    try installation.folder.write("tutanak.yaml", text)
    let outcome = try installation.run("config", "check", "--locale", "en")
    let complaint = "nightly.yaml:4:14: “e” takes nothing of this schedule: its own “sources” has none"
    #expect(outcome.status == 78 && outcome.errors.contains(complaint), "\(outcome.errors)")
  }
}
