import Files
import Foundation
import Support
import Testing

/// Dumps that are encrypted while they are made: whoever has the key gets everything, and nobody else anything.
@Suite struct BackupEncryptionTests {
  private let installation: Installation
  private let key: AgeKey

  init() throws {
    installation = try Installation(
      on: try TestServer.shared().makeDatabase(from: .efysSmall), settings: ["formats": "[json]"])
    key = try AgeKey("key", in: installation.folder)
  }

  private func configure(_ backup: String, encryption: String? = nil) throws {
    let encryption = encryption ?? "recipients: [\(key.recipient)]"
    try installation.configure(settings: [
      "formats": "[json]", "backup": "{ \(backup), encryption: { \(encryption) } }",
    ])
  }

  /// A backup that was refused leaves nothing.
  private func expectNone(_ status: Int32, _ words: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let outcome = try installation.run("backup", "create", "--locale", "en")
    #expect(outcome.status == status, "\(outcome.errors)", sourceLocation: sourceLocation)
    #expect(outcome.errors.contains(words), "\(outcome.errors)", sourceLocation: sourceLocation)
    #expect(installation.backups == [], sourceLocation: sourceLocation)
  }

  @Test(arguments: [
    ("format: custom, compression: zstd", "back-office.dump.zst.age"),
    ("format: custom, compression: gzip", "back-office.dump.age"),
    ("format: custom, compression: none", "back-office.dump.age"),
    ("format: plain, compression: zstd", "back-office.sql.zst.age"),
    ("format: plain, compression: gzip", "back-office.sql.gz.age"),
    ("format: plain, compression: none", "back-office.sql.age"),
  ])
  func `every recipient restores it by the command of its manifest`(backup: String, name: String) throws {
    let other = try AgeKey("other", in: installation.folder)
    try configure(backup, encryption: "recipients: [\(key.recipient), \(other.recipient)]")
    let outcome = try installation.run("backup", "create")
    #expect(outcome.status == 0 && outcome.errors == "", "\(outcome.errors)")
    let folder = try installation.onlyBackup()
    #expect(try Folder.entries(folder).contains(name))
    #expect(try InputFile.beginning(of: "\(folder)/\(name)", upTo: 21) == Array("age-encryption.org/v1".utf8))
    let encryption = try JSON(file: folder + "/manifest.json")["dump"]["encryption"]
    #expect(encryption["method"] == "age")
    #expect(encryption["recipients"].list.map(\.text) == [key.recipient, other.recipient])
    for key in [key, other] {
      let plain = try Command.run("sh", "-c", "age -d -i \(key.file) \(name) | sha256sum", in: folder).output
      #expect(plain.hasPrefix("\(encryption["plaintext_sha256"].text ?? "?") "))
    }
    let restored = try installation.restore(folder, key: other.file)
    let digest = "SELECT md5(string_agg(t::text, chr(10) ORDER BY id)) FROM"
    for table in ["users", "sessions", "security_events"] {
      #expect(
        try restored.query("\(digest) \(table) t") == installation.database.query("\(digest) \(table) t"), "\(table)")
    }
  }

  @Test func `a key that cannot be used stops the run before anything is written`() throws {
    let file = try installation.folder.write("recipients", "# nobody\n\n")
    let broken = String(key.recipient.dropLast()) + "q"
    let secret = try InputFile.text(key.file).split(separator: "\n").last.map(String.init) ?? "?"
    let place = installation.configuration
    for (encryption, words) in [
      ("recipients_file: /yok/recipients", "/yok/recipients cannot be opened"),
      ("recipients_file: \(file)", "\(file) holds no public key"),
      ("recipients: []", "encryption needs at least one public key"), ("program: age", "at least one public key"),
      ("recipients: [\(key.recipient), \(broken)]", "\(place):6:"),
      ("recipients: [\(secret)]", "this is a private key"), ("recipients: ['']", "needs a text"),
    ] {
      try configure("format: custom", encryption: encryption)
      for command in [["backup", "create"], ["run", "nightly"]] {
        let outcome = try installation.run(words: command + ["--locale", "en"])
        #expect(outcome.status == 78, "\(encryption)")
        #expect(outcome.errors.contains(words), "\(outcome.errors)")
        #expect(!outcome.errors.contains(broken) && !outcome.errors.contains(secret))
        #expect(installation.everything == [])
      }
    }
    try installation.folder.write("recipients", "# the office's\n  \(key.recipient) \nage1yanlis\n")
    try configure("format: custom", encryption: "recipients_file: \(file)")
    let outcome = try installation.run("backup", "create", "--locale", "tr")
    #expect(outcome.status == 78)
    #expect(outcome.errors.hasPrefix("tutanak: \(file):3:1: age bu açık anahtarı kabul etmiyor"))
    #expect(installation.everything == [])
    try installation.folder.write("recipients", "# the office's\n  \(key.recipient) \n")
    #expect(try installation.run("backup", "create").status == 0)
  }

  @Test func `a folder that pg_dump writes itself is not called encrypted`() throws {
    try configure("format: directory, compression: gzip")
    try expectNone(78, "“format: directory” cannot be encrypted")
  }

  @Test func `without age the reports are issued and no backup is made`() throws {
    try configure("format: custom", encryption: "recipients: [\(key.recipient)], program: /yok/age")
    let outcome = try installation.run("run", "nightly", "--locale", "en")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("/yok/age is not there. Install the package (age)"), "\(outcome.errors)")
    #expect(outcome.errors.contains("backup.encryption.program"))
    #expect(installation.packages.count == 3)
    try expectNone(69, "/yok/age is not there")
  }

  @Test(arguments: [
    // A program of that name that fails in the middle, cuts silently, encrypts nothing, or says it did and did not.
    ("head -c 9000 >/dev/null; echo 'age: error: an invented fault' >&2; exit 1", 69 as Int32, "an invented fault"),
    (#"age "$@" | head -c 9000"#, 74, "The dump cannot be read to its end"),
    (#"age "$@" >"$0.out"; head -c -1000 "$0.out""#, 74, "bytes were written instead of"),
    ("cat", 74, "no header of age for every recipient"),
  ])
  func `an age that does not do its work is found out`(script: String, status: Int32, words: String) throws {
    let path = try installation.writeProgram("age", "case \"$*\" in */dev/null*) exec age \"$@\";; esac\n\(script)")
    try configure("compression: none", encryption: "recipients: [\(key.recipient)], program: \(path)")
    try expectNone(status, words)
  }

  @Test func `half a dump is none, encrypted or not`() throws {
    let path = try installation.writeProgram(
      "pg_dump",
      """
      REAL=\(installation.database.server.binaries)/pg_dump
      if [ "$1" = --version ]; then exec $REAL "$@"; fi
      $REAL "$@" | head -c 20000
      """)
    for shape in ["custom, compression: zstd", "custom, compression: none", "plain, compression: zstd"] {
      try configure("format: \(shape), pg_dump: \(path)")
      try expectNone(74, "The dump cannot be read to its end")
    }
  }

  @Test func `where the private key is at hand, what was written is decrypted again`() throws {
    let other = try AgeKey("other", in: installation.folder)
    try configure("format: custom", encryption: "recipients: [\(key.recipient)], identity_file: \(key.file)")
    #expect(try installation.run("backup", "create").status == 0)
    try Folder.remove(installation.onlyBackup())
    try configure("format: custom", encryption: "recipients: [\(key.recipient)], identity_file: \(other.file)")
    try expectNone(74, "no identity matched any of the recipients")
    _ = try Command.run("chmod", "644", key.file)
    try configure("format: custom", encryption: "recipients: [\(key.recipient)], identity_file: \(key.file)")
    try expectNone(78, "holds a secret but others may read it")
  }
}
