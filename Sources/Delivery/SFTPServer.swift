/// A folder of an SFTP server, and what it is reached with; no secret but the path of the file that holds it.
package struct SFTPServer: Sendable, Equatable {
  /// The name or address.
  package let host: String
  /// The port.
  package let port: Int
  /// The user there.
  package let user: String
  /// The folder there: a path, or one below the user's own folder where it does not begin with a slash.
  package let folder: String
  /// The path of the private key, which has no passphrase.
  package let identity: String
  /// The path of the file with the server's key, as `ssh` keeps it.
  package let knownHosts: String
  /// Microseconds a connection may take.
  package var connectTimeout: Int64 = 30_000_000
  /// Microseconds without a byte in either direction.
  package var answerTimeout: Int64 = 60_000_000

  /// A server from its parts.
  package init(
    host: String, port: Int = 22, user: String, folder: String, identity: String, knownHosts: String
  ) {
    self.host = host
    self.port = port
    self.user = user
    self.folder = folder
    self.identity = identity
    self.knownHosts = knownHosts
  }

  /// `sftp://backup@vault.example:2222/srv/backups`; the port where it is not 22.
  package var text: String { "sftp://\(user)@\(authority)" + (folder.hasPrefix("/") ? folder : "/~/" + folder) }

  /// The URL of a path, absolute or below the user's own folder; only bytes that mean nothing in URLs stand as they are.
  func url(of path: String) -> String {
    "sftp://\(authority)" + (path.hasPrefix("/") ? "" : "/~/") + Self.escaped(path)
  }

  private var authority: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return port == 22 ? name : "\(name):\(port)"
  }

  private static func escaped(_ path: String) -> String {
    var result = ""
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
        UInt8(ascii: "/"), UInt8(ascii: "~"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return result
  }
}
