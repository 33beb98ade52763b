import Files
import Support
import Testing

/// A purge that is killed leaves a backup whole, or what the next run removes; the record is completed either way.
@Suite struct BackupPurgeKillTests {
  /// Where the program is killed: before or after the folder loses its name, or between the files of it.
  enum Place: String, CaseIterable {
    case before = "before"
    case after = "after"
    case between = "between"
  }

  private static let library = """
    #include <signal.h>
    #include <stdlib.h>
    #include <string.h>
    static void die(const char *place) {
      const char *wanted = getenv("KILLED");
      if (wanted && !strcmp(wanted, place)) raise(SIGKILL);
    }
    int rename(const char *from, const char *to) {
      int (*real)(const char *, const char *) = dlsym(RTLD_NEXT, "rename");
      int isPurge = strstr(to, ".purged.partial") != 0 && strstr(from, ".purged.partial") == 0;
      if (isPurge) die("before");
      int result = real(from, to);
      if (isPurge) die("after");
      return result;
    }
    int unlink(const char *path) {
      int (*real)(const char *) = dlsym(RTLD_NEXT, "unlink");
      int result = real(path);
      if (strstr(path, ".purged.partial") && strstr(path, "manifest.json")) die("between");
      return result;
    }
    """

  @Test(arguments: Place.allCases) func `by kill -9`(place: Place) throws {
    let installation = try PlainSystem.install(settings: ["backup": "{ keep: { days: 1, minimum: 1 } }"])
    for day in 1...2 {
      #expect(try installation.run("backup", "create", asOf: "2026-10-0\(day)T02:15:00+03:00").status == 0)
    }
    let preload = try Preload.build(Self.library, in: installation.folder)
    let killed = try installation.run(
      "backup", "purge", "--confirm", environment: preload.merging(["KILLED": place.rawValue]) { $1 })
    #expect(killed.status == 128 + 9, "\(killed.errors)")
    let isThere = place == .before
    #expect(installation.backups.contains { $0.hasSuffix("/20260930T231500Z") } == isThere)
    let next = try installation.run("backup", "create", "--json")
    #expect(next.status == 0, "\(next.errors)")
    #expect(installation.backups.count == (isThere ? 3 : 2))
    #expect(!installation.everything.contains { $0.contains(".partial") })
    let ledger = try InputFile.text(installation.archive + "/ledger.jsonl").split(separator: "\n")
      .map { try JSON(text: String($0)) }.filter { $0["act"] == "purge" && $0["backup"] != nil }
    #expect(ledger.map { $0["outcome"] } == ["begun", isThere ? "abandoned" : "done"])
    #expect(ledger[1]["facts"]["manifest_sha256"] == ledger[0]["facts"]["manifest_sha256"])
    // It can be read again, and a later purge takes it.
    let list = try JSON(text: installation.run("backup", "list", "--json").output)["archived"]
    #expect(list.list.count == installation.backups.count)
    #expect(try installation.run("backup", "purge", "--confirm").status == 0)
    #expect(installation.backups.count == 1)
  }
}
