import Glibc

/// A Redis server of one test's own; it ends with the value, or with this process, killed or not.
package final class RedisServer: Sendable {
  /// The unix socket.
  package let socket: String
  /// The port on 127.0.0.1; 0 where it listens on none.
  package let port: Int
  private let password: String?
  private let folder: ScratchFolder
  private let holder: CInt
  private let child: ChildProcess

  /// Starts one that is asked through its socket, and on a port where `listens`; `settings` are further words.
  package init(listens: Bool = false, password: String? = nil, settings: [String] = []) throws {
    folder = try ScratchFolder()
    socket = folder.path + "/redis.sock"
    self.password = password
    // A port that was free a moment ago.
    port = listens ? try SilentServer().port : 0
    var ends: [CInt] = [-1, -1]
    let kind = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw ServerFailure("no socket pair") }
    holder = ends[0]
    let words =
      [
        "redis-server", "--port", "\(port)", "--bind", "127.0.0.1", "--unixsocket", socket, "--save", "",
        "--appendonly",
        "no", "--dir", folder.path, "--logfile", folder.path + "/log",
      ] + (password.map { ["--requirepass", $0] } ?? []) + settings
    // The shell ends when nobody holds the other end any more, and the server with it.
    let script = """
      trap '' HUP INT TERM PIPE
      socket=$1; shift
      "$@" </dev/null >/dev/null 2>&1 &
      server=$!
      tries=0
      until redis-cli -s "$socket" ping >/dev/null 2>&1 </dev/null; do
        tries=$((tries + 1)); [ $tries -lt 500 ] || exit 1; sleep 0.01
      done
      echo ready
      cat >/dev/null
      kill -CONT $server; kill -KILL $server
      """
    child = try ChildProcess(
      ["sh", "-c", script, "sh", socket] + words, input: .descriptor(ends[1]), output: .descriptor(ends[1]),
      errors: .file("/dev/null"))
    close(ends[1])
    var byte: UInt8 = 0
    var said: [UInt8] = []
    while byte != UInt8(ascii: "\n"), read(ends[0], &byte, 1) == 1 { said.append(byte) }
    guard said == Array("ready\n".utf8) else { throw ServerFailure("redis-server did not start") }
  }

  deinit {
    close(holder)
    _ = child.wait()
  }

  /// Runs commands, one a line as redis-cli reads them; an error is thrown, the last answers come back.
  @discardableResult
  package func execute(_ commands: String...) throws -> String {
    let words = ["redis-cli", "-e", "-s", socket] + (password.map { ["--no-auth-warning", "-a", $0] } ?? [])
    let outcome = try Command.run(words: words, input: commands.joined(separator: "\n") + "\n")
    guard outcome.status == 0 else { throw ServerFailure("\(commands): \(outcome.output)\(outcome.errors)") }
    return outcome.output
  }
}
