import Files
import Foundation
import Glibc
import Support
import Testing

/// Digests over what is masked: nobody finds a name by trying, and the keys are kept as keys.
@Suite struct DigestKeyTests {
  private static let users = ["1", "2", "zübeyde.kanarya", "ali", "bilinmeyen.kanarya"]

  /// Somebody who is guessed at from one address until it succeeds.
  private static func install(_ settings: [String: String] = [:]) throws -> Installation {
    let database = try TestServer.shared().makeDatabase(from: .efysEmpty)
    try database.execute(
      """
      INSERT INTO users (username, email, password_hash, full_name, role_id) VALUES
        ('zübeyde.kanarya', 'z@example', 'x', 'Zübeyde Kanarya', 1), ('ali', 'a@example', 'x', 'Ali', 2);
      INSERT INTO security_events (user_id, event_type, ip_address, details, created_at)
        SELECT 1, CASE n WHEN 21 THEN 'login_success' ELSE 'login_failed' END, '198.51.100.77',
          '{"reason": "bad_password"}', '2026-10-07 11:00'::timestamp + n * interval '1 second'
        FROM generate_series(1, 21) n;
      """)
    return try Installation(on: database, settings: ["formats": "[pdf, xlsx, csv, json]"].merging(settings) { $1 })
  }

  private static func writeKey(_ installation: Installation, _ bytes: Int = 32, mode: mode_t = 0o600) throws -> String {
    let path = try installation.folder.write("mask.key", String(repeating: "k", count: bytes))
    chmod(path, mode)
    return path
  }

  private static func keyFile(_ installation: Installation) -> String { installation.archive + "/.state/digest.key" }

  @Test(arguments: ["M1", "M2", "M3"])
  func `a dictionary of users and a network's addresses finds no digest again at`(level: String) throws {
    let installation = try Self.install()
    try installation.allowClearValues()
    let open = try installation.issue("ANM", "yesterday", "--mask", "M0")
    try #require(open.json()["findings"].list.count >= 3)
    try installation.configure(settings: [
      "formats": "[pdf, xlsx, csv, json]", "mask": level, "mask_key": Self.writeKey(installation),
    ])
    let chosen = ["--user", "zübeyde.kanarya", "--user", "name:bilinmeyen.kanarya"]
    for words in [[], chosen] {
      let outcome = try installation.run(words: ["report", "ANM", "--period", "yesterday"] + words)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let package = try #require(installation.packages.last)
      #expect(try package.manifest()["mask"].text == level)
      func found(_ key: String = "") throws -> Int {
        try DictionaryAttack.found(in: package, users: Self.users, findings: open.path(".json"), key: key)
      }
      #expect(try found() == 0)
      // Whoever has the key finds them, so the attack is one.
      let key =
        level == "M2"
        ? try Command.run(
          "/usr/bin/python3", "-c",
          "import hmac; print(hmac.new(b'k' * 32, (7).to_bytes(8, 'big') + b'digests', 'sha256').hexdigest())"
        ).output.prefix(64)
        : try Command.run("sh", "-c", "od -An -v -tx1 '\(Self.keyFile(installation))' | tr -d ' \\n'").output.prefix(64)
      #expect(try found(String(key)) >= (level == "M3" ? 1 : words.isEmpty ? 4 : 3))
    }
  }

  @Test func `one finding has one identifier in an archive, and another one in another`() throws {
    let installation = try Self.install(["formats": "[json]"])
    func identities(_ installation: Installation, _ words: String...) throws -> [String] {
      let outcome = try installation.run(words: ["report", "ANM", "--period", "yesterday"] + words)
      try #require(outcome.status == 0, "\(outcome.errors)")
      return try #require(installation.packages.last).json()["findings"].list.compactMap { $0["id"].text }
    }
    let first = try identities(installation)
    let key = try InputFile.bytes(Self.keyFile(installation))
    #expect(key.count == 32 && first.count >= 3)
    #expect(try InputFile.isOpenToOthers(Self.keyFile(installation)) == false)
    try installation.allowClearValues()
    #expect(try identities(installation, "--mask", "M0", "--locale", "en") == first)
    #expect(try InputFile.bytes(Self.keyFile(installation)) == key)
    try installation.configure(settings: ["formats": "[json]", "mask_key": Self.writeKey(installation)])
    let pseudonymous = try identities(installation, "--mask", "M2")
    #expect(Set(pseudonymous).isDisjoint(with: first) && pseudonymous.count == first.count)
    #expect(try identities(installation, "--mask", "M2") == pseudonymous)
    let other = try Installation(on: installation.database, settings: ["formats": "[json]"])
    #expect(try Set(identities(other)).isDisjoint(with: first))
    let names = try [installation.packages[0], other.packages[0]].map { try $0.manifest()["digest_key"].text ?? "" }
    #expect(names.allSatisfy { $0.wholeMatch(of: /archive:[0-9a-f]{16}/) != nil } && names[0] != names[1])
  }

  @Test func `the archive's key is never made again, nor taken from where others can reach it`() throws {
    let installation = try Self.install(["formats": "[json]"])
    let path = Self.keyFile(installation)
    func refusal() throws -> String {
      let before = installation.packages.count
      let outcome = try installation.run("report", "ANM", "--period", "yesterday", "--locale", "en")
      #expect(outcome.status == 78 && installation.packages.count == before)
      #expect(outcome.errors.contains(path))
      return outcome.errors
    }
    _ = try installation.issue("OTR", "yesterday")
    let key = try InputFile.bytes(path)
    chmod(path, 0o640)
    #expect(try refusal().contains("others may read it; run “chmod 600"))
    chmod(path, 0o600)
    rename(path, path + ".away")
    #expect(try refusal().contains("is gone, but 2026-OTR-000001 was made with it. Put the key back from a backup."))
    #expect(!InputFile.exists(path))
    symlink(path + ".away", path)
    #expect(try refusal().contains("is no regular file"))
    unlink(path)
    try Data([1, 2, 3]).write(to: URL(fileURLWithPath: path))
    chmod(path, 0o600)
    #expect(try refusal().contains("holds 3 bytes only; a key has at least 32"))
    rename(path + ".away", path)
    #expect(try installation.run("report", "ANM", "--period", "yesterday").status == 0)
    #expect(try InputFile.bytes(path) == key)
    // A dry run makes no key.
    unlink(path)
    try Folder.remove(installation.archive + "/2026")
    #expect(try installation.run("report", "OTR", "--period", "yesterday", "--dry-run").status == 0)
    #expect(!InputFile.exists(path))
  }

  @Test(arguments: [0, 2, 31, 32])
  func `a mask key is refused below 32 bytes, whatever asks for it`(length: Int) throws {
    let installation = try Self.install(["formats": "[json]"])
    let path = try Self.writeKey(installation, length)
    try installation.configure(settings: ["formats": "[json]", "mask_key": path])
    let calls = [
      ["config", "check"], ["report", "OTR", "--period", "yesterday", "--mask", "M2"],
      ["report", "OTR", "--period", "yesterday", "--mask", "M2", "--dry-run"],
    ]
    for words in calls {
      let outcome = try installation.run(words: words + ["--locale", "en"])
      if length == 32 {
        #expect(outcome.status == 0, "\(outcome.errors)")
        continue
      }
      #expect(outcome.status == 78)
      #expect(
        outcome.errors == "tutanak: \(installation.configuration):8:11: \(path) holds \(length) bytes only; a key has "
          + "at least 32: “head -c 32 /dev/urandom > \(path) && chmod 600 \(path)”.\n")
    }
    if length < 32 {
      #expect(try installation.run("config", "check").errors.contains("yalnız \(length) bayt içeriyor"))
      #expect(installation.packages.isEmpty)
    }
  }

  @Test func `a mask key may be a link to a file of ours, and nothing else`() throws {
    let installation = try Self.install(["formats": "[json]"])
    let path = try Self.writeKey(installation)
    let link = installation.folder.path + "/link"
    try installation.configure(settings: ["formats": "[json]", "mask_key": link])
    func check() throws -> Command.Outcome { try installation.run("config", "check", "--locale", "en") }
    symlink(path, link)
    #expect(try check().status == 0)
    chmod(path, 0o604)
    #expect(try check().errors.contains("others may read it"))
    chmod(path, 0o600)
    if geteuid() == 0 {
      chown(path, 4711, 4711)
      let outcome = try check()
      #expect(outcome.status == 78 && outcome.errors.contains("belongs to another user"))
    }
    unlink(link)
    symlink(installation.folder.path, link)
    #expect(try check().errors.contains("is no regular file"))
  }
}
