import Files
import Support
import Testing

/// What can be done to an archive, and the lines with which it is found.
@Suite(SealedArchive()) struct ArchiveAttackTests {
  private static let changed = "changed after it was issued (its SHA-256 or size differs)"
  private static let notTheLedgers = "it is not the one whose digest the ledger has"
  private static let noFolder = "the ledger has it, and its folder is not there"
  private static let notInLedger = "the ledger does not have it"
  private static let otherList = "the seal is not one of this list"
  private static let one = "2026/2026-OTR-000001"
  private static let two = "2026/2026-OTR-000002"

  private func expect(_ attack: String, _ lines: [String], _ words: String...) throws {
    let copy = try SealedArchive.Copy()
    try copy.attack(attack)
    let found = words.isEmpty ? try copy.verify() : try copy.verify(words[0], words[1])
    #expect(found.lines == lines)
    #expect(found.status == (lines.isEmpty ? 0 : 6))
  }

  @Test func `an archive that was copied, with other times of its files, is what it was`() throws {
    try expect("subprocess.run('find . -exec touch -d 2001-01-01 {} +', shell=True, check=True)", [])
    let copy = try SealedArchive.Copy()
    let found = try copy.verify("--expect-head", copy.head())
    #expect(found.lines == [] && found.status == 0)
    let json = try JSON(
      text: Command.run(
        words: [Installation.program, "verify", copy.path, "--json", "--config", copy.original.configuration]
      ).output)["verification"]
    #expect(json["items"].list.count == 6 && json["findings"].list.isEmpty)
    #expect(json["items"].list.allSatisfy { $0["state"] == "verified" })
    #expect(json["items"][0]["files"].list.allSatisfy { $0["state"] == "verified" })
  }

  /// A file, the byte of it that is changed, what is found.
  static let bits: [(String, String, [String])] = [
    ("\(one)/2026-OTR-000001.pdf", "None", ["tampered: \(one)/2026-OTR-000001.pdf: \(changed)"]),
    ("\(one)/2026-OTR-000001.xlsx", "None", ["tampered: \(one)/2026-OTR-000001.xlsx: \(changed)"]),
    ("\(one)/2026-OTR-000001.json", "None", ["tampered: \(one)/2026-OTR-000001.json: \(changed)"]),
    ("\(one)/2026-OTR-000001-sessions.csv", "None", ["tampered: \(one)/2026-OTR-000001-sessions.csv: \(changed)"]),
    ("\(one)/DOGRULAMA.txt", "None", ["tampered: \(one)/DOGRULAMA.txt: \(changed)"]),
    ("\(one)/seal.pem", "None", ["tampered: \(one)/seal.pem: \(changed)"]),
    ("\(one)/SHA256SUMS", "None", ["tampered: \(one)/SHA256SUMS: \(changed)"]),
    ("\(one)/manifest.p7s", "-1", ["tampered: \(one)/manifest.p7s: \(otherList)"]),
    (
      "\(one)/manifest.json", "read(path).index(b'back-office')",
      ["tampered: \(one)/manifest.json: \(notTheLedgers)", "tampered: \(one)/SHA256SUMS: \(changed)"]
    ),
    ("\(one)/manifest.json", "0", ["tampered: \(one)/manifest.json: it cannot be read"]),
    (
      "backups/back-office/20261007T231500Z/back-office.dump.zst", "None",
      ["tampered: backups/back-office/20261007T231500Z/back-office.dump.zst: \(changed)"]
    ),
    (
      "backups/back-office/20261007T231500Z/manifest.p7s", "-1",
      ["tampered: backups/back-office/20261007T231500Z/manifest.p7s: \(otherList)"]
    ),
  ]

  @Test(arguments: bits) func `one bit is found and named`(file: String, at: String, lines: [String]) throws {
    try expect("path = '\(file)'\nflip(path, \(at))", lines)
  }

  @Test func `one bit of a line of the ledger`() throws {
    let lines = [
      "tampered: ledger.jsonl: line 4 does not follow from line 3 as it is now",
      "re-sealed: ledger.jsonl: line 3 is not the one that 2026/OTR-000002 names",
    ]
    try expect(
      "path = 'ledger.jsonl'\nflip(path, read(path).index(b'root', read(path).index(b'\"sequence\":3')))", lines)
  }

  @Test func `a package that is gone, two in a row, all of them: each is named`() throws {
    func missing(_ names: [String]) -> [String] { names.map { "missing: 2026/2026-\($0): \(Self.noFolder)" } }
    try expect("shutil.rmtree(package(2))", missing(["OTR-000002"]))
    try expect("for n in (2, 3): shutil.rmtree(package(n))", missing(["OTR-000002", "OTR-000003"]))
    try expect(
      "shutil.rmtree('2026')",
      missing(["GOR-000001", "OTR-000001", "OTR-000002", "OTR-000003", "OTR-000004"]))
    try expect(
      "for name in os.listdir('.'): subprocess.run(['rm', '-rf', name])",
      [
        "missing: ledger.jsonl: there is no ledger"
      ])
    // Neither a folder that looks unfinished nor a line that takes it back excuses one.
    try expect("shutil.rmtree(package(2)); os.mkdir('2026/.2026-OTR-000002.partial')", missing(["OTR-000002"]))
    try expect(
      """
      shutil.rmtree(package(2)); entries = lines()
      back = dict(next(e for e in entries if e["document"] == "2026/OTR-000002"), outcome="abandoned", facts={})
      chain(entries + [back])
      """, missing(["OTR-000002"]))
    try expect(
      "os.remove('\(Self.one)/2026-OTR-000001.pdf')",
      ["missing: \(Self.one)/2026-OTR-000001.pdf: the file is not there"])
    try expect(
      "shutil.rmtree('backups/back-office/20261007T231500Z')",
      ["missing: backups/back-office/20261007T231500Z: \(Self.noFolder)"])
  }

  @Test func `what a run is giving its name at this moment is not missing`() throws {
    let ahead = """
      entries = lines(); last = max(i for i, e in enumerate(entries) if e["act"] == "backup")
      chain(entries[:last + 1])
      hidden = "backups/back-office/.20261007T231500Z.partial"
      os.rename("backups/back-office/20261007T231500Z", hidden)
      """
    try expect(ahead, [])
    let missing = ["missing: backups/back-office/20261007T231500Z: \(Self.noFolder)"]
    try expect(ahead + "\nshutil.rmtree(hidden)", missing)
    // Neither another folder that looks unfinished nor, once a run has ended, the same one excuses anything.
    try expect(ahead + "\nshutil.rmtree(hidden); os.mkdir(hidden)", missing)
    try expect(ahead + "\nchain(lines() + [next(e for e in entries if e['act'] == 'run')])", missing)
  }

  @Test func `the newest two with the ledger and the register cut to match: an earlier head tells`() throws {
    let copy = try SealedArchive.Copy()
    let head = try copy.head()
    try copy.attack(
      """
      for folder in (package(4), package(1, "GOR")): shutil.rmtree(folder)
      shutil.rmtree("backups/back-office/20261007T231500Z")
      chain(lines()[:-5])
      register = json.loads(read("register/2026.json"))
      register["entries"] = [e for e in register["entries"] if e["number"] and e["number"] < "2026/OTR-000004" and "OTR" in e["number"]]
      write("register/2026.json", json.dumps(register))
      """)
    // Nothing in the archive remembers; that is why heads are printed and told to the system's journal.
    #expect(try copy.verify() == (0, []))
    let count = head.split(separator: ":")[0]
    let lines = try InputFile.text(copy.path + "/ledger.jsonl").split(separator: "\n").count
    let found = try copy.verify("--expect-head", head)
    #expect(found.status == 6)
    #expect(found.lines == ["truncated: ledger.jsonl: it has \(lines) lines, and --expect-head names line \(count)"])
  }

  @Test func `a ledger that is cut while its documents stay, and one that is gone`() throws {
    try expect(
      "chain(lines()[:-1])", ["extra: backups/back-office/20261007T231500Z: \(Self.notInLedger)"])
    try expect(
      "chain(lines()[:4])",
      [
        "truncated: ledger.jsonl: it has 4 lines, and back-office/20261007T231500Z names line 11"
      ] + ["GOR-000001", "OTR-000003", "OTR-000004"].map { "extra: 2026/2026-\($0): \(Self.notInLedger)" }
        + ["extra: backups/back-office/20261007T231500Z: \(Self.notInLedger)"])
    let copy = try SealedArchive.Copy()
    try copy.attack("os.remove('ledger.jsonl')")
    let found = try copy.verify()
    #expect(found.status == 6 && found.lines.first == "missing: ledger.jsonl: there is no ledger")
    try expect(
      "open('ledger.jsonl', 'ab').write(b'{\"sequence\":')",
      [
        "truncated: ledger.jsonl: the last line is torn (12 bytes); there may have been a power cut"
      ])
  }

  @Test func `a package that is inserted, swapped, renamed, or from another archive`() throws {
    try expect("shutil.copytree(package(1), package(5))", ["extra: 2026/2026-OTR-000005: \(Self.notInLedger)"])
    try expect(
      """
      os.rename(package(1), "../away"); os.rename(package(2), package(1)); os.rename("../away", package(2))
      """,
      [
        "tampered: \(Self.one)/manifest.json: it is the list of 2026/OTR-000002",
        "tampered: \(Self.two)/manifest.json: it is the list of 2026/OTR-000001",
      ])
    try expect(
      "os.rename(package(2), package(9))",
      [
        "missing: \(Self.two): \(Self.noFolder)", "extra: 2026/2026-OTR-000009: \(Self.notInLedger)",
        "gap: 2026/OTR-000005–2026/OTR-000008: never given, or every trace of it is gone",
      ])
    let other = try SealedArchive.install()
    let copy = try SealedArchive.Copy()
    try copy.attack("shutil.rmtree(package(2)); shutil.copytree('\(other.archive)/' + package(2), package(2))")
    let stranger = try Folder.entries(other.archive + "/keys")[0].prefix(64)
    #expect(
      try copy.verify().lines == [
        "unknown key: \(Self.two)/manifest.p7s: sealed with the key \(stranger), for which nobody vouches. If you know it "
          + "from a place you trust, give it with --fingerprint"
      ])
    // Even a key that is known makes no document of another archive one of this.
    #expect(
      try copy.verify("--fingerprint", String(stranger)).lines
        == ["re-sealed: \(Self.two)/manifest.json: \(Self.notTheLedgers)"])
    try expect("write(package(1) + '/note.txt', 'x')", ["extra: \(Self.one)/note.txt: it is in no list"])
    try expect("write('2026/note.txt', 'x')", ["extra: 2026/note.txt: \(Self.notInLedger)"])
    try expect("write('keys/note.pem', 'x')", ["unknown key: keys/note.pem: \(Self.notInLedger)"])
  }

  @Test func `a seal that is stripped, or made with another key`() throws {
    try expect("os.remove(package(1) + '/manifest.p7s')", ["unsealed: \(Self.one)/manifest.p7s: there is no seal"])
    let copy = try SealedArchive.Copy()
    try copy.attack("new_key(); sign(package(1), '../own.key', '../own.pem')")
    let found = try copy.verify()
    #expect(found.status == 6 && found.lines.count == 1)
    #expect(found.lines[0].hasPrefix("unknown key: \(Self.one)/manifest.p7s: sealed with the key "))
  }

  @Test func `a list that names less`() throws {
    try expect(
      "relist(package(1), drop=['2026-OTR-000001.pdf'])",
      [
        "tampered: \(Self.one)/manifest.json: \(Self.notTheLedgers)",
        "extra: \(Self.one)/2026-OTR-000001.pdf: it is in no list",
      ])
    try expect(
      "relist(package(1), drop=['2026-OTR-000001.pdf']); sign(package(1))",
      [
        "re-sealed: \(Self.one)/manifest.json: \(Self.notTheLedgers)",
        "extra: \(Self.one)/2026-OTR-000001.pdf: it is in no list",
      ])
  }

  /// Changes a document and makes its lists and seal anew with the archive's own key.
  private static let rebuilt = """
    flip(package(2) + "/2026-OTR-000002.pdf"); relist(package(2)); sign(package(2))
    entries = lines()
    for entry in entries:
        if entry["document"] == "2026/OTR-000002": entry["facts"]["manifest_sha256"] = sha(read(package(2) + "/manifest.json"))
    chain(entries)

    """

  @Test func `a document that is made anew with today's key, and the ledger with it: later documents tell`() throws {
    try expect(
      Self.rebuilt, ["re-sealed: ledger.jsonl: line 5 is not the one that 2026/OTR-000003 names"])
  }

  @Test func `the whole chain made anew with today's key: a head that was printed tells`() throws {
    let copy = try SealedArchive.Copy()
    let head = try copy.head()
    try copy.attack(
      Self.rebuilt + """
        folders = {f"2026/OTR-{n:06d}": package(n) for n in range(1, 5)}
        folders.update({"2026/GOR-000001": package(1, "GOR"), "": "backups/back-office/20261007T231500Z"})
        for index, entry in enumerate(lines()):
            if "manifest_sha256" not in entry["facts"]: continue
            folder, known = folders[entry["document"] or ""], lines()
            def change(manifest):
                head = manifest["seal"]["ledger_head"]
                if head["sequence"]:
                    line = read("ledger.jsonl").splitlines()[head["sequence"] - 1]
                    head["sha256"] = sha(line)
            relist(folder, change=change); sign(folder)
            known[index]["facts"]["manifest_sha256"] = sha(read(folder + "/manifest.json"))
            chain(known)
        """)
    // Whoever has the key and every file can make an archive that agrees with itself.
    #expect(try copy.verify() == (0, []))
    let found = try copy.verify("--expect-head", head)
    #expect(found.lines == ["re-sealed: ledger.jsonl: line 12 is not the one that --expect-head names"])
    #expect(found.status == 6)
  }

  @Test func `verifying while a night is under way finds nothing wrong`() throws {
    let database = try TestServer.shared().makeDatabase(from: .efysEmpty)
    let installation = try Installation(on: database, settings: ["formats": "[json]"])
    let run = try installation.start("run", "nightly")
    var statuses: Set<Int32> = []
    while !run.hasEnded {
      let words = [Installation.program, "verify", installation.archive, "--from", "2026-01-01", "--to", "2026-12-31"]
      let outcome = try Command.run(words: words + ["--locale", "en"], environment: ["HOME": installation.folder.path])
      if outcome.errors.contains("nothing to verify") || outcome.errors.contains("no ledger") { continue }
      statuses.insert(outcome.status)
      #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    }
    #expect(try installation.run("verify").status == 0)
  }
}
