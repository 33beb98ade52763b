/// A database of one test's own, dropped with the value.
package final class TestDatabase: Sendable {
  /// Its name in the server.
  package let name: String
  /// Where it is.
  package let server: TestServer

  /// Whether it was made without a row, so that schedules of a test expect none unless the test says so.
  package let startsEmpty: Bool

  init(name: String, server: TestServer, startsEmpty: Bool) {
    self.name = name
    self.server = server
    self.startsEmpty = startsEmpty
  }

  deinit {
    // Whoever is still connected is shown out.
    _ = try? server.psql("postgres", input: "DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
  }

  /// The superuser's libpq connection string, through the unix socket.
  package var connection: String { connection(as: .superuser) }

  /// A role's libpq connection string through the unix socket, where no password is asked for.
  package func connection(as role: TestRole) -> String { server.socketConnection(name, as: role) }

  /// A role's libpq connection string through TCP, without the password the server will ask for.
  package func tcpConnection(as role: TestRole) -> String {
    "host=127.0.0.1 port=\(server.tcpPort) dbname=\(name) user=\(role.name)"
  }

  /// Runs any number of statements as the superuser.
  package func execute(_ sql: String) throws {
    try server.psql(name, input: sql)
  }

  /// Runs a script of the repository with `psql` as the superuser.
  package func load(_ script: String, variables: [String: String] = [:]) throws {
    try server.psql(name, script: script, variables: variables)
  }

  /// The rows of one query, as text; nil is null.
  package func query(_ sql: String) throws -> [[String?]] {
    // COPY, since it tells a null from an empty text and a separator from the same character within a value.
    let text = try server.psql(name, input: "COPY (\(sql)\n) TO STDOUT")
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { line in
      line.split(separator: "\t", omittingEmptySubsequences: false).map(Self.value)
    }
  }

  /// The value of a field of COPY's text format.
  private static func value(of field: Substring) -> String? {
    if field == "\\N" { return nil }
    var value = ""
    var characters = field.unicodeScalars.makeIterator()
    while let character = characters.next() {
      guard character == "\\" else {
        value.unicodeScalars.append(character)
        continue
      }
      switch characters.next() {
      case "b": value += "\u{8}"
      case "f": value += "\u{C}"
      case "n": value += "\n"
      case "r": value += "\r"
      case "t": value += "\t"
      case "v": value += "\u{B}"
      case let other?: value.unicodeScalars.append(other)
      case nil: break
      }
    }
    return value
  }
}
