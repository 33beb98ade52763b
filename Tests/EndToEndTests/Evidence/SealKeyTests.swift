import Files
import Support
import Testing

/// Keys that seal: made, given, changed, lost.
@Suite struct SealKeyTests {
  private static func install(_ settings: [String: String?] = [:]) throws -> Installation {
    try Installation(
      on: try TestServer.shared().makeDatabase(from: .efysEmpty),
      settings: ["formats": "[json]"].merging(settings) { $1 })
  }

  private static func verify(_ installation: Installation, _ words: String...) throws -> (Int32, String) {
    let outcome = try installation.run(words: ["verify", "--locale", "en"] + words)
    return (outcome.status, outcome.errors)
  }

  private static func keys(_ installation: Installation) throws -> [String] {
    try InputFile.text(installation.archive + "/ledger.jsonl").split(separator: "\n")
      .map { try JSON(text: String($0)) }.filter { $0["act"] == "key" }
      .compactMap { $0["facts"]["certificate_sha256"].text }
  }

  /// The certificate of a document's seal, as its manifest names it.
  private static func key(of package: IssuedPackage) throws -> String? {
    try package.manifest()["seal"]["certificate_sha256"].text
  }

  @Test func `the archive's own key is changed twice, and documents of all three verify`() throws {
    let installation = try Self.install()
    var packages = [try installation.issue("OTR", "2026-10-05")]
    for (day, reason) in [("06", "yıllık değişim"), ("07", "kişi ayrıldı")] {
      let rotated = try installation.run("seal", "rotate", "--reason", reason, "--locale", "en")
      #expect(rotated.status == 0 && rotated.output.contains("proves no identity"))
      packages.append(try installation.issue("OTR", "2026-10-\(day)"))
    }
    let keys = try Self.keys(installation)
    #expect(try packages.map(Self.key) == keys && Set(keys).count == 3)
    #expect(try Self.verify(installation) == (0, ""))
    // The key before is gone, so nobody can seal with it any more.
    #expect(
      installation.everything.filter { $0.hasPrefix(".state") && $0.contains("seal") } == [".state/seal.key"])
    // A certificate that the key before has not signed is not believed, nor is any after it.
    try Folder.remove(installation.archive + "/keys/\(keys[1]).p7s")
    let (status, lines) = try Self.verify(installation)
    #expect(status == 6)
    #expect(
      lines.contains("unknown key: keys/\(keys[1]).pem: came into use in line 4 of the ledger, and the key before "))
    #expect(lines.contains("unknown key: 2026/2026-OTR-000003/manifest.p7s"))
    #expect(!lines.contains("2026-OTR-000001"))
    #expect(try Self.verify(installation, "--fingerprint", keys[1]) == (0, ""))
  }

  @Test func `a key that is lost, or another one, stops what would be issued until somebody says why`() throws {
    let installation = try Self.install()
    _ = try installation.issue("OTR", "2026-10-05")
    try Folder.rename(installation.archive + "/.state/seal.key", to: installation.archive + "/.state/away")
    let refused = try installation.run("report", "OTR", "--period", "2026-10-06", "--locale", "en")
    #expect(refused.status == 78 && refused.errors.contains("The key that seals, "))
    let unsigned = try installation.run("seal", "rotate", "--reason", "x", "--locale", "en")
    #expect(unsigned.status == 78 && unsigned.errors.contains("--lost"))
    #expect(try installation.run("seal", "rotate", "--lost", "--reason", "disk").status == 0)
    _ = try installation.issue("OTR", "2026-10-06")
    let (status, lines) = try Self.verify(installation)
    #expect(status == 6 && lines.contains("unknown key: keys/"))
    #expect(try Self.verify(installation, "--fingerprint", try Self.keys(installation)[1]) == (0, ""))
  }

  @Test func `a key of the configuration, by its rules, and the way to it from the archive's own`() throws {
    let installation = try Self.install()
    _ = try installation.issue("OTR", "2026-10-05")
    let folder = installation.folder.path
    let made = try Command.run(words: [
      "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", folder + "/own.key", "-out",
      folder + "/own.pem", "-days", "30", "-subj", "/CN=Örnek Mühür", "-utf8",
    ])
    #expect(made.status == 0)
    _ = try Command.run("chmod", "644", folder + "/own.key")
    try installation.configure(settings: [
      "formats": "[json]", "seal": "{ key: \(folder)/own.key, certificate: \(folder)/own.pem }",
    ])
    let open = try installation.run("config", "check", "--locale", "en")
    #expect(open.status == 78 && open.errors.contains("others may read it"))
    _ = try Command.run("chmod", "600", folder + "/own.key")
    let other = try installation.run("report", "OTR", "--period", "2026-10-06", "--locale", "en")
    #expect(other.status == 78 && other.errors.contains("seal rotate"))
    #expect(try installation.run("seal", "rotate", "--reason", "kurumun anahtarı").status == 0)
    let package = try installation.issue("OTR", "2026-10-06")
    #expect(try Self.key(of: package) == Self.keys(installation)[1])
    #expect(try Self.verify(installation) == (0, ""))
    try installation.configure(settings: ["formats": "[json]", "seal": "{ key: \(folder)/own.key }"])
    let half = try installation.run("config", "check", "--locale", "en")
    #expect(half.status == 78 && half.errors.contains("are needed together"))
  }

  @Test func `a rotation that ends between the ledger and the key's name is done to its end`() throws {
    let installation = try Self.install()
    _ = try installation.issue("OTR", "2026-10-05")
    let state = installation.archive + "/.state"
    _ = try Command.run("cp", "-p", state + "/seal.key", state + "/before")
    #expect(try installation.run("seal", "rotate", "--reason", "x").status == 0)
    // As if the power had gone before the rename.
    _ = try Command.run("mv", state + "/seal.key", state + "/seal.key.next")
    _ = try Command.run("mv", state + "/before", state + "/seal.key")
    let package = try installation.issue("OTR", "2026-10-06")
    #expect(try Self.key(of: package) == Self.keys(installation)[1])
    #expect(try Self.verify(installation) == (0, ""))
  }

  @Test func `the head of the ledger is told to the system's journal`() throws {
    let installation = try Self.install()
    let script = """
      import socket, subprocess, sys
      log = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      log.bind("/dev/log")
      subprocess.run(sys.argv[1:], check=True)
      print(log.recv(4096).decode())
      """
    let words = [
      Installation.program, "report", "OTR", "--period", "2026-10-07", "--config", installation.configuration, "--home",
      installation.home, "--as-of", Installation.night,
    ]
    // A /dev of its own, with what the program needs, so that no machine's journal hears of it.
    let dev = installation.folder.path + "/dev"
    let prepare = """
      mkdir \(dev) \(dev)/shm
      for name in null urandom random; do touch \(dev)/$name; mount --bind /dev/$name \(dev)/$name; done
      mount --bind /dev/shm \(dev)/shm
      mount --rbind \(dev) /dev
      exec "$@"
      """
    let outcome = try Command.run(
      words: [
        "unshare", "-m", "sh", "-ec",
        prepare, "sh", "/usr/bin/python3", "-c", script,
      ] + words, environment: ["HOME": installation.folder.path])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let lines = try InputFile.text(installation.archive + "/ledger.jsonl").split(separator: "\n")
    let digest = try Command.run("sha256sum", input: String(try #require(lines.last))).output.prefix(64)
    #expect(outcome.output.hasSuffix("<13>tutanak: ledger head \(lines.count):\(digest) of \(installation.archive)\n"))
  }
}
