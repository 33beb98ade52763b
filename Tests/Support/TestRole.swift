/// Who connects to the test server.
package enum TestRole: Sendable {
  /// The cluster's owner, who may do anything.
  case superuser
  /// The role Tutanak reads with.
  case reader

  /// The role's name in the server.
  package var name: String {
    switch self {
    case .superuser: "postgres"
    case .reader: "tutanak_reader"
    }
  }

  /// What it must say on 127.0.0.1.
  package var password: String {
    switch self {
    case .superuser: "ana anahtar"
    case .reader: "okuyucu parolası"
    }
  }
}
