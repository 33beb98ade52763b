import Files
import Glibc
import Messages
import Synchronization

/// A private PostgreSQL for one drill: made in a folder, reached through a socket there and no other way.
///
/// Nothing of it outlives the drill, so nothing waits for the disk. When this process ends in whatever way, the server is
/// ended by the system; its folder is removed by the next run.
package struct ScratchServer: Sendable {
  /// Its folder.
  package let folder: String
  /// Its programs.
  package let programs: ServerPrograms

  private var data: String { folder + "/data" }
  private var socket: String { folder + "/s" }
  /// The port is a part of the socket's name; the folder is the server's own.
  private static let port = 1
  /// What `sockaddr_un` holds, with the zero at its end.
  private static let longestSocketPath = 107

  /// Starts a server in a folder that is made for it, lends it, and ends it and removes the folder.
  ///
  /// Started by root it runs as `user`.
  package static func lend<Result: Sendable>(
    in folder: String, _ programs: ServerPrograms, user: String,
    _ body: (ScratchServer) async throws -> Result
  ) async throws -> Result {
    let server = ScratchServer(folder: folder, programs: programs)
    let path = "\(server.socket)/.s.PGSQL.\(port)"
    guard path.utf8.count <= longestSocketPath else { throw RestoreError.pathTooLong(path) }
    try removeLeftovers(in: folder)
    try Folder.create(folder)
    do {
      let prefix = try server.makeFolders(user: user)
      try await server.initialise(prefix)
      let result = try await server.serve(prefix, body)
      try removeLeftovers(in: folder)
      return result
    } catch {
      _ = try? removeLeftovers(in: folder)
      throw error
    }
  }

  /// Ends what still runs in the folder of a drill that was killed, and removes it; whether there was one.
  @discardableResult
  package static func removeLeftovers(in folder: String) throws -> Bool {
    guard Folder.isTaken(folder) else { return false }
    guard Folder.isOwn(folder) else { throw RestoreError.inTheWay(folder) }
    FolderProcesses.end(in: folder + "/data")
    try Folder.discard(folder)
    return true
  }

  /// How a role that may do everything connects to a database of it.
  package func connection(to database: String) -> String {
    func quoted(_ text: String) -> String {
      "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
    }
    return "host=\(quoted(socket)) port=\(Self.port) user=postgres dbname=\(quoted(database))"
  }

  /// Makes the folders of data and socket; what stands before the server's programs, where they run as another user.
  private func makeFolders(user name: String) throws -> [String] {
    guard SystemUser.isRoot else {
      for path in [data, socket] { try Folder.create(path) }
      return []
    }
    guard let user = SystemUser(named: name) else { throw RestoreError.userMissing(name) }
    guard let setpriv = Programs.path(of: "setpriv") else { throw BackupError.toolMissing("setpriv") }
    try Folder.allowPassage(folder)
    for path in [data, socket] { try Folder.create(path, for: user) }
    // A change of the user clears the signal that comes when this process dies, so it is asked for again.
    return [
      setpriv, "--reuid=\(user.number)", "--regid=\(user.group)", "--init-groups", "--pdeathsig", "QUIT", "--",
    ]
  }

  private func initialise(_ prefix: [String]) async throws {
    let words =
      prefix + [
        programs.initdb, "--pgdata=\(data)", "--username=postgres", "--auth=trust", "--no-sync", "--encoding=UTF8",
        "--locale=C",
      ]
    let outcome = try await ChildProcess.run(words[0], Array(words.dropFirst()), environment: [:])
    guard outcome.isSuccess else { throw Self.notStarted(outcome, "initdb") }
  }

  private func serve<Result: Sendable>(
    _ prefix: [String], _ body: (ScratchServer) async throws -> Result
  ) async throws -> Result {
    let settings = [
      "listen_addresses=", "unix_socket_directories=\"\(socket)\"", "unix_socket_permissions=0700", "port=\(Self.port)",
      "fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0",
      "autovacuum=off", "jit=off", "maintenance_work_mem=256MB", "max_locks_per_transaction=1024",
      // Its log would hold rows.
      "logging_collector=off", "log_min_messages=fatal", "log_min_error_statement=panic", "log_statement=none",
    ]
    let words = prefix + [programs.postgres, "-D", data] + settings.flatMap { ["-c", $0] }
    let state = State()
    let running = Task {
      defer { state.end() }
      return try await ChildProcess.run(
        words[0], Array(words.dropFirst()), environment: [:], ending: SIGQUIT
      ) { state.begin($0) }
    }
    do {
      while !isReady {
        guard !state.hasEnded else { throw Self.notStarted(try await running.value, "postgres") }
        try await Task.sleep(for: .milliseconds(20))
      }
      let result = try await body(self)
      state.kill()
      _ = try await running.value
      return result
    } catch {
      state.kill()
      _ = try? await running.value
      throw error
    }
  }

  /// Whether the server says so itself, in the eighth line of its own file.
  private var isReady: Bool {
    guard let text = try? InputFile.text(data + "/postmaster.pid") else { return false }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.count > 7 && lines[7].hasPrefix("ready")
  }

  /// What a server says before it has a row speaks of its start alone.
  private static func notStarted(_ outcome: ChildOutcome, _ program: String) -> RestoreError {
    let lines = outcome.standardError.split(separator: "\n")
    let line = lines.first { $0.contains("FATAL") || $0.contains("error:") } ?? lines.first ?? "–"
    return .notStarted(program: program, reason: "\(line) (\(outcome.status))")
  }

  /// The server's process, ended once.
  private final class State: Sendable {
    private let process = Mutex<(number: pid_t?, hasEnded: Bool)>((nil, false))
    var hasEnded: Bool { process.withLock { $0.hasEnded } }
    func begin(_ number: pid_t) { process.withLock { $0.number = number } }
    func end() { process.withLock { $0.hasEnded = true } }
    func kill() {
      process.withLock { process in
        if !process.hasEnded, let number = process.number { _ = Glibc.kill(number, SIGQUIT) }
      }
    }
  }
}
