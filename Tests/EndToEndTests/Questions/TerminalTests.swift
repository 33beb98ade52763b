import Files
import Support
import Testing

/// What `tutanak audit` asks a person at a terminal, and never a script.
@Suite struct TerminalTests {
  /// Runs a command on a terminal of its own and types some lines; prints what the terminal showed.
  private static let driver = """
    import os, pty, select, sys, time
    lines, words = sys.argv[1].split("|"), sys.argv[2:]
    pid, fd = pty.fork()
    if pid == 0:
        os.environ["TERM"] = "xterm"
        os.execvp(words[0], words)
    shown, end = b"", time.time() + 60
    while time.time() < end:
        ready, _, _ = select.select([fd], [], [], 0.2)
        if ready:
            try:
                data = os.read(fd, 65536)
            except OSError:
                break
            if not data:
                break
            shown += data
            if shown.endswith(b": ") and lines:
                os.write(fd, (lines.pop(0) + "\\n").encode())
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    sys.stdout.write(shown.decode(errors="replace"))
    sys.exit(status)
    """

  private static func install() throws -> Installation {
    let installation = try PlainSystem.install(
      """
      INSERT INTO users VALUES ('u1', 'kişi.bir');
      INSERT INTO events (event_id, occurred_at, user_id, event_type, ip) VALUES
        ('1', '2026-10-07 09:00Z', 'u1', 'login_success', '203.0.113.3'),
        ('2', '2026-10-07 10:00Z', 'u1', 'logout', '203.0.113.3');
      """)
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\""], settings: ["formats": "[json]"])
    return installation
  }

  private static func type(_ lines: [String], _ installation: Installation) throws -> Command.Outcome {
    let script = try installation.folder.write("terminal.py", driver)
    return try installation.run(
      words: ["audit", "address", "--locale", "en"],
      wrapper: ["/usr/bin/python3", script, lines.joined(separator: "|")])
  }

  @Test func `a person is asked for what is missing, sees what would be issued, and says yes`() throws {
    let installation = try Self.install()
    let outcome = try Self.type(["203.0.113.0/24", "2026-10-06", "2026-10-07", "CMK 332", "y"], installation)
    #expect(outcome.status == 0, "\(outcome.output)")
    for question in ["Address or network", "From which day", "Up to which day", "Why is it asked", "Issue it (y/N)"] {
      #expect(outcome.output.contains(question), "\(question)")
    }
    #expect(outcome.output.contains("203.0.113.0/24  0         2       0"), "\(outcome.output)")
    #expect(outcome.output.contains("users: 1"))
    let manifest = try installation.package("ADR").manifest()
    #expect(manifest["requester"]["reason"] == "CMK 332")
    #expect(try installation.package("ADR").json()["document"]["question"]["items"][0]["events"] == 2)
  }

  @Test func `whoever says anything else gets nothing, and nothing is written down`() throws {
    let installation = try Self.install()
    let outcome = try Self.type(["203.0.113.3", "2026-10-06", "2026-10-07", "CMK 332", "n"], installation)
    #expect(outcome.output.contains("Nothing was issued."), "\(outcome.output)")
    #expect(installation.packages.isEmpty)
    #expect(try installation.ledger().allSatisfy { $0["act"] == "key" })
  }

  @Test func `a script is asked nothing`() throws {
    let installation = try Self.install()
    let outcome = try installation.run("audit", "address", "--address", "203.0.113.3", "--locale", "en")
    #expect(outcome.status == 64 && outcome.errors.contains("--from"))
    #expect(!outcome.errors.contains("From which day"))
  }
}
