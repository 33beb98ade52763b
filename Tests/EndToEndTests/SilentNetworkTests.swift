import Files
import Foundation
import Support
import Testing

/// Networks that fall silent: a run ends, leaves nothing, and the next one says what happened.
@Suite struct SilentNetworkTests {
  private static let rows = """
    INSERT INTO sessions (session_id, user_id, started_at, ended_at, user_agent)
    SELECT n, 'u', '2026-10-07 09:00Z', '2026-10-07 10:00Z', md5(n::text) || repeat('x', 2000)
    FROM generate_series(1, 4000) n;
    """

  private static func configure(
    _ installation: Installation, port: Int, _ words: String = "", deadline: String
  ) throws {
    let name = try installation.database.query("SELECT current_database()")[0][0] ?? ""
    try installation.configure(
      source: [
        "system": "\"\(installation.folder.path)/plain\"",
        "connection": "\"host=127.0.0.1 port=\(port) dbname=\(name) user=tutanak_reader sslmode=disable \(words)\"",
      ], settings: ["formats": "[json]", "deadline": deadline])
  }

  @Test(
    .timeLimit(.minutes(10)),
    arguments: [["report", "OTR", "--period", "yesterday"], ["backup", "create"], ["run", "nightly"]])
  func `in the middle of the rows or of the dump: the deadline ends it, and the next run says so`(
    words: [String]
  ) throws {
    let installation = try PlainSystem.install(Self.rows)
    let network = try StallingNetwork(to: installation.database.server, bytes: 1_000_000)
    defer { network.end() }
    try Self.configure(installation, port: network.port, deadline: "3s")
    let outcome = try installation.run(words: words + ["--locale", "en"])
    #expect(network.isSilent)
    #expect(outcome.status == 75)
    #expect(
      outcome.errors
        == "tutanak: interrupted: the deadline passed. Nothing unfinished was published; just run again.\n")
    for _ in 0..<100 where !installation.processes.isEmpty { usleep(20_000) }
    #expect(installation.commands == [])
    #expect(installation.packages.isEmpty)
    #expect(installation.everything.filter { $0.contains("partial") } == [])
    let state = try JSON(file: installation.archive + "/.state/last-run.json")
    #expect(state["state"] == "interrupted" && state["reason"] == "deadline")
    #expect(state["command"].text == words.prefix(2).joined(separator: " "))

    let connection = "\"\(installation.database.connection(as: .reader))\""
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\"", "connection": connection],
      settings: ["formats": "[json]"])
    let again = try installation.run(words: words + ["--locale", "en"])
    #expect(again.status == 0)
    #expect(again.errors.contains("The run before this one (\(words.prefix(2).joined(separator: " ")), pid "))
    #expect(again.errors.hasSuffix(": the deadline passed. Nothing unfinished was published.\n"))
    #expect(try installation.run(words: words + ["--locale", "en"]).errors == "")
  }

  @Test(.timeLimit(.minutes(10)))
  func `what only looks at the source ends as well`() throws {
    let installation = try PlainSystem.install()
    let network = try StallingNetwork(to: installation.database.server, bytes: 600)
    defer { network.end() }
    try Self.configure(installation, port: network.port, deadline: "2s")
    let outcome = try installation.run("source", "check", "--locale", "en")
    #expect(outcome.status == 75 && network.isSilent)
    #expect(outcome.errors.contains("the deadline passed"))
  }

  /// Whether a process without privileges may have a network of its own here, and break it.
  private static let canBreakNetworks =
    (try? Command.run(words: ownNetwork + ["sh", "-c", "ip link set lo up && ip link set lo down"]).status == 0)
    ?? false

  /// Root keeps its own rights, which it needs to enter the server's folder.
  private static let ownNetwork = ["unshare", getuid() == 0 ? "-n" : "-rn"]

  @Test(
    .timeLimit(.minutes(10)),
    .enabled(if: canBreakNetworks, "needs unshare -rn and ip, to lose packets in a network of the test's own"),
    arguments: [["report", "OTR", "--period", "yesterday"], ["backup", "create"]])
  func `packets that are lost: the connection is given up long before the deadline, the dump's as well`(
    words: [String]
  ) throws {
    let installation = try PlainSystem.install(Self.rows)
    let server = installation.database.server
    let forwarder = try installation.folder.write("forward.py", Self.forwarder)
    let target = "\(server.folder)/.s.PGSQL.\(server.tcpPort)"
    try Self.configure(
      installation, port: 5432, "keepalives_idle=1 keepalives_interval=1 keepalives_count=2 tcp_user_timeout=2000",
      deadline: "50s")
    let begin = ContinuousClock.now
    let outcome = try installation.run(
      words: words + ["--locale", "en"],
      wrapper: Self.ownNetwork + ["bash", "-c", Self.script, forwarder, target])
    #expect(outcome.status == 69, "\(outcome.errors)")
    #expect(ContinuousClock.now - begin < .seconds(40))
    #expect(installation.packages.isEmpty && installation.state == "failed")
    #expect(installation.everything.filter { $0.contains("partial") } == [])
  }

  /// Runs a program beside the forwarder, in a network that has nothing but 127.0.0.1.
  private static let script = #"""
    ip link set lo up
    python3 "$0" "$1" &
    for n in {1..500}; do [ -e "$0.ready" ] && break; sleep 0.02; done
    "${@:2}"
    status=$?
    kill %1
    exit $status
    """#

  /// Carries connections of port 5432 to a unix socket, and takes the network down after a million bytes.
  private static let forwarder = """
    import socket, subprocess, sys, threading
    listener = socket.create_server(("127.0.0.1", 5432))
    open(sys.argv[0] + ".ready", "w").write("ready\\n")
    left = 1_000_000
    def pump(source, target, counts):
        global left
        while data := source.recv(4096):
            if counts:
                left -= len(data)
                if left <= 0:
                    subprocess.run(["ip", "link", "set", "lo", "down"])
                    threading.Event().wait()
            target.sendall(data)
    while True:
        client, _ = listener.accept()
        server = socket.socket(socket.AF_UNIX)
        server.connect(sys.argv[1])
        for arguments in ((client, server, False), (server, client, True)):
            threading.Thread(target=pump, args=arguments, daemon=True).start()
    """
}
