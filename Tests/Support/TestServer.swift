import Foundation
import Glibc
import Synchronization

/// A real PostgreSQL of the test process's own, started once and shared by its tests.
///
/// It is `demo/server`, which waits for the end of its input. Only this process holds the other end, so the server
/// stops and its folder goes when the process does, killed or not.
package final class TestServer: Sendable {
  /// The server's folder, which is also the folder of its unix socket; there nobody is asked for a password.
  package let folder: String
  /// The port on 127.0.0.1, where everybody is asked for one; it is part of the socket's name too.
  package let tcpPort: Int
  /// The folder of `psql`, `pg_dump` and the other programs of the server's version.
  package let binaries: String

  private let templates = Mutex<Set<String>>([])
  private let databaseCount = Atomic<Int>(0)

  private static let started = Result { try TestServer() }

  /// Closed when the value goes; its server stops then.
  private let holder: CInt

  /// A server beside the shared one, a cluster of its own; it stops with the value.
  package static func separate() throws -> TestServer { try TestServer() }

  deinit { close(holder) }

  /// The server, started by the first who asks.
  package static func shared() throws -> TestServer { try started.get() }

  private init() throws {
    // A child that inherited this process's end would keep the server alive; unlike pipe(2), a socket pair is closed
    // on exec from the first instant, whatever other tests start meanwhile.
    var ends: [CInt] = [-1, -1]
    let kind = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
      throw ServerFailure("no socket pair: \(String(cString: strerror(errno)))")
    }
    _ = try ChildProcess(
      [Repository.path + "/demo/server", "listen_addresses = '127.0.0.1'"], environment: ["IN_MEMORY": "yes"],
      input: .descriptor(ends[1]), output: .descriptor(ends[1]), errors: .descriptor(ends[1]))
    close(ends[1])

    var said: [UInt8] = []
    var byte: UInt8 = 0
    while byte != UInt8(ascii: "\n"), read(ends[0], &byte, 1) == 1 { said.append(byte) }
    let words = String(decoding: said, as: UTF8.self).split(separator: " ", maxSplits: 2)
    guard words.count == 3, words[0].hasPrefix("/"), let tcpPort = Int(words[1]) else {
      throw ServerFailure("demo/server did not start: \(String(decoding: said, as: UTF8.self))")
    }
    holder = ends[0]
    folder = String(words[0])
    self.tcpPort = tcpPort
    binaries = words[2].trimmingCharacters(in: .newlines)
    let reader = TestRole.reader
    try psql(
      "postgres",
      input: """
        ALTER ROLE \(TestRole.superuser.name) PASSWORD '\(TestRole.superuser.password)';
        CREATE ROLE \(reader.name) LOGIN PASSWORD '\(reader.password)';
        """)
  }

  /// A new database with everything in the template; it is dropped with the value.
  package func makeDatabase(from template: DatabaseTemplate) throws -> TestDatabase {
    try templates.withLock { made in
      if made.contains(template.name) { return }
      try build(template)
      made.insert(template.name)
    }
    let number = databaseCount.wrappingAdd(1, ordering: .relaxed).newValue
    let name = "test_\(number)"
    try psql("postgres", input: "CREATE DATABASE \(name) TEMPLATE \(template.name)")
    return TestDatabase(name: name, server: self, startsEmpty: template.isEmpty)
  }

  private func build(_ template: DatabaseTemplate) throws {
    // An earlier attempt may have failed halfway.
    try psql(
      "postgres",
      input: """
        DROP DATABASE IF EXISTS \(template.name);
        CREATE DATABASE \(template.name) TEMPLATE template0\(template.encoding.map { " ENCODING '\($0)' LOCALE 'C'" } ?? "");
        """)
    for script in template.scripts { try psql(template.name, script: script, variables: template.variables) }
    // PostgreSQL copies only a database nobody is connected to.
    try psql("postgres", input: "ALTER DATABASE \(template.name) ALLOW_CONNECTIONS false")
  }

  /// Runs SQL, or a script of the repository, as the superuser in a database; returns what `psql` wrote.
  @discardableResult
  func psql(
    _ database: String, input: String = "", script: String? = nil, variables: [String: String] = [:]
  ) throws -> String {
    var words = [
      binaries + "/psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d",
      socketConnection(database, as: .superuser),
    ]
    for (name, value) in variables.sorted(by: { $0.key < $1.key }) { words += ["-v", "\(name)=\(value)"] }
    words += ["-f", script.map { Repository.path + "/" + $0 } ?? "-"]
    // Nothing a developer has set for other servers reaches this one.
    var environment: [String: String?] = [:]
    for name in ProcessInfo.processInfo.environment.keys where name.hasPrefix("PG") {
      environment.updateValue(nil, forKey: name)
    }
    environment["PGCLIENTENCODING"] = "UTF8"
    let outcome = try Command.run(words: words, environment: environment, input: input)
    guard outcome.status == 0 else { throw ServerFailure("\(script ?? input)\n\(outcome.errors)") }
    return outcome.output
  }

  func socketConnection(_ database: String, as role: TestRole) -> String {
    "host=\(folder) port=\(tcpPort) dbname=\(database) user=\(role.name)"
  }
}
