import Foundation
import Support
import Testing

/// The server the other tests stand on.
@Suite struct TestServerTests {
  @Test func `two databases from one template are independent`() throws {
    let server = try TestServer.shared()
    let first = try server.makeDatabase(from: .efysEmpty)
    let second = try server.makeDatabase(from: .efysEmpty)
    try first.execute("INSERT INTO users (username, email, password_hash) VALUES ('a', 'a@example', 'x')")
    #expect(try first.query("SELECT count(*) FROM users") == [["1"]])
    #expect(try second.query("SELECT count(*) FROM users") == [["0"]])
  }

  @Test(arguments: 1...8)
  func `many tests use it at once`(number: Int) throws {
    let database = try TestServer.shared().makeDatabase(from: .empty)
    try database.execute("CREATE TABLE t AS SELECT generate_series(1, \(number * 100)) AS n")
    #expect(try database.query("SELECT count(*), sum(n) FROM t")[0][0] == "\(number * 100)")
  }

  @Test func `a database goes with its value`() throws {
    let server = try TestServer.shared()
    var database: TestDatabase? = try server.makeDatabase(from: .empty)
    let name = try #require(database?.name)
    let witness = try server.makeDatabase(from: .empty)
    let count = "SELECT count(*) FROM pg_database WHERE datname = '\(name)'"
    #expect(try witness.query(count) == [["1"]])
    database = nil
    #expect(try witness.query(count) == [["0"]])
  }

  @Test func `a query returns nulls, separators and control characters as they are`() throws {
    let database = try TestServer.shared().makeDatabase(from: .empty)
    let sql = #"VALUES (NULL, '', E'a\tb\nc\\N\u001b', 'ığ🌸'), ('\N', 'x', 'y', 'z')"#
    #expect(try database.query(sql) == [[nil, "", "a\tb\nc\\N\u{1B}", "ığ🌸"], ["\\N", "x", "y", "z"]])
    #expect(try database.query("SELECT ''") == [[""]])
  }

  @Test func `the reader reads and cannot write`() throws {
    let database = try TestServer.shared().makeDatabase(from: .efysSample)
    func asReader(_ sql: String) throws -> Command.Outcome {
      try Command.run(
        database.server.binaries + "/psql", "-X", "-A", "-t", "-d", database.connection(as: .reader), "-c", sql)
    }
    #expect(try asReader("SELECT count(*) FROM security_events").output == "30000\n")
    #expect(try asReader("DELETE FROM sessions").status != 0)
    let insisting = try asReader("BEGIN READ WRITE; DELETE FROM sessions; COMMIT")
    #expect(insisting.errors.contains("permission denied"))
  }

  @Test func `TCP asks for the password`() throws {
    let database = try TestServer.shared().makeDatabase(from: .empty)
    func status(_ password: String) throws -> Int32 {
      try Command.run(
        database.server.binaries + "/psql", "-X", "-w", "-d", database.tcpConnection(as: .reader), "-c", "SELECT 1",
        environment: ["PGPASSWORD": password]
      ).status
    }
    #expect(try status(TestRole.reader.password) == 0)
    #expect(try status("yanlış") == 2)
  }

  @Test(.timeLimit(.minutes(10)))
  func `nothing stays when the process that started it is killed`() async throws {
    // As the test support starts it: only the starter holds the other end of the server's input.
    let starter = """
      import os, signal, socket, subprocess, sys
      ours, its = socket.socketpair()
      server = subprocess.Popen([sys.argv[1]], stdin=its, stdout=subprocess.PIPE, env={**os.environ, "IN_MEMORY": "yes"})
      its.close()
      folder = server.stdout.readline().decode().split()[0]
      pid = open(folder + "/data/postmaster.pid").readline().strip()
      print("server", pid, folder, flush=True)
      os.kill(os.getpid(), signal.SIGKILL)
      """
    let outcome = try Command.run("/usr/bin/python3", "-c", starter, Repository.path + "/demo/server")
    #expect(outcome.status == 128 + SIGKILL, "\(outcome.errors)")
    let said = outcome.output
    let words = try #require(said.split(separator: "\n").first { $0.hasPrefix("server ") }).split(separator: " ")
    let pid = try #require(pid_t(words[1]))
    let folder = String(words[2])
    #expect(folder.contains(/^\/(tmp|dev\/shm)\/tutanak-postgres\./))
    while FileManager.default.fileExists(atPath: folder) || kill(pid, 0) == 0 {
      try await Task.sleep(for: .milliseconds(50))
    }
  }

  @Test func `nothing stays when the starter dies before the server is ready`() throws {
    let mark = UUID().uuidString
    let starter = "sleep 0.1 | \"$1\" \"cluster_name = '$2'\" | true"
    _ = try Command.run("sh", "-c", starter, "sh", Repository.path + "/demo/server", mark)
    let left = "grep -ls -- \"$1\" /tmp/tutanak-postgres.*/data/postgresql.conf; pgrep -f \"^postgres: $1\""
    #expect(try Command.run("sh", "-c", left, "sh", mark).output == "")
  }
}
