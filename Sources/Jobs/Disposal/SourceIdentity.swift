import Intake

/// Which database of which cluster a source leads to, whatever it is called: the same for its replicas and for a copy of its
/// files.
enum SourceIdentity {
  /// Of an open connection; nil where the server does not say.
  static func of(_ snapshot: SourceSnapshot) -> String? {
    snapshot.systemIdentifier.map { $0 + "/" + snapshot.database }
  }

  /// Connects and asks.
  static func ask(_ address: SourceAddress) throws -> String? {
    let reader = try SourceConnection.open(address)
    let identity = of(reader.snapshot)
    try reader.end()
    return identity
  }
}
