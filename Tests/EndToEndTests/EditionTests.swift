import Files
import Foundation
import Support
import Testing

/// A document that turned out wrong is issued again: the old one stays, and everything that reads the archive knows.
@Suite struct EditionTests {
  /// A night that was issued while the source hid what had happened.
  private static func issuedWrongly(formats: String = "[pdf, json]") throws -> Installation {
    let installation = try Installation(
      on: try TestServer.shared().makeDatabase(from: .efysEmpty), settings: ["formats": formats])
    _ = try installation.run("run", "nightly")
    try installation.database.execute(
      """
      INSERT INTO users (id, username, full_name, email, password_hash, role_id)
        SELECT 7, 'ayse', 'Ayşe Yılmaz', 'ayse@ornek.com.tr', 'x', min(id) FROM roles;
      INSERT INTO sessions (user_id, session_token, created_at, expires_at, is_active)
        VALUES (7, 'gizli', '2026-10-07 09:00', '2026-10-07 17:00', false);
      """)
    return installation
  }

  private static let reason = "satır güvenliği kayıtları gizliyordu"

  @Test func `the new edition names the old one, which stays as it is`() throws {
    let installation = try Self.issuedWrongly()
    let old = installation.package("OTR")
    let before = try old.files.map { try InputFile.bytes(old.folder + "/" + $0) }
    #expect(try old.json()["document"]["counts"]["sessions"] == 0)
    let outcome = try installation.run(
      "report", "OTR", "--reissue", "2026/OTR-000001", "--reason", Self.reason, "--period", "yesterday")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let new = installation.package("OTR", 2)
    let document = try new.json()["document"]
    #expect(document["counts"]["sessions"] == 1 && document["edition"] == 2)
    #expect(document["replaces"]["number"] == "2026/OTR-000001" && document["replaces"]["edition"] == 1)
    #expect(document["replaces"]["reason"].text == Self.reason)
    let manifest = try new.manifest()
    #expect(manifest["edition"] == 2 && manifest["replaces"]["document"] == "2026/OTR-000001")
    #expect(manifest["replaces"]["reason"].text == Self.reason && manifest["schedule"] == "nightly")
    #expect(try new.says("2026/OTR-000002 · sürüm 2"))
    #expect(try new.says("Yerine geçtiği belge 2026/OTR-000001 · sürüm 1"))
    #expect(try new.says("Düzeltme: Bu belge 2026/OTR-000001 sayılı belgenin yerine geçer"))
    #expect(try new.says(Self.reason))
    #expect(try new.says("Oturum satırları: 1 fazla"))
    let difference = manifest["row_difference"]
    #expect(difference[0]["relation"] == "sessions" && difference[0]["change"] == "more" && difference[0]["rows"] == 1)
    let register = try JSON(file: installation.archive + "/register/2026.json")["entries"]
    let entry = register.first(where: "number", is: "2026/OTR-000002")
    #expect(entry["replaces"] == "2026/OTR-000001" && entry["edition"] == 2 && entry["state"] == "issued")
    #expect(try old.files.map { try InputFile.bytes(old.folder + "/" + $0) } == before)

    // What is due knows: nothing, and why there are two.
    let night = try installation.run("run", "nightly", "--json", "--locale", "en")
    let result = try JSON(text: night.output)
    #expect(result["documents"].list.isEmpty)
    #expect(result["remarks"].list.contains("back-office: 2026/OTR-000002 has replaced 2026/OTR-000001."))
    // A third edition is one of the second.
    let again = try installation.run(
      "report", "OTR", "--reissue", "2026/OTR-000001", "--reason", "yine", "--locale", "en")
    #expect(again.status == 64)
    #expect(
      again.errors
        == "tutanak: 2026/OTR-000002 has replaced 2026/OTR-000001; ask for a new edition of that one.\n")
    #expect(
      try installation.run("report", "OTR", "--reissue", "2026/OTR-000002", "--reason", "yine").status == 0)
    let third = installation.package("OTR", 3)
    #expect(try third.json()["document"]["edition"] == 3)
    #expect(try third.says("Oturum satırları: değişmemiş"))
    #expect(try third.manifest()["row_difference"][0]["change"] == "same")
  }

  @Test func `a period stays settled when the replaced folder and the register are gone`() throws {
    let installation = try Self.issuedWrongly(formats: "[json]")
    #expect(try installation.run("report", "OTR", "--reissue", "2026-OTR-000001", "--reason", Self.reason).status == 0)
    // A changed file of a replaced document is told with what is in force.
    let old = installation.package("OTR")
    try "{}".write(toFile: old.path(".json"), atomically: true, encoding: .utf8)
    let damaged = try installation.run("run", "nightly", "--locale", "en")
    #expect(damaged.status == 6)
    #expect(damaged.errors.contains("2026/OTR-000002 has replaced the document."), "\(damaged.errors)")
    _ = try Command.run("rm", "-r", old.folder, installation.archive + "/register")
    #expect(try installation.run("run", "nightly").status % 7 == 0)
    #expect(installation.packages.filter { $0.stem.contains("OTR") }.map(\.stem) == ["2026-OTR-000002"])
  }

  @Test func `whatever does not agree with the document is refused, and nothing is issued`() throws {
    let installation = try Self.issuedWrongly(formats: "[json]")
    #expect(
      try installation.run("report", "OTR", "--period", "2026-10-06", "--user", "ayse", "--user", "7").status == 0)
    let long = String(repeating: "a", count: 501)
    let cases: [(words: [String], says: String)] = [
      (["OTR", "--reissue", "2026/OTR-000009", "--reason", "x"], "The archive has no document 2026/OTR-000009."),
      (["OTR", "--reissue", "OTR-1", "--reason", "x"], "--reissue needs the number of a document"),
      (["GOR", "--reissue", "2026/OTR-000001", "--reason", "x"], "it is a report OTR."),
      (
        ["OTR", "--reissue", "2026/OTR-000001", "--reason", "x", "--period", "2026-10-05"],
        "its period is 2026-10-06T21"
      ),
      (["OTR", "--reissue", "2026/OTR-000001", "--reason", "x", "--source", "baska"], "its source is back-office."),
      (["OTR", "--reissue", "2026/OTR-000001", "--reason", "x", "--mask", "M0"], "its mask level is M1."),
      (
        ["OTR", "--reissue", "2026/OTR-000001", "--reason", "x", "--user", "7"],
        "it is of all users; run without --user"
      ),
      (["OTR", "--reissue", "2026/OTR-000002", "--reason", "x"], "it is of chosen users (2); give the same ones"),
      (
        ["OTR", "--reissue", "2026/OTR-000002", "--reason", "x", "--user", "7", "--user", "8"], "it is of chosen users"
      ),
      (["OTR", "--reissue", "2026/OTR-000001"], "The reason of a new edition stands in the document"),
      (["OTR", "--reissue", "2026/OTR-000001", "--reason", " \u{200B}\n"], "The reason of a new edition stands in"),
      (["OTR", "--reissue", "2026/OTR-000001", "--reason", "bir\niki"], "--reason must be one line"),
      (["OTR", "--reissue", "2026/OTR-000001", "--reason", "\u{202E}ters"], "--reason must be one line"),
      (["OTR", "--reissue", "2026/OTR-000001", "--reason", long], "of at most 500 characters"),
    ]
    let before = installation.published
    for (words, says) in cases {
      let outcome = try installation.run(words: ["report"] + words + ["--locale", "en"])
      #expect(outcome.status == 64, "\(words)")
      #expect(outcome.errors.contains(says), "\(words): \(outcome.errors)")
    }
    #expect(installation.published == before)
    // The same users in any order; a reason that would be a formula or a placeholder is a text.
    let hostile = "=1+1 {number} %s"
    let outcome = try installation.run(
      words: ["report", "OTR", "--reissue", "2026/OTR-000002", "--reason", hostile, "--user", "7", "--user", "ayse"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try installation.package("OTR", 3).json()["document"]["replaces"]["reason"].text == hostile)
    let away = installation.package("GOR").folder
    _ = try Command.run("mv", away, installation.folder.path + "/away")
    let gone = try installation.run("report", "GOR", "--reissue", "2026/GOR-000001", "--reason", "x", "--locale", "en")
    #expect(gone.status == 64 && gone.errors.contains("The folder of 2026/GOR-000001 is not in the archive"))
  }
}
