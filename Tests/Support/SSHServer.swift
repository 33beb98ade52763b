import Glibc

/// An SSH server of one test's own on 127.0.0.1, for SFTP as the user of the test; it ends with the value, or with this
/// process, killed or not.
package final class SSHServer: Sendable {
  /// The port.
  package let port: Int
  /// The private key that the server accepts.
  package let identity: String
  /// The file that knows the server's key.
  package let knownHosts: String
  /// The folder that belongs to a test.
  package let folder: ScratchFolder
  /// The user that logs in.
  package let user: String
  private let holder: CInt
  private let child: ChildProcess

  /// Starts one; `wrapper` are words before the program that serves files, such as `env LD_PRELOAD=…`.
  package init(wrapper: String = "") throws {
    folder = try ScratchFolder()
    user = try Command.run("id", "-un").output.split(separator: "\n").first.map(String.init) ?? ""
    // A port that was free a moment ago.
    port = try SilentServer().port
    for name in ["host", "identity"] {
      let outcome = try Command.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "\(folder.path)/\(name)")
      guard outcome.status == 0 else { throw ServerFailure(outcome.errors) }
    }
    identity = folder.path + "/identity"
    let key = try Command.run("cat", folder.path + "/host.pub").output
    knownHosts = try folder.write("known_hosts", "[127.0.0.1]:\(port) \(key)")
    try folder.write("authorized_keys", try Command.run("cat", identity + ".pub").output)
    // Without a wrapper the server's own code serves; a program of its own can be given another environment.
    let server = wrapper.isEmpty ? "internal-sftp" : "\(wrapper) /usr/lib/openssh/sftp-server"
    try folder.write(
      "sshd_config",
      """
      ListenAddress 127.0.0.1:\(port)
      HostKey \(folder.path)/host
      AuthorizedKeysFile \(folder.path)/authorized_keys
      PidFile none
      StrictModes no
      UsePAM no
      PasswordAuthentication no
      PermitRootLogin prohibit-password
      Subsystem sftp \(server)

      """)
    var ends: [CInt] = [-1, -1]
    let kind = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw ServerFailure("no socket pair") }
    holder = ends[0]
    // The shell ends when nobody holds the other end any more, and the server with it.
    let script = """
      trap '' HUP INT TERM PIPE
      [ "$(id -u)" != 0 ] || mkdir -p /run/sshd
      /usr/sbin/sshd -D -f "$1/sshd_config" -E "$1/log" </dev/null >/dev/null 2>&1 &
      server=$!
      tries=0
      until ssh-keyscan -T 1 -p "$2" 127.0.0.1 2>/dev/null </dev/null | grep -q ed25519; do
        tries=$((tries + 1)); [ $tries -lt 500 ] || exit 1; sleep 0.01
      done
      echo ready
      cat >/dev/null
      kill -KILL $server
      """
    child = try ChildProcess(
      ["sh", "-c", script, "sh", folder.path, "\(port)"], input: .descriptor(ends[1]), output: .descriptor(ends[1]),
      errors: .file("/dev/null"))
    close(ends[1])
    var byte: UInt8 = 0
    var said: [UInt8] = []
    while byte != UInt8(ascii: "\n"), read(ends[0], &byte, 1) == 1 { said.append(byte) }
    guard said == Array("ready\n".utf8) else { throw ServerFailure("sshd did not start") }
  }

  deinit {
    close(holder)
    _ = child.wait()
  }

  /// The block `sftp` of a configuration; `changes` are further keys, or others' values.
  package func settings(folder remote: String, _ changes: [String: String] = [:]) -> String {
    let values = [
      "host": "127.0.0.1", "port": "\(port)", "user": user, "folder": "\"\(remote)\"", "identity": identity,
      "known_hosts": knownHosts,
    ].merging(changes) { $1 }
    return "{ " + values.map { "\($0): \($1)" }.sorted().joined(separator: ", ") + " }"
  }
}
