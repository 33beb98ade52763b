import Files
import Glibc
import Support
import Testing

/// A backup that is said to lie at its second place was read again there; one that is not takes nothing away here.
@Suite struct BackupOffsiteTests {
  private static func install(_ offsite: (Installation) throws -> String) throws -> Installation {
    let installation = try Installation(on: try TestServer.shared().makeDatabase(from: .efysSmall))
    try Folder.create(installation.folder.path + "/second")
    try installation.configure(
      source: ["expect_rows": "false"],
      settings: ["formats": "[json]", "backup": "{ offsite: \(offsite(installation)) }"])
    return installation
  }

  private static func folder(_ installation: Installation) -> String { installation.folder.path + "/second" }

  private static func entries(_ installation: Installation, _ act: String) throws -> [JSON] {
    try InputFile.text(installation.archive + "/ledger.jsonl").split(separator: "\n").map { try JSON(text: String($0)) }
      .filter { $0["act"].text == act }
  }

  private static func areSame(_ backup: String, _ installation: Installation) throws -> Bool {
    let name = backup.split(separator: "/").suffix(2).joined(separator: "/")
    return try Command.run("diff", "-r", backup, folder(installation) + "/" + name).status == 0
  }

  @Test func `a night's backup is copied, written down, and told`() throws {
    let installation = try Self.install { "{ folder: \"\(Self.folder($0))\" }" }
    let planned = try installation.run("run", "nightly", "--dry-run", "--locale", "en")
    #expect(planned.status == 0)
    let outcome = try installation.run("run", "nightly", "--json", "--locale", "en")
    #expect(outcome.status == 0, "\(outcome.errors)")
    // The disk of the tests is one.
    #expect(outcome.errors.contains("lies on the archive's own file system: both go with that disk."))
    let backup = try installation.onlyBackup()
    #expect(try Self.areSame(backup, installation))
    let told = try JSON(text: outcome.output)["offsite"]
    #expect(told.list.count == 1 && told[0]["source"] == "back-office")
    #expect(told[0]["location"].text == Self.folder(installation))
    let entry = try #require(try Self.entries(installation, "offsite").first)
    #expect(entry["outcome"] == "done" && backup.hasSuffix("/" + (entry["backup"].text ?? "?")))
    #expect(entry["facts"]["location"].text == Self.folder(installation))

    // Nothing is owed any more, and nothing is copied twice.
    let again = try installation.run("backup", "offsite", "--locale", "en")
    #expect(again.status == 0)
    #expect(again.output == "Every backup is at \(Self.folder(installation)).\n")
    #expect(try Self.entries(installation, "offsite").count == 1)
  }

  @Test func `a place that is not there fails nothing but the copy, and is owed the next night`() throws {
    let installation = try Self.install { "{ folder: \"\(Self.folder($0))\" }" }
    try Folder.remove(Self.folder(installation))
    let outcome = try installation.run("run", "nightly", "--json", "--locale", "en")
    #expect(outcome.status == 4)
    let backup = try installation.onlyBackup()
    #expect(outcome.errors.contains("was not copied to its second place; the backup in the archive is kept"))
    #expect(outcome.errors.contains("\(Self.folder(installation)): the folder is not there, and is never made"))
    #expect(installation.packages.count == 3)
    let steps = try JSON(text: outcome.output)["steps"].list.filter { $0["step"].text == "offsite" }
    #expect(steps.map { $0["outcome"].text } == ["failed"])
    #expect(try Self.entries(installation, "offsite").map { $0["outcome"].text } == ["failed"])
    // By hand it is the same, in the other language.
    let byHand = try installation.run("backup", "offsite", "--locale", "tr")
    #expect(byHand.status == 4)
    #expect(byHand.errors.contains("ikinci yere kopyalanamadı, arşivdeki yedek duruyor"))

    try Folder.create(Self.folder(installation))
    let planned = try installation.run("backup", "offsite", "--dry-run", "--locale", "en")
    #expect(planned.output.contains("bytes would be copied to \(Self.folder(installation))"))
    #expect(try Folder.entries(Self.folder(installation)) == [])
    let night = try installation.run("run", "nightly", asOf: "2026-10-09T02:15:00+03:00")
    #expect(night.status == 0, "\(night.errors)")
    #expect(installation.backups.count == 2)
    for backup in installation.backups { #expect(try Self.areSame(backup, installation)) }
    // What this night has made came first, and then what was owed.
    let done = try Self.entries(installation, "offsite").filter { $0["outcome"].text == "done" }
    #expect(done.map { $0["backup"].text } == ["20261008T231500Z", "20261007T231500Z"])
    #expect(backup.hasSuffix("20261007T231500Z"))
  }

  @Test func `an SFTP server gets it, and is asked again by name`() throws {
    let server = try SSHServer()
    let installation = try Self.install { "{ sftp: \(server.settings(folder: Self.folder($0))) }" }
    let outcome = try installation.run("backup", "create", "--locale", "en")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors == "")
    let backup = try installation.onlyBackup()
    #expect(try Self.areSame(backup, installation))
    let place = "sftp://\(server.user)@127.0.0.1:\(server.port)\(Self.folder(installation))"
    #expect(outcome.output.contains("\(place)/back-office/20261007T231500Z\n"))
    #expect(try installation.run("backup", "offsite", "latest").status == 0)
    // What has changed there is not taken for the backup.
    try installation.folder.write("second/back-office/20261007T231500Z/SHA256SUMS", "")
    let changed = try installation.run("backup", "offsite", "latest", "--locale", "en")
    #expect(changed.status == 4)
    #expect(changed.errors.contains("something else lies under this name (SHA256SUMS differs), and is not replaced."))
    // No key stands in what is written down.
    let ledger = try InputFile.text(installation.archive + "/ledger.jsonl")
    #expect(!ledger.contains(server.identity))
  }

  @Test func `a file that changes on the disk there is found, and what lies here is kept`() throws {
    let installation = try Self.install { "{ folder: \"\(Self.folder($0))\" }" }
    let decaying = try Preload.build(
      """
      #include <stdio.h>
      #include <string.h>
      #include <unistd.h>
      int fsync(int number) {
        char link[64], path[4096] = "";
        snprintf(link, sizeof link, "/proc/self/fd/%d", number);
        if (readlink(link, path, sizeof path - 1) > 0 && strstr(path, "/second/") && strstr(path, ".dump.zst")) {
          if (pwrite(number, "X", 1, 100) != 1) return -1;
        }
        return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(number);
      }
      """, in: installation.folder)
    let outcome = try installation.run("backup", "create", "--locale", "en", environment: decaying)
    #expect(outcome.status == 4)
    #expect(outcome.errors.contains("back-office.dump.zst: what was read again is not what was sent"))
    #expect(try Folder.entries(Self.folder(installation) + "/back-office") == [".20261007T231500Z.partial"])
    #expect(installation.backups.count == 1)
    #expect(try installation.run("backup", "verify").status == 0)
    #expect(try installation.run("backup", "offsite").status == 0)
    #expect(try Self.areSame(installation.onlyBackup(), installation))
  }

  @Test(
    .timeLimit(.minutes(5)),
    arguments: [(SIGTERM, 12_000), (SIGKILL, 9000), (SIGKILL, 12_000), (SIGKILL, 20_000), (SIGKILL, 30_000)])
  func `an end in the middle leaves the backup, and the next run goes on`(signal: Int32, bytes: Int) throws {
    let server = try SSHServer()
    let network = try StallingNetwork(toPort: server.port, bytes: bytes)
    defer { network.end() }
    let known = try server.folder.write(
      "other_port", try InputFile.text(server.knownHosts).replacing("]:\(server.port)", with: "]:\(network.port)"))
    let installation = try Self.install {
      let changes = ["port": "\(network.port)", "known_hosts": known]
      return "{ sftp: \(server.settings(folder: Self.folder($0), changes)) }"
    }
    let run = try installation.start("backup", "create")
    try #require(try run.reaches { network.isSilent })
    run.signal(signal)
    #expect(try run.wait().status == (signal == SIGTERM ? 75 : 128 + signal))
    let backup = try installation.onlyBackup()
    #expect(try Self.entries(installation, "offsite").isEmpty)
    try installation.configure(settings: [
      "backup": "{ offsite: { sftp: \(server.settings(folder: Self.folder(installation))) } }"
    ])
    let again = try installation.run("backup", "offsite")
    #expect(again.status == 0, "\(again.errors)")
    #expect(try Self.areSame(backup, installation))
    #expect(try Folder.entries(Self.folder(installation) + "/back-office") == ["20261007T231500Z"])
  }

  @Test func `an archive whose register is damaged still gets its backup copied`() throws {
    let installation = try Self.install { "{ folder: \"\(Self.folder($0))\" }" }
    #expect(try installation.run("backup", "create").status == 0)
    let register = installation.archive + "/register/2026.json"
    let sound = try InputFile.text(register)
    try installation.folder.write("archive/register/2026.json", "{")
    #expect(try installation.run("run", "nightly", asOf: "2026-10-09T02:15:00+03:00").status != 0)
    #expect(installation.backups.count == 2)
    for backup in installation.backups { #expect(try Self.areSame(backup, installation)) }
    // Nobody could write down that it was done; the next look finds it there.
    #expect(try Self.entries(installation, "offsite").count == 1)
    try installation.folder.write("archive/register/2026.json", sound)
    #expect(try installation.run("backup", "offsite", asOf: "2026-10-09T09:00:00+03:00").status == 0)
    let last = try #require(try Self.entries(installation, "offsite").last)
    #expect(last["outcome"] == "done" && last["facts"]["sent_bytes"] == 0)
  }

  @Test func `what the time of a run does not suffice for is left to the next`() throws {
    let installation = try Self.install { "{ folder: \"\(Self.folder($0))\" }" }
    try Folder.remove(Self.folder(installation))
    for hour in 1...3 {
      #expect(try installation.run("backup", "create", asOf: "2026-10-08T0\(hour):00:00+03:00").status == 4)
    }
    try Folder.create(Self.folder(installation))
    let slow = try Preload.build(
      """
      #include <stdio.h>
      #include <string.h>
      #include <unistd.h>
      int fsync(int number) {
        char link[64], path[4096] = "";
        snprintf(link, sizeof link, "/proc/self/fd/%d", number);
        if (readlink(link, path, sizeof path - 1) > 0 && strstr(path, "/second/")) usleep(700000);
        return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(number);
      }
      """, in: installation.folder)
    try installation.configure(settings: [
      "deadline": "12s", "backup": "{ offsite: { folder: \"\(Self.folder(installation))\" } }",
    ])
    let first = try installation.run("backup", "offsite", "--locale", "en", environment: slow)
    #expect(first.status == 4, "\(first.errors)")
    #expect(first.errors.contains("2 backups were not copied to their second place, since the run's time (deadline)"))
    #expect(try Folder.entries(Self.folder(installation) + "/back-office") == ["20261007T220000Z"])
    #expect(try installation.run("backup", "offsite").status == 0)
    #expect(try Folder.entries(Self.folder(installation) + "/back-office").count == 3)
  }

  @Test func `what is purged here stays there, until the configuration says otherwise`() throws {
    let installation = try Self.install { "{ folder: \"\(Self.folder($0))\" }" }
    let shelf = Self.folder(installation) + "/back-office"
    func night(_ day: Int, purges: Bool) throws -> Command.Outcome {
      let offsite = "{ folder: \"\(Self.folder(installation))\", purge: \(purges) }"
      try installation.configure(
        source: ["expect_rows": "false"],
        settings: ["formats": "[json]", "backup": "{ keep: { days: 1, minimum: 1 }, offsite: \(offsite) }"])
      return try installation.run("run", "nightly", "--locale", "en", asOf: "2026-10-0\(day)T02:15:00+03:00")
    }
    for day in 5...7 { #expect(try night(day, purges: false).status == 0) }
    #expect(installation.backups.count == 1)
    #expect(try Folder.entries(shelf).count == 3)
    #expect(try night(8, purges: true).status == 0)
    #expect(try Folder.entries(shelf).map { shelf + "/" + $0 }.count == 1)
    #expect(try Self.areSame(installation.onlyBackup(), installation))
    let removed = try Self.entries(installation, "purge").filter { $0["facts"]["location"] != nil }
    #expect(removed.count == 3)
    // A place that cannot be reached is tried again.
    try Folder.rename(Self.folder(installation), to: installation.folder.path + "/away")
    #expect(try night(9, purges: true).status == 4)
    try Folder.rename(installation.folder.path + "/away", to: Self.folder(installation))
    let morning = "2026-10-09T09:00:00+03:00"
    #expect(try installation.run("backup", "offsite", asOf: morning).status == 0)
    let purge = try installation.run("backup", "purge", "--locale", "en", asOf: morning)
    #expect(purge.status == 0)
    #expect(purge.output.contains("was removed from \(Self.folder(installation)) as well."))
    #expect(try Folder.entries(shelf).count == 1)
    #expect(try Self.areSame(installation.onlyBackup(), installation))
  }

  @Test func `what cannot be a second place is refused by file and line`() throws {
    let installation = try Self.install { "{ folder: \"\(Self.folder($0))\" }" }
    let key = try installation.folder.write("key", "secret")
    _ = try Command.run("chmod", "644", key)
    let sftp = "host: h, user: u, folder: f, known_hosts: \(key), identity:"
    for (offsite, message) in [
      ("{}", "either “folder: <path>” or “sftp: { … }” is needed."),
      ("{ folder: second }", "a path that begins with “/” is needed."),
      (
        "{ folder: \"\(installation.archive)/copies\" }",
        "a folder within the archive, or around it, is no second place."
      ),
      ("{ folder: \"\(installation.folder.path)\" }", "a folder within the archive, or around it, is no second place."),
      ("{ sftp: { \(sftp) \(key) } }", "holds a secret but others may read it"),
      (
        "{ sftp: { host: \"a/b\", user: u, folder: f, known_hosts: f, identity: f } }",
        "a server's name or address alone"
      ),
      ("{ sftp: { \(sftp) \(key), password: p } }", "“password” is an unknown key"),
    ] {
      try installation.configure(settings: ["backup": "{ offsite: \(offsite) }"])
      let outcome = try installation.run("config", "check", "--locale", "en")
      #expect(outcome.status == 78)
      #expect(outcome.errors.contains(message), "\(outcome.errors)")
      #expect(outcome.errors.contains("tutanak.yaml:"))
    }
    try installation.configure()
    let nowhere = try installation.run("backup", "offsite", "--locale", "en")
    #expect(nowhere.status == 78)
    #expect(nowhere.errors.contains("there is no second place"))
  }
}
