/// Where a Redis server is, how it is entered and how long it is waited for.
package struct RedisAddress: Sendable {
  /// The way to the server.
  package enum Place: Sendable, Equatable {
    /// A name or an address, and a port.
    case host(String, port: Int)
    /// A unix socket.
    case socket(String)
  }

  /// The way to the server.
  package let place: Place
  /// The number of the database.
  package var database = 0
  /// The user of an access list; nil is Redis' own default user.
  package var username: String?
  /// The password's bytes; nil asks for nothing.
  package var password: [UInt8]?
  /// Microseconds to wait for the connection.
  package var connectTimeout: Int64 = 5_000_000
  /// Microseconds to wait for the next bytes of an answer.
  package var answerTimeout: Int64 = 5_000_000
  /// Microseconds that all answers together may be waited for.
  package var totalTime: Int64 = 60_000_000

  /// A server with nothing but its place.
  package init(_ place: Place) { self.place = place }

  /// `127.0.0.1:6379`, `[::1]:6379` or the path of a socket; nil where it is none of them.
  package init?(_ text: String) {
    if text.hasPrefix("/") {
      self.init(.socket(text))
      return
    }
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]), port > 0 else {
      return nil
    }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
    } else if host.contains(":") {
      return nil
    }
    let isName = host.utf8.allSatisfy { byte in
      (0x30...0x3A).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || [UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "%")].contains(byte)
    }
    guard !host.isEmpty, isName else { return nil }
    self.init(.host(String(host), port: Int(port)))
  }

  /// The way to the server in words; no secret is part of it.
  package var text: String {
    switch place {
    case .host(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    case .socket(let path): path
    }
  }
}
