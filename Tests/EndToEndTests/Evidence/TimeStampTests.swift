import Files
import Support
import Testing

/// Time stamps over what was issued, from an authority of the test's own.
@Suite struct TimeStampTests {
  private static func settings(_ server: TimeStampServer, _ more: String = "") -> [String: String?] {
    settings(port: server.port, server.authority, more)
  }

  private static func settings(
    port: Int, _ authority: TimeStampAuthority, _ more: String = ""
  ) -> [String: String?] {
    let asked = "url: \"http://127.0.0.1:\(port)/\", anchor: \"\(authority.anchor)\", timeout: 1s"
    return ["formats": "[json]", "backup": "{ max_age: none }", "seal": "{ time_stamp: { \(asked)\(more) } }"]
  }

  private static func install(_ settings: [String: String?]) throws -> Installation {
    try Installation(
      on: try TestServer.shared().makeDatabase(from: .efysSmall), source: ["expect_rows": "false"], settings: settings)
  }

  private static func entries(_ installation: Installation) throws -> [JSON] {
    try InputFile.text(installation.archive + "/ledger.jsonl").split(separator: "\n").map { try JSON(text: String($0)) }
      .filter { $0["act"].text == "stamp" }
  }

  private static func stamped(_ installation: Installation) -> [Bool] {
    installation.allPackages.map { $0.files.contains("manifest.tsr") }
  }

  /// Whether openssl takes the stamp of a package for one of its manifest.
  private static func isValid(_ package: IssuedPackage) throws -> Bool {
    let words = ["openssl", "ts", "-verify", "-data", "manifest.json", "-in", "manifest.tsr", "-CAfile", "tsa.pem"]
    return try Command.run(words: words, in: package.folder).status == 0
  }

  private static func status(_ installation: Installation) throws -> (code: Int32, JSON) {
    let outcome = try installation.run("status", "--json", "--locale", "en")
    return (outcome.status, try JSON(text: outcome.output)["time_stamps"])
  }

  @Test func `every document of a night is stamped, and openssl verifies it`() throws {
    let server = try TimeStampServer()
    let installation = try Self.install(Self.settings(server))
    let planned = try installation.run("run", "nightly", "--dry-run")
    #expect(planned.status == 0)
    #expect(server.requests == 0)
    let outcome = try installation.run("run", "nightly", "--json", "--locale", "en")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let packages = installation.allPackages
    #expect(packages.count == 5 && server.requests == 5)
    for package in packages {
      #expect(try Self.isValid(package))
      let asked = try package.manifest()["seal"]["time_stamp"]
      #expect(asked["authority"].text == server.url)
      let digest = try Command.run("sha256sum", package.folder + "/tsa.pem").output.prefix(64)
      #expect(asked["anchor_sha256"].text == String(digest))
      #expect(try package.manifest()["files"].list.contains { $0["path"] == "tsa.pem" })
    }
    let told = try JSON(text: outcome.output)["stamped"].list
    #expect(told.count == 5 && told.allSatisfy { $0["authority"] == "CN=Damga Birimi 1,O=Sınama" })
    let entries = try Self.entries(installation)
    #expect(entries.map { $0["outcome"].text } == ["done", "done", "done", "done", "done"])
    #expect(Set(entries.map { $0["document"].text ?? "?" }) == Set(told.map { $0["number"].text ?? "!" }))
    #expect(Set(entries.map { $0["facts"]["serial"].text ?? "?" }).count == 5)
    // The record of seals is issued when the others are stamped, and stamped itself.
    let record = try installation.package("MHR").json()
    let rows = record["seals"].list.filter { $0["document"].text?.contains("/") == true }
    let serials = entries.filter { $0["document"] != "2026/MHR-000001" }.compactMap { $0["facts"]["serial"].text }
    #expect(Set(rows.compactMap { $0["stamp_serial"].text }) == Set(serials) && serials.count == 4)
    #expect(record["document"]["stamping"] == true && record["document"]["counts"]["unstamped"] == 0)
    let (code, json) = try Self.status(installation)
    #expect(code == 0 && json["stamped"].integer == 5 && json["owed"].integer == 0 && json["unstamped_since"] == .null)
    #expect(
      try installation.run("seal", "stamp", "--locale", "en").output
        == "No document waits for a time stamp (\(server.url)).\n")
    // What lies beside the listed files is known, and nothing is asked for twice.
    let next = try installation.run("run", "nightly", "--locale", "en", asOf: "2026-10-09T02:15:00+03:00")
    #expect(next.status == 0, "\(next.errors)")
    #expect(server.requests == installation.allPackages.count)
  }

  @Test func `while the authority is down documents are issued and wait, and are stamped when it is back`() throws {
    let authority = try TimeStampAuthority()
    let port = try SilentServer().port
    let installation = try Self.install(Self.settings(port: port, authority))
    let outcome = try installation.run("run", "nightly", "--json", "--locale", "en")
    #expect(outcome.status == 5)
    #expect(outcome.errors.contains("No time stamp was obtained for 2026/"))
    #expect(
      outcome.errors.contains("; the document is issued, and the next run tries again. http://127.0.0.1:\(port)/"))
    #expect(outcome.errors.contains("no connection; check that the service runs"))
    #expect(Self.stamped(installation) == [false, false, false, false, false])
    // One attempt, one line: the others were not tried.
    let failed = try Self.entries(installation)
    #expect(failed.map { $0["outcome"].text } == ["failed"] && failed[0]["facts"]["waiting"].integer == 4)
    let steps = try JSON(text: outcome.output)["steps"].list.filter { $0["step"] == "stamp" }
    #expect(steps.map { $0["outcome"].text } == ["failed"])
    let (code, json) = try Self.status(installation)
    #expect(code == 5 && json["owed"].integer == 5 && json["stamped"].integer == 0)
    let since = try #require(json["unstamped_since"].text)
    let page = try installation.run("status", "--locale", "tr")
    #expect(page.status == 5 && page.output.contains("zaman damgası bekleyen belge sayısı: 5"))
    #expect(page.output.contains("\(since) anından beri. “tutanak seal stamp” şimdi ister."))

    let server = try TimeStampServer(.ok, authority, port: port)
    let later = try installation.run("seal", "stamp", "--json")
    #expect(later.status == 0, "\(later.errors)")
    #expect(try JSON(text: later.output)["stamped"].list.count == 5)
    #expect(Self.stamped(installation) == [true, true, true, true, true])
    for package in installation.allPackages { #expect(try Self.isValid(package)) }
    #expect(try Self.status(installation).code == 0)
    #expect(server.requests == 5)
  }

  @Test func `an answer that is no stamp of the document is never kept, whatever it looks like`() throws {
    let server = try TimeStampServer()
    let installation = try Self.install(Self.settings(server))
    // An old answer there is to replay.
    #expect(try installation.run("report", "OTR", "--period", "2026-10-07").status == 0)
    try server.answer(.page)
    #expect(try installation.run("report", "OTR", "--period", "2026-10-07").status == 5)
    let answers: [(TimeStampServer.Mode, String)] = [
      (.silent, "no answer in time"), (.slow, "no answer in time"),
      (.page, "the answer is of type “text/html”, not of the one asked for"),
      (.otherType, "the answer is of type “text/plain”"), (.failing, "HTTP status 500 in place of 200."),
      (.redirect, "redirects are not followed"), (.large, "the answer is larger than 1 MiB"),
      (.replay, "the stamp is over another digest"), (.otherImprint, "the stamp is over another digest"),
      (.rejecting, "the authority gave no stamp (status 2, “No credit left”)"),
    ]
    for (mode, words) in answers {
      try server.answer(mode)
      let outcome = try installation.run("seal", "stamp", "--locale", "en")
      #expect(outcome.status == 5, "\(mode)")
      #expect(outcome.errors.contains(words), "\(mode): \(outcome.errors)")
      #expect(Self.stamped(installation) == [true, false], "\(mode)")
      #expect(!installation.everything.contains { $0.contains("partial") })
    }
    // The same document stamped before, for another request.
    try server.authority.openssl([
      "ts", "-query", "-digest", try Self.digest(installation, 2), "-sha256", "-cert", "-out", "old",
    ])
    try server.authority.openssl(
      ["ts", "-reply", "-config", "tsa.cnf", "-section", "authority", "-queryfile", "old", "-out", "000001.reply"])
    try server.answer(.replay)
    #expect(
      try installation.run("seal", "stamp", "--locale", "en").errors.contains(
        "the stamp answers another request (its nonce differs)"))
    #expect(Self.stamped(installation) == [true, false])
    try server.answer(.ok)
    #expect(try installation.run("seal", "stamp").status == 0)
    #expect(Self.stamped(installation) == [true, true])
  }

  private static func digest(_ installation: Installation, _ number: Int) throws -> String {
    let file = installation.package("OTR", number).folder + "/manifest.json"
    return String(try Command.run("sha256sum", file).output.prefix(64))
  }

  @Test func `a run whose time is nearly over asks for none, and says so`() throws {
    let server = try TimeStampServer()
    let asked = "url: \"\(server.url)\", anchor: \"\(server.authority.anchor)\", timeout: 2m"
    let installation = try Self.install([
      "formats": "[json]", "deadline": "1m", "seal": "{ time_stamp: { \(asked) } }",
    ])
    let outcome = try installation.run("report", "OTR", "--period", "2026-10-07", "--locale", "en")
    #expect(outcome.status == 5)
    #expect(outcome.errors.contains("Time stamps for 1 documents were not asked for, since the run's time (deadline)"))
    #expect(server.requests == 0 && Self.stamped(installation) == [false])
  }

  @Test func `stamps of another root or of a certificate for servers are refused`() throws {
    let (authority, other) = (try TimeStampAuthority(.forServers), try TimeStampAuthority())
    let server = try TimeStampServer(.odd, authority)
    let installation = try Self.install(Self.settings(server))
    let odd = try installation.run("report", "OTR", "--period", "2026-10-07", "--locale", "en")
    #expect(odd.status == 5)
    #expect(odd.errors.contains("the certificate that signed the stamp (CN=Damga Birimi 1,O=Sınama) is not one for"))
    try installation.configure(source: ["expect_rows": "false"], settings: Self.settings(port: server.port, other))
    try server.answer(.ok)
    let foreign = try installation.run("report", "OTR", "--period", "2026-10-07", "--locale", "en")
    #expect(foreign.status == 5)
    // The older document's root is its own, whatever is configured since.
    #expect(Self.stamped(installation) == [true, false])
    #expect(foreign.errors.contains("does not come from the trusted anchor (OpenSSL: "))
  }

  @Test func `a manifest or a root that changed since is not stamped`() throws {
    let authority = try TimeStampAuthority()
    let port = try SilentServer().port
    let installation = try Self.install(Self.settings(port: port, authority))
    for _ in 1...3 { #expect(try installation.run("report", "OTR", "--period", "2026-10-07").status == 5) }
    let server = try TimeStampServer(.ok, authority, port: port)
    let manifest = installation.package("OTR", 1).folder + "/manifest.json"
    try OutputFile.appendLine("", to: manifest)
    try OutputFile.appendLine("", to: installation.package("OTR", 2).folder + "/tsa.pem")
    let outcome = try installation.run("seal", "stamp", "--locale", "en")
    #expect(outcome.status == 5)
    #expect(outcome.errors.contains("\(manifest) is not as it was issued, so no time stamp was asked for"))
    #expect(outcome.errors.contains("/tsa.pem is not as it was issued"))
    #expect(Self.stamped(installation) == [false, false, true])
    #expect(server.requests == 1)
  }

  @Test func `a stamp that a killed run has left is written down, and one that somebody put there is refused`() throws {
    let server = try TimeStampServer(.page)
    let installation = try Self.install(Self.settings(server))
    for _ in 1...2 { #expect(try installation.run("report", "OTR", "--period", "2026-10-07").status == 5) }
    for number in 1...2 {
      // The second gets that of the first.
      try server.authority.openssl([
        "ts", "-query", "-digest", try Self.digest(installation, 1), "-sha256", "-cert", "-out", "q",
      ])
      try server.authority.openssl(
        [
          "ts", "-reply", "-config", "tsa.cnf", "-section", "authority", "-queryfile", "q", "-out",
          installation.package("OTR", number).folder + "/manifest.tsr",
        ])
    }
    let outcome = try installation.run("seal", "stamp", "--locale", "en")
    #expect(outcome.status == 5)
    #expect(outcome.errors.contains("2026-OTR-000002/manifest.tsr: the stamp is over another digest"))
    let done = try Self.entries(installation).filter { $0["outcome"] == "done" }
    #expect(done.map { $0["document"].text } == ["2026/OTR-000001"])
    // One that is gone again is missed.
    try Folder.remove(installation.package("OTR", 1).folder + "/manifest.tsr")
    let (code, json) = try Self.status(installation)
    #expect(code == 5 && json["lost_documents"].list.map(\.text) == ["2026/OTR-000001"])
  }

  @Test func `what DOGRULAMA.txt says of the stamp holds after the authority's certificate has expired`() async throws {
    let server = try TimeStampServer(.ok, try TimeStampAuthority(.shortLived(seconds: 8)))
    let installation = try Self.install(Self.settings(server))
    let outcome = try installation.run("report", "OTR", "--period", "2026-10-07")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let tsa = server.authority.path + "/tsa.pem"
    while try Command.run("openssl", "x509", "-in", tsa, "-noout", "-checkend", "0").status == 0 {
      try await Task.sleep(for: .milliseconds(200))
    }
    let package = installation.package("OTR")
    #expect(try !Self.isValid(package))
    let lines = try InputFile.text(package.folder + "/DOGRULAMA.txt").split(separator: "\n")
    let command = try #require(lines.first { $0.hasPrefix("$ openssl ts -verify") })
    let verified = try Command.run("sh", "-c", String(command.dropFirst(2)), in: package.folder)
    #expect(verified.output.contains("Verification: OK"), "\(verified.errors)")
  }

  @Test func `Kamu SM is told who asks, and gets its own file beside the other`() throws {
    let server = try TimeStampServer(.kamuSM)
    let secrets = try ScratchFolder()
    let file = try secrets.write("password", "yanlış parola\n")
    _ = try Command.run("chmod", "600", file)
    let account = ", kamu_sm: { user: 4711, password_file: \"\(file)\" }"
    let installation = try Self.install(Self.settings(server, account))
    let wrong = try installation.run("report", "OTR", "--period", "2026-10-07", "--locale", "en", "--verbose")
    #expect(wrong.status == 5)
    #expect(wrong.errors.contains("the authority gave no stamp (status 2, “User 4711 is not known”)"))
    try secrets.write("password", "gizli parola\n")
    _ = try Command.run("chmod", "600", file)
    let right = try installation.run("seal", "stamp", "--locale", "en", "--verbose")
    #expect(right.status == 0, "\(right.errors)")
    let package = installation.package("OTR")
    #expect(try Self.isValid(package))
    let words = [
      "openssl", "ts", "-verify", "-data", "manifest.json", "-token_in", "-in", "manifest.zd", "-CAfile", "tsa.pem",
    ]
    #expect(try Command.run(words: words, in: package.folder).status == 0)
    let ledger = try InputFile.text(installation.archive + "/ledger.jsonl")
    for text in [wrong.output, wrong.errors, right.output, right.errors, ledger] { #expect(!text.contains("parola")) }
    _ = try Command.run("chmod", "644", file)
    let open = try installation.run("config", "check", "--locale", "en")
    #expect(open.status == 78 && open.errors.contains("holds a secret but others may read it"))
  }

  @Test func `settings that cannot be used are named`() throws {
    let authority = try TimeStampAuthority()
    let installation = try Self.install([:])
    let empty = try installation.folder.write("empty.pem", "nothing\n")
    let anchor = "anchor: \"\(authority.anchor)\""
    let refused = [
      ("url: \"ftp://tsa.example/\", \(anchor)", "an address that begins with “http://” or “https://” is needed"),
      ("url: \"http://me:secret@tsa.example/\", \(anchor)", "without a user's name or password"),
      ("url: \"http://tsa.example/\"", "anchor"),
      ("url: \"http://tsa.example/\", anchor: \"\(empty)\"", "the file holds no certificate in PEM"),
      ("url: \"http://tsa.example/\", anchor: /nowhere.pem", "/nowhere.pem cannot be opened"),
      ("url: \"http://tsa.example/\", \(anchor), policy: default", "an OID in dots is needed"),
      ("url: \"http://tsa.example/\", \(anchor), timeout: 1d", "a time from 1s to 10m is needed"),
      ("url: \"http://tsa.example/\", \(anchor), kamusm: {}", "kamu_sm"),
    ]
    for (text, words) in refused {
      try installation.configure(settings: ["seal": "{ time_stamp: { \(text) } }"])
      let outcome = try installation.run("config", "check", "--locale", "en")
      #expect(outcome.status == 78 && outcome.errors.contains(words), "\(text): \(outcome.errors)")
      #expect(!outcome.errors.contains("secret"))
    }
    try installation.configure(settings: [:])
    let none = try installation.run("seal", "stamp", "--locale", "en")
    #expect(none.status == 78 && none.errors.contains("there is no time-stamping authority; add"))
    let page = try installation.run("status", "--locale", "en").output
    #expect(page.contains("No time stamps are asked for (there is no seal.time_stamp)."))
  }

  @Test func `a document says that a stamp is asked for, and how its absence shows`() throws {
    let server = try TimeStampServer(.page)
    let settings = Self.settings(server).merging(["formats": "[pdf]"]) { $1 }
    let installation = try Self.install(settings)
    #expect(try installation.run("report", "OTR", "--period", "2026-10-07", "--locale", "tr").status == 5)
    let package = installation.package("OTR")
    #expect(try package.says("\(server.url) adresindeki hizmetten istenir."))
    #expect(try package.says("O dosya yoksa bu belge için zaman damgası ALINAMAMIŞTIR"))
    try installation.configure(source: ["expect_rows": "false"], settings: ["formats": "[pdf]"])
    #expect(try installation.run("report", "OTR", "--period", "2026-10-07", "--locale", "tr").status == 0)
    #expect(try installation.package("OTR", 2).says("Bu belge için zaman damgası ALINAMAMIŞTIR. Özet değerleri"))
    #expect(try installation.package("OTR", 2).manifest()["seal"]["time_stamp"] == .null)
  }
}
