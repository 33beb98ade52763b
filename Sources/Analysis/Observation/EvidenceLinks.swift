public import Model

/// The users, addresses and sessions that the rows of one finding name, each once.
///
/// A finding may rest on millions of rows; what they name is far less, and is kept up to ``limit``. Beyond that the
/// links are those of the first rows, and ``isCut`` says so: two findings may then share something nobody sees.
public struct EvidenceLinks {
  /// The users.
  public private(set) var users: Set<Identifier> = []
  /// The addresses, host names among them.
  public private(set) var addresses: Set<NetworkAddress> = []
  /// The sessions.
  public private(set) var sessions: Set<Identifier> = []
  /// Whether some were left out.
  public private(set) var isCut = false
  private let limit: Int

  /// How many different users, addresses and sessions one finding keeps together: some 10 MiB at most.
  public static let limit = 65_536

  /// Nothing yet.
  public init(limit: Int = EvidenceLinks.limit) {
    self.limit = limit
  }

  /// How many there are.
  public var count: Int { users.count + addresses.count + sessions.count }

  /// Adds what a row names.
  public mutating func add(_ row: EvidenceRow) {
    if let user = row.user, Self.add(user, to: &users, isFull: count >= limit) { isCut = true }
    if let address = row.address, Self.add(address, to: &addresses, isFull: count >= limit) { isCut = true }
    if let session = row.session, Self.add(session, to: &sessions, isFull: count >= limit) { isCut = true }
  }

  /// Adds a value to its set; true when there was no room for it.
  private static func add<Value>(_ value: Value, to set: inout Set<Value>, isFull: Bool) -> Bool {
    if isFull { return !set.contains(value) }
    set.insert(value)
    return false
  }
}
