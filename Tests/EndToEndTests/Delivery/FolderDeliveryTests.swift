import Files
import Glibc
import Support
import Testing

/// A document that is said to be delivered lies there whole, once, and the archive's ledger says so.
@Suite struct FolderDeliveryTests {
  private static func install(_ recipient: String, _ further: String = "") throws -> Installation {
    let installation = try Installation(on: try TestServer.shared().makeDatabase(from: .efysSmall))
    try Folder.create(installation.folder.path + "/legal")
    try configure(installation, recipient, further)
    return installation
  }

  private static func configure(_ installation: Installation, _ recipient: String, _ further: String = "") throws {
    let folder = "channel: folder, folder: \"\(folder(installation))\""
    try installation.configure(
      source: ["expect_rows": "false"],
      settings: [
        "formats": "[json]",
        "delivery": "{ \(further) recipients: { legal: { \(folder)\(recipient.isEmpty ? "" : ", " + recipient) } } }",
      ])
  }

  private static func folder(_ installation: Installation) -> String { installation.folder.path + "/legal" }

  private static func names(_ installation: Installation) throws -> [String] {
    let year = folder(installation) + "/2026"
    return Folder.exists(year) ? try Folder.entries(year) : []
  }

  private static func outbox(_ installation: Installation, _ words: String..., asOf: String = Installation.night) throws
    -> [String]
  {
    let outcome = try installation.run(
      words: ["deliver", "list", "--json", "--locale", "en"] + words, asOf: asOf)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try JSON(text: outcome.output)["outbox"].list.map {
      "\($0["document"].text ?? "?") \($0["recipient"].text ?? "?") \($0["state"].text ?? "?")"
    }
  }

  @Test func `a night's documents are with the recipient, whole and as they are in the archive`() throws {
    let installation = try Self.install("reports: [OTR, ANM]")
    let outcome = try installation.run("run", "nightly", "--json", "--locale", "en")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try Self.names(installation) == ["2026-ANM-000001", "2026-OTR-000001"])
    for name in try Self.names(installation) {
      let compared = try Command.run(
        "diff", "-r", installation.archive + "/2026/" + name, Self.folder(installation) + "/2026/" + name)
      #expect(compared.status == 0, "\(compared.output)")
      // What was received is proven where it lies, with the archive nowhere near.
      let verified = try installation.run("verify", Self.folder(installation) + "/2026/" + name)
      #expect(verified.status == 0, "\(verified.output)")
    }
    let told = try JSON(text: outcome.output)["delivered"].list
    #expect(told.map { $0["number"].text } == ["2026/OTR-000001", "2026/ANM-000001"])
    #expect(told[0]["recipient"] == "legal" && told[0]["place"].text == Self.folder(installation))
    let entries = try installation.ledger("deliver").filter { $0["document"].text != nil }
    #expect(entries.map { $0["outcome"].text } == ["done", "done"])
    #expect(entries[0]["facts"]["place"].text == Self.folder(installation))
    #expect(try Self.outbox(installation) == [])
    #expect(
      try Self.outbox(installation, "--all") == ["2026/OTR-000001 legal delivered", "2026/ANM-000001 legal delivered"])
    // Nothing goes twice.
    #expect(try installation.run("run", "nightly").status == 0)
    #expect(try installation.run("deliver", "now").output.contains("No document") == false)
    #expect(try installation.ledger("deliver").filter { $0["document"].text != nil }.count == 2)
  }

  @Test func `what was issued before there was a recipient, or for a person, goes to nobody by itself`() throws {
    let installation = try Installation(
      on: try TestServer.shared().makeDatabase(from: .efysSmall),
      source: ["expect_rows": "false"], settings: ["formats": "[json]"])
    #expect(try installation.run("run", "nightly").status == 0)
    try Folder.create(installation.folder.path + "/legal")
    try Self.configure(installation, "reports: [OTR]")
    _ = try installation.issue("OTR", "2026-10-06")
    #expect(try installation.run("deliver", "now", "--locale", "en").output.contains("No document waits"))
    #expect(try Self.names(installation) == [])
    // A person sends it, and says to whom.
    let nobody = try installation.run("deliver", "resend", "2026/OTR-000002", "--locale", "en")
    #expect(nobody.status == 64 && nobody.errors.contains("was on its way to nobody; choose a recipient with --to."))
    #expect(try installation.run("deliver", "resend", "2026/OTR-000002", "--to", "legal").status == 0)
    #expect(try Self.names(installation) == ["2026-OTR-000002"])
    let unknown = try installation.run("deliver", "resend", "2026/OTR-000009", "--to", "legal", "--locale", "en")
    #expect(unknown.status == 64 && unknown.errors.contains("The archive has no document “2026/OTR-000009”"))
    let other = try installation.run("deliver", "resend", "2026/OTR-000001", "--to", "legl", "--locale", "en")
    #expect(other.status == 64 && other.errors.contains("Did you mean “legal”?"))
  }

  @Test func `a place that is away takes nothing from the archive, and gets everything when it is back`() throws {
    let installation = try Self.install("reports: [OTR, ANM]")
    try Folder.remove(Self.folder(installation))
    let outcome = try installation.run("run", "nightly", "--json", "--locale", "en")
    #expect(outcome.status == 4)
    #expect(outcome.errors.contains("2026/OTR-000001 was not delivered to “legal”; the archive has it"))
    #expect(outcome.errors.contains("the folder is not there, and is never made"))
    #expect(installation.packages.count == 3)
    // The second was not tried: the way is the same.
    #expect(
      try Self.outbox(installation) == ["2026/OTR-000001 legal failed", "2026/ANM-000001 legal queued"])
    let status = try installation.run("status", "--json", "--locale", "en")
    #expect(status.status == 4)
    let section = try JSON(text: status.output)["undelivered"][0]
    #expect(section["recipient"] == "legal" && section["failed"] == 1 && section["queued"] == 1)
    #expect(status.output.contains("documents that could not be delivered to “legal”: 1"))

    // Before its next try is due it is not tried, but owed all the same.
    let soon = try installation.run("run", "nightly", "--locale", "en", asOf: "2026-10-08T02:16:00+03:00")
    #expect(soon.status == 4)
    try Folder.create(Self.folder(installation))
    let night = try installation.run("run", "nightly", "--locale", "en", asOf: "2026-10-09T02:15:00+03:00")
    #expect(night.status == 0, "\(night.errors)")
    #expect(
      try Self.names(installation) == ["2026-ANM-000001", "2026-ANM-000002", "2026-OTR-000001", "2026-OTR-000002"])
    #expect(try installation.run("status", asOf: "2026-10-09T02:15:00+03:00").status == 0)
  }

  @Test func `pauses grow from run to run, and a person need not wait for them`() throws {
    let installation = try Self.install("reports: [OTR]")
    try Folder.remove(Self.folder(installation))
    var moments: [String] = []
    for minute in ["15", "21", "32", "53"] {
      #expect(try installation.run("run", "nightly", asOf: "2026-10-08T02:\(minute):00+03:00").status == 4)
      let entry = try #require(try installation.ledger("deliver").last { $0["outcome"] == "failed" })
      moments.append(entry["facts"]["next_try"].text ?? "?")
    }
    #expect(
      moments == [
        "2026-10-07T23:20:00.000000Z", "2026-10-07T23:31:00.000000Z", "2026-10-07T23:52:00.000000Z",
        "2026-10-08T00:33:00.000000Z",
      ])
    try Folder.create(Self.folder(installation))
    #expect(try installation.run("deliver", "now", asOf: "2026-10-08T02:54:00+03:00").status == 0)
    #expect(try Self.names(installation) == ["2026-OTR-000001"])
  }

  @Test func `a correction goes to whoever got what it replaces`() throws {
    let installation = try Self.install("reports: [OTR]")
    #expect(try installation.run("run", "nightly").status == 0)
    let again = try installation.run(
      "report", "OTR", "--reissue", "2026/OTR-000001", "--reason", "two rows were late")
    #expect(again.status == 0, "\(again.errors)")
    #expect(try Self.names(installation) == ["2026-OTR-000001", "2026-OTR-000002"])
  }

  @Test func `what a person had issued and sent goes no further by itself, a later edition neither`() throws {
    let installation = try Self.install("reports: [OTR]")
    _ = try installation.issue("OTR", "2026-10-07")
    #expect(try installation.run("deliver", "resend", "2026/OTR-000001", "--to", "legal").status == 0)
    #expect(try installation.run("report", "OTR", "--reissue", "2026/OTR-000001", "--reason", "x").status == 0)
    #expect(try installation.run("deliver", "now").status == 0)
    #expect(try Self.outbox(installation, "--all") == ["2026/OTR-000001 legal delivered"])
    #expect(try Self.names(installation) == ["2026-OTR-000001"])
  }

  @Test func `what somebody else put under the name is not replaced, and a changed package does not go`() throws {
    let installation = try Self.install("reports: [OTR]")
    try Folder.create(Self.folder(installation) + "/2026")
    try Folder.create(Self.folder(installation) + "/2026/2026-OTR-000001")
    try installation.folder.write("legal/2026/2026-OTR-000001/note.txt", "mine")
    let outcome = try installation.run("run", "nightly", "--locale", "en")
    #expect(outcome.status == 4 && outcome.errors.contains("something else lies under this name"))
    #expect(try Folder.entries(Self.folder(installation) + "/2026/2026-OTR-000001") == ["note.txt"])
    try Folder.remove(Self.folder(installation) + "/2026")
    let file = "archive/2026/2026-OTR-000001/2026-OTR-000001.json"
    let sound = try InputFile.text(installation.folder.path + "/" + file)
    try installation.folder.write(file, sound + " ")
    let changed = try installation.run("deliver", "now", "--locale", "en")
    #expect(changed.status == 4 && changed.errors.contains("is not the file of its manifest"))
    #expect(try Self.names(installation).filter { !$0.hasPrefix(".") } == [])
    try installation.folder.write(file, sound)
    #expect(try installation.run("deliver", "now").status == 0)
    #expect(try Self.names(installation) == ["2026-OTR-000001"])
  }

  @Test(.timeLimit(.minutes(5)), arguments: [1, 3, 6, 9, 12, 15])
  func `killed at any point it is delivered once`(flushes: Int) throws {
    let installation = try Self.install("reports: [OTR]")
    // Dies at the given flush of what is written for the recipient: in a file, before and after the rename.
    let deadly = try Preload.build(
      """
      #include <signal.h>
      #include <stdio.h>
      #include <string.h>
      #include <unistd.h>
      static int left = \(flushes);
      int fsync(int number) {
        char link[64], path[4096] = "";
        snprintf(link, sizeof link, "/proc/self/fd/%d", number);
        if (readlink(link, path, sizeof path - 1) > 0 && strstr(path, "/legal") && --left == 0) kill(getpid(), SIGKILL);
        return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(number);
      }
      """, in: installation.folder)
    let killed = try installation.run("run", "nightly", environment: deadly)
    let entries = try installation.ledger("deliver").filter { $0["document"].text != nil }
    #expect(entries.isEmpty ? killed.status == 128 + SIGKILL : killed.status == 0)
    let again = try installation.run("run", "nightly", asOf: "2026-10-08T03:15:00+03:00")
    #expect(again.status == 0, "\(again.errors)")
    #expect(try Self.names(installation) == ["2026-OTR-000001"])
    let compared = try Command.run(
      "diff", "-r", installation.archive + "/2026/2026-OTR-000001", Self.folder(installation) + "/2026/2026-OTR-000001")
    #expect(compared.status == 0)
    #expect(try installation.ledger("deliver").filter { $0["outcome"] == "done" }.count == 1)
    #expect(try installation.run("verify").status == 0)
  }

  @Test func `a package is handed out to a folder, and the ledger has who and why`() throws {
    let installation = try Installation(
      on: try TestServer.shared().makeDatabase(from: .efysSmall), settings: ["formats": "[json]"])
    _ = try installation.issue("OTR", "2026-10-07")
    try Folder.create(installation.folder.path + "/stick")
    let to = installation.folder.path + "/stick"
    let planned = try installation.run(
      "deliver", "hand-out", "2026-OTR-000001", "--to", to, "--reason", "x", "--dry-run")
    #expect(planned.status == 0)
    #expect(try Folder.entries(to) == [])
    let outcome = try installation.run(
      "deliver", "hand-out", "2026-OTR-000001", "--to", to + "/", "--reason", "to the court, by hand", "--locale", "en")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output == "2026/OTR-000001 → \(to)/2026-OTR-000001\n")
    #expect(try Command.run("diff", "-r", installation.package("OTR").folder, to + "/2026-OTR-000001").status == 0)
    let entry = try #require(try installation.ledger("deliver").last)
    #expect(entry["document"] == "2026/OTR-000001" && entry["reason"] == "to the court, by hand")
    #expect(entry["facts"]["place"].text == to)
    #expect(try installation.ledger("deliver").map { $0["outcome"] } == ["begun", "done"])
    let unasked = try installation.run("deliver", "hand-out", "2026-OTR-000001", "--to", to, "--locale", "en")
    #expect(unasked.status == 64 && unasked.errors.contains("Say with --reason"))
    let inside = try installation.run(
      "deliver", "hand-out", "2026-OTR-000001", "--to", installation.archive, "--reason", "x", "--locale", "en")
    #expect(inside.status == 64 && inside.errors.contains("within the archive"))
    let nowhere = try installation.run(
      "deliver", "hand-out", "2026-OTR-000001", "--to", installation.folder.path + "/none", "--reason", "x", "--locale",
      "en")
    #expect(nowhere.status == 73 && nowhere.errors.contains("the folder is not there"))
  }

  @Test func `a period without records is skipped where the recipient wants that, and issued all the same`() throws {
    let installation = try Self.install("reports: [OTR, ANM], empty: skip")
    let outcome = try installation.run("run", "nightly", "--locale", "en", asOf: "2020-03-02T02:15:00+03:00")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(installation.package("OTR", year: 2020).stem == "2020-OTR-000001")
    // That the log is silent is a finding, so the document of findings is not empty.
    #expect(try Folder.entries(Self.folder(installation) + "/2020") == ["2020-ANM-000001"])
    #expect(
      try Self.outbox(installation, "--all", asOf: "2020-03-02T02:15:00+03:00")
        == ["2020/OTR-000001 legal skipped", "2020/ANM-000001 legal delivered"])
  }

  @Test(.enabled(if: SmallDisk.isAllowed)) func `a full disk there is told, and what it had room for is no document`()
    throws
  {
    let installation = try Self.install("reports: [OTR]")
    let disk = try SmallDisk(kibibytes: 16)
    let settings = "{ recipients: { legal: { channel: folder, folder: \"\(disk.path)\", reports: [OTR] } } }"
    try installation.configure(
      source: ["expect_rows": "false"], settings: ["formats": "[json]", "delivery": settings])
    let outcome = try installation.run("run", "nightly", "--locale", "en")
    #expect(outcome.status == 4 && outcome.errors.contains("free some space"), "\(outcome.errors)")
    #expect((try? Folder.entries(disk.path + "/2026").filter { !$0.hasPrefix(".") }) ?? [] == [])
    try Self.configure(installation, "reports: [OTR]")
    #expect(try installation.run("deliver", "now").status == 0)
    #expect(try Self.names(installation) == ["2026-OTR-000001"])
  }

  @Test func `a recipient that was taken out gets nothing of the time until it is back`() throws {
    let installation = try Self.install("reports: [OTR]")
    #expect(try installation.run("run", "nightly").status == 0)
    try installation.configure(source: ["expect_rows": "false"], settings: ["formats": "[json]"])
    #expect(try installation.run("run", "nightly", asOf: "2026-10-09T02:15:00+03:00").status == 0)
    try Self.configure(installation, "reports: [OTR]")
    #expect(try installation.run("run", "nightly", asOf: "2026-10-10T02:15:00+03:00").status == 0)
    #expect(try Self.names(installation) == ["2026-OTR-000001", "2026-OTR-000003"])
  }
}
