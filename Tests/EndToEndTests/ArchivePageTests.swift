import Files
import Foundation
import Glibc
import Support
import Testing

/// docs/archive-page.md does what it says: its nginx, in front of an archive.
@Suite struct ArchivePageTests {
  private static let page = Repository.path + "/docs/archive-page.md"

  /// An archive with a document, what is beside it, and the keys and certificates of the page.
  private let folder: ScratchFolder
  private let port: Int

  init() throws {
    folder = try ScratchFolder()
    port = Int(try SilentServer().port)
    for name in [
      "index.html", "2026/2026-OTR-000001/2026-OTR-000001.html", "2026/.2026-OTR-000002.partial/x",
      ".state/seal.key",
      "register/2026.json", "ledger.jsonl", "backups/s/x", "keys/k.pem",
    ] { try folder.write("archive/\(name)", name) }
    let certificate = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "9"]
    for (name, subject) in [
      ("server", "/CN=localhost"), ("people", "/CN=People"), ("other", "/CN=People"),
    ] {
      let files = [
        "-subj", subject, "-keyout", "\(folder.path)/\(name).key", "-out",
        "\(folder.path)/\(name).pem",
      ]
      #expect(try Command.run(words: certificate + files).status == 0)
    }
    for (name, issuer) in [("ayse", "people"), ("stranger", "other")] {
      let made = try Command.run(
        words: certificate + [
          "-CA", "\(folder.path)/\(issuer).pem", "-CAkey", "\(folder.path)/\(issuer).key", "-subj",
          "/CN=\(name)",
          "-keyout", "\(folder.path)/\(name).key", "-out", "\(folder.path)/\(name).pem",
        ])
      #expect(made.status == 0, "\(made.errors)")
    }
  }

  /// Starts nginx with the page's configuration, changed as said, and its places those of this test.
  private func start(
    _ archive: String? = nil, _ change: (String) -> String = { $0 }
  ) throws -> RunningProgram {
    let block = try #require(Self.blocks().first)
    let places = [
      ("/var/lib/tutanak/archive", archive ?? folder.path + "/archive"), ("/etc/tutanak/page", folder.path),
      ("/run/tutanak-page", folder.path), ("/var/log/tutanak-page", folder.path),
      ("127.0.0.1:8443", "127.0.0.1:\(port)"),
    ]
    let text = places.reduce(change(block)) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
    // Started by root it would serve as nobody; the page's service is of the archive's user alone.
    let configuration = try folder.write("nginx.conf", (getuid() == 0 ? "user root;\n" : "") + text)
    let server = try RunningProgram(
      ["/usr/sbin/nginx", "-e", "stderr", "-c", configuration, "-g", "daemon off;"])
    let isThere = try server.reaches { try status("/", []) != "000" }
    #expect(isThere, "\(server.errors)")
    return server
  }

  private static func blocks() throws -> [String] {
    try InputFile.text(page).components(separatedBy: "```nginx\n").dropFirst().compactMap {
      $0.components(separatedBy: "\n```").first
    }
  }

  private func status(_ path: String, _ options: [String]) throws -> String {
    try Command.run(
      words: ["curl", "-sk", "--path-as-is", "-o", "/dev/null", "-w", "%{http_code}"] + options
        + ["https://127.0.0.1:\(port)\(path)"]
    ).output
  }

  private func certificate(of name: String) -> [String] {
    ["--cert", "\(folder.path)/\(name).pem", "--key", "\(folder.path)/\(name).key"]
  }

  private static let document = "/2026/2026-OTR-000001/2026-OTR-000001.html"
  private static let others = [
    "/.state/seal.key", "/2026/../.state/seal.key", "/2026/%2e%2e/.state/seal.key",
    "/register/2026.json",
    "/ledger.jsonl", "/backups/s/x", "/keys/k.pem", "/2026/.2026-OTR-000002.partial/x",
  ]

  /// What somebody who may read gets, and does not.
  private func expectReading(_ options: [String]) throws {
    for path in ["/", "/index.html", "/2026/", Self.document] { #expect(try status(path, options) == "200", "\(path)") }
    for path in Self.others { #expect(try status(path, options) == "404", "\(path)") }
    for method in ["PUT", "POST", "DELETE"] {
      for path in ["/", "/index.html", Self.document] {
        #expect(try status(path, options + ["-X", method]) == "403", "\(method) \(path)")
      }
    }
    #expect(
      try InputFile.text(folder.path + "/archive" + Self.document)
        == String(Self.document.dropFirst()))
  }

  @Test func `people with a certificate read documents and nothing else`() throws {
    let server = try start()
    try expectReading(certificate(of: "ayse"))
    #expect(try status(Self.document, []) == "400")
    #expect(try status(Self.document, certificate(of: "stranger")) == "400")
    server.signal(SIGTERM)
    _ = try server.wait()
    #expect(try InputFile.text(folder.path + "/access.log").contains("\"CN=ayse\""))
  }

  @Test func `every link of the index leads to its document`() throws {
    let installation = try PlainSystem.install(settings: ["formats": "[json, html]"])
    for report in ["OTR", "GOR"] { _ = try installation.issue(report, "2026-10-07") }
    let visit = try BrowserPage.visit(
      installation.archive + "/index.html",
      [.evaluate("[...document.querySelectorAll('tbody a')].map((link) => link.getAttribute('href'))")])
    let links = visit.results[0].list.compactMap(\.text)
    #expect(links.count == 4)
    let server = try start(installation.archive)
    for link in links { #expect(try status("/" + link, certificate(of: "ayse")) == "200", "\(link)") }
    server.signal(SIGTERM)
    _ = try server.wait()
  }

  @Test func `people with a password read documents and nothing else`() throws {
    let hash = try Command.run("openssl", "passwd", "-apr1", "gizli").output
    try folder.write("people", "ayse:" + hash)
    let passwords = try #require(Self.blocks().last)
    let server = try start { text in
      text.split(separator: "\n", omittingEmptySubsequences: false).filter {
        !$0.contains("ssl_verify_client")
      }
      .map { $0.contains("ssl_client_certificate") ? passwords : String($0) }.joined(
        separator: "\n")
    }
    try expectReading(["-u", "ayse:gizli"])
    #expect(try status(Self.document, []) == "401")
    #expect(try status(Self.document, ["-u", "ayse:başka"]) == "401")
    server.signal(SIGTERM)
    _ = try server.wait()
  }
}
