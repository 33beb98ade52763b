import Files
import Support
import Testing

/// Who may ask, and that clear values need a second person.
@Suite struct ApprovalTests {
  private static let period = ["--from", "2026-10-06", "--to", "2026-10-08"]
  private static let question = ["audit", "address", "--address", "203.0.113.3", "--reason", "x", "--locale", "en"]

  private static func install(_ audit: String?) throws -> Installation {
    let installation = try PlainSystem.install(
      """
      INSERT INTO users VALUES ('u1', 'kişi.bir');
      INSERT INTO events (event_id, occurred_at, user_id, event_type, ip)
        VALUES ('1', '2026-10-07 09:00Z', 'u1', 'login_success', '203.0.113.3');
      """)
    try configure(installation, audit)
    return installation
  }

  private static func configure(_ installation: Installation, _ audit: String?) throws {
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\""], settings: ["formats": "[json]", "audit": audit])
  }

  /// Somebody who called sudo: sudo says who, whatever user the program then runs as.
  private static func run(_ installation: Installation, as number: String, _ words: [String]) throws -> Command.Outcome
  {
    try installation.run(words: words, environment: ["SUDO_UID": number])
  }

  @Test func `clear values wait for another person, and are issued once`() throws {
    let installation = try Self.install(nil)
    let words = Self.question + Self.period + ["--mask", "M0"]
    let first = try Self.run(installation, as: "1", words)
    #expect(
      first.status == 77 && first.errors.contains("waits for a second person's approval: ONY-"), "\(first.errors)")
    #expect(installation.packages.isEmpty)
    let list = try JSON(text: Self.run(installation, as: "2", ["audit", "requests", "--json"]).output)["requests"].list
    let number = try #require(list.first?["request"].text)
    #expect(list.count == 1 && list[0]["state"] == "pending" && list[0]["requested_by"] == "daemon")
    // Asked again it is the same request; the requester cannot approve.
    #expect(try Self.run(installation, as: "1", words).errors.contains(number))
    let approve = ["audit", "approve", number, "--reason", "uygun", "--locale", "en"]
    let own = try Self.run(installation, as: "1", approve)
    #expect(own.status == 77 && own.errors.contains("another user has to approve"))
    #expect(try Self.run(installation, as: "2", Array(approve.dropLast(4)) + ["--locale", "en"]).status == 64)
    #expect(try Self.run(installation, as: "2", approve).status == 0)
    // Not somebody else's command, and not another question.
    #expect(try Self.run(installation, as: "3", words).status == 77)
    #expect(try Self.run(installation, as: "1", words + ["--user", "u1"]).status == 77)
    let issued = try Self.run(installation, as: "1", words)
    #expect(issued.status == 0, "\(issued.errors)")
    let package = installation.package("ADR")
    #expect(try package.manifest()["approval"].text == number)
    #expect(try package.json()["answer_users"][0]["user_name"] == "kişi.bir")
    #expect(try Self.run(installation, as: "1", words).status == 77)

    let acts = try installation.ledger()
    let unmask = try #require(acts.first { $0["act"] == "unmask" })
    #expect(unmask["facts"]["approval"].text == number)
    #expect(acts.first { $0["act"] == "approve" }?["facts"]["requested_by"] == "daemon")
    let trail = try installation.issue("RIZ", "2026-10", asOf: "2026-11-01T02:15:00+03:00").json()
    #expect(trail["trail_unmasked"][0]["approval_no"].text == number)
    #expect(Set(trail["trail_acts"].list.compactMap { $0["act"].text }).isSuperset(of: ["request", "approve"]))
  }

  @Test func `a request and an approval expire by the machine's clock`() throws {
    let installation = try Self.install("{ approval_valid: 1s }")
    let words = Self.question + Self.period + ["--mask", "M0"]
    #expect(try Self.run(installation, as: "1", words).status == 77)
    let list = try JSON(text: installation.run("audit", "requests", "--all", "--json").output)["requests"].list
    let number = try #require(list.first?["request"].text)
    _ = try Command.run("sleep", "1.2")
    let late = try Self.run(installation, as: "2", ["audit", "approve", number, "--reason", "x", "--locale", "en"])
    #expect(late.status == 64 && late.errors.contains("has expired"))
  }

  @Test func `so do those of reports, but not where the configuration says M0 or that none is needed`() throws {
    let installation = try Self.install(nil)
    let report = ["report", "GOR", "--period", "2026-10-07", "--mask", "M0", "--locale", "en"]
    #expect(try installation.run(words: report).status == 77)
    try Self.configure(installation, "{ approval: off }")
    #expect(try installation.run(words: report).status == 0)
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\""], settings: ["formats": "[json]", "mask": "M0"])
    #expect(try installation.run(words: report).status == 0)
    #expect(try installation.run(words: Self.question + Self.period).status == 77)
  }

  @Test func `whoever the configuration does not name is refused, and that is written down`() throws {
    let installation = try Self.install("{ allow: { users: [bin], groups: [sys] } }")
    let words = Self.question + Self.period
    let root = try installation.run(words: words)
    #expect(root.status == 77 && root.errors.contains("root may not run “tutanak audit address”"), "\(root.errors)")
    #expect(try Self.run(installation, as: "1", words).status == 77)
    let refusals = try installation.ledger().filter { $0["act"] == "refuse" }
    #expect(refusals.map { $0["facts"]["person"].text } == ["root", "daemon"])
    #expect(refusals.allSatisfy { $0["reason"] == "x" })
    #expect(installation.packages.isEmpty)
    // A dry run writes nothing, and does not say that it did.
    let trial = try installation.run(words: words + ["--dry-run"])
    #expect(trial.status == 77 && trial.errors.contains("does not stand in the ledger"), "\(trial.errors)")
    #expect(root.errors.contains("The refusal stands in the ledger"))
    #expect(try installation.ledger().count { $0["act"] == "refuse" } == 2)
    // By name, and by a group.
    #expect(try Self.run(installation, as: "2", words).status == 0)
    #expect(try Self.run(installation, as: "3", words).status == 0)
  }
}
