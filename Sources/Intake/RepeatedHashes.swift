import Files

/// The hashes that stand more than once among those of a relation's identifiers.
///
/// Memory: a hundred thousand of them at most; beyond that every hash is taken for one, and what is looked at closely
/// grows on the disk only.
struct RepeatedHashes {
  private let hashes: Set<UInt64>
  private let isEvery: Bool

  private static let limit = 100_000

  /// The repeated hashes among records of eight bytes each; nil where each stands once.
  init?(in spool: SortedSpool) throws {
    var hashes: Set<UInt64> = []
    var last: UInt64?
    try spool.forEachInOrder { bytes in
      let hash = bytes.reduce(0) { $0 << 8 | UInt64($1) }
      if last == hash, hashes.count <= Self.limit { hashes.insert(hash) }
      last = hash
    }
    if hashes.isEmpty { return nil }
    self.hashes = hashes
    isEvery = hashes.count > Self.limit
  }

  /// Whether rows with this hash have to be looked at.
  func contains(_ hash: UInt64) -> Bool { isEvery || hashes.contains(hash) }
}
