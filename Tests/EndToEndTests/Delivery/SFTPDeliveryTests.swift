import Files
import Glibc
import Support
import Testing

/// A server over SFTP gets a document whole and once, and is the one whose key was written down.
@Suite struct SFTPDeliveryTests {
  private static func install(_ sftp: String) throws -> Installation {
    let installation = try Installation(on: try TestServer.shared().makeDatabase(from: .efysSmall))
    try Folder.create(installation.folder.path + "/legal")
    try configure(installation, sftp)
    return installation
  }

  /// `sftp` is the block of `SSHServer/settings(folder:_:)`.
  private static func configure(_ installation: Installation, _ sftp: String) throws {
    let keys = sftp.dropFirst(2).dropLast(2)
    try installation.configure(
      source: ["expect_rows": "false"],
      settings: [
        "formats": "[json]",
        "delivery": "{ recipients: { legal: { channel: sftp, reports: [OTR], \(keys) } } }",
      ])
  }

  private static func folder(_ installation: Installation) -> String { installation.folder.path + "/legal" }

  private static func isThere(_ installation: Installation) throws -> Bool {
    guard try Folder.entries(folder(installation) + "/2026") == ["2026-OTR-000001"] else { return false }
    return try Command.run(
      "diff", "-r", installation.archive + "/2026/2026-OTR-000001", folder(installation) + "/2026/2026-OTR-000001"
    ).status == 0
  }

  @Test func `a server whose key is another gets nothing, and the right one everything`() throws {
    let (server, other) = (try SSHServer(), try SSHServer())
    let installation = try Installation(on: try TestServer.shared().makeDatabase(from: .efysSmall))
    try Folder.create(Self.folder(installation))
    let foreign = try other.folder.write(
      "foreign", try InputFile.text(other.knownHosts).replacing("]:\(other.port)", with: "]:\(server.port)"))
    try Self.configure(installation, server.settings(folder: Self.folder(installation), ["known_hosts": foreign]))
    let refused = try installation.run("run", "nightly", "--locale", "en")
    #expect(refused.status == 4 && refused.errors.contains("the server's key is not the one in “known_hosts”"))
    #expect(try Folder.entries(Self.folder(installation)) == [])
    try Self.configure(installation, server.settings(folder: Self.folder(installation)))
    let outcome = try installation.run("deliver", "now", "--locale", "en")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try Self.isThere(installation))
    #expect(!(try InputFile.text(installation.archive + "/ledger.jsonl")).contains(server.identity))
  }

  @Test func `a server that is down, refuses the key or has no room left gets everything once it can`() throws {
    let server = try SSHServer()
    let stranger = server.folder.path + "/stranger"
    #expect(try Command.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", stranger).status == 0)
    let disk = SmallDisk.isAllowed ? try SmallDisk(kibibytes: 16) : nil
    let cases: [(changes: [String: String], folder: String?)] = [
      (["port": "1"], nil), (["identity": stranger], nil), ([:], disk?.path),
    ]
    for (changes, folder) in cases where !changes.isEmpty || folder != nil {
      let installation = try Installation(on: try TestServer.shared().makeDatabase(from: .efysSmall))
      try Folder.create(Self.folder(installation))
      try Self.configure(installation, server.settings(folder: folder ?? Self.folder(installation), changes))
      #expect(try installation.run("run", "nightly").status == 4, "\(changes)")
      let entry = try #require(try installation.ledger("deliver").last)
      #expect(entry["outcome"] == "failed" && entry["document"] == "2026/OTR-000001", "\(changes)")
      #expect(try Folder.entries(Self.folder(installation)) == [])
      try Self.configure(installation, server.settings(folder: Self.folder(installation)))
      #expect(try installation.run("deliver", "now").status == 0, "\(changes)")
      #expect(try Self.isThere(installation), "\(changes)")
    }
  }

  @Test(.timeLimit(.minutes(5)), arguments: [9000, 14_000, 30_000])
  func `killed in the middle it is delivered once`(bytes: Int) throws {
    let server = try SSHServer()
    let network = try StallingNetwork(toPort: server.port, bytes: bytes)
    defer { network.end() }
    let known = try server.folder.write(
      "other_port", try InputFile.text(server.knownHosts).replacing("]:\(server.port)", with: "]:\(network.port)"))
    let installation = try Installation(on: try TestServer.shared().makeDatabase(from: .efysSmall))
    try Folder.create(Self.folder(installation))
    let changes = ["port": "\(network.port)", "known_hosts": known]
    try Self.configure(installation, server.settings(folder: Self.folder(installation), changes))
    let run = try installation.start("run", "nightly")
    try #require(try run.reaches { network.isSilent })
    run.signal(SIGKILL)
    #expect(try run.wait().status == 128 + SIGKILL)
    #expect(try installation.ledger("deliver").filter { $0["document"].text != nil }.isEmpty)
    try Self.configure(installation, server.settings(folder: Self.folder(installation)))
    let again = try installation.run("run", "nightly")
    #expect(again.status == 0, "\(again.errors)")
    #expect(try Self.isThere(installation))
    #expect(try installation.ledger("deliver").filter { $0["outcome"] == "done" }.count == 1)
  }

  @Test(.timeLimit(.minutes(2)))
  func `a server that falls silent is given up in time, and a key that others may read stops the recipient`() throws {
    let server = try SSHServer()
    let network = try StallingNetwork(toPort: server.port, bytes: 9000)
    defer { network.end() }
    let known = try server.folder.write(
      "other_port", try InputFile.text(server.knownHosts).replacing("]:\(server.port)", with: "]:\(network.port)"))
    let installation = try Installation(on: try TestServer.shared().makeDatabase(from: .efysSmall))
    try Folder.create(Self.folder(installation))
    let changes = [
      "port": "\(network.port)", "known_hosts": known, "timeouts": "{ connect: 5s, answer: 3s }",
    ]
    try Self.configure(installation, server.settings(folder: Self.folder(installation), changes))
    let silent = try installation.run("run", "nightly", "--locale", "en")
    #expect(silent.status == 4 && silent.errors.contains("not a byte moved in time"), "\(silent.errors)")
    _ = try Command.run("chmod", "644", server.identity)
    try Self.configure(installation, server.settings(folder: Self.folder(installation)))
    let checked = try installation.run("config", "check", "--locale", "en")
    #expect(checked.status == 78 && checked.errors.contains("holds a secret but others may read it"))
    #expect(checked.errors.contains("tutanak.yaml:"))
    let stopped = try installation.run("deliver", "now", "--locale", "en")
    #expect(stopped.status == 4 && stopped.errors.contains("Nothing was delivered to “legal” (waiting: 1)"))
    _ = try Command.run("chmod", "600", server.identity)
    #expect(try installation.run("deliver", "now").status == 0)
    #expect(try Self.isThere(installation))
  }
}
