import Files
import Model
import Postgres

/// The rows of a relation, put into the order the program works in, whatever order the server sends them in.
///
/// The order is total: by the parts of ``Place``, then by what the rows hold. Which rows carry one identifier is found
/// here as well, so that the server runs a SELECT once (docs/decisions/0024-order-on-our-side.md). The rows lie in
/// nameless files as the server sent them: memory does not grow with them.
final class OrderedRows {
  /// What decides where a row comes.
  struct Place {
    /// The bytes of whose it is, where rows come user by user; those of nobody come last.
    var user: [UInt8]?
    /// When, in microseconds since 1970; rows without a time come last.
    var time: Int64?
    /// The bytes of the row's identifier; nil where it has none.
    var identifier: [UInt8]?
  }

  private let folder: String
  private let comesByUser: Bool
  private var rows: SortedSpool
  private let hashes: SortedSpool
  private var record = RecordBuffer()
  private var hash = RecordBuffer()
  /// How many rows there are.
  private(set) var count = 0

  /// No rows yet; they will lie on the file system of `folder`.
  init(in folder: String, byUser comesByUser: Bool) {
    self.folder = folder
    self.comesByUser = comesByUser
    rows = SortedSpool(in: folder)
    hashes = SortedSpool(in: folder)
  }

  /// Puts a row aside.
  func append(_ row: borrowing Row, at place: Place) throws {
    count += 1
    record.clear()
    if comesByUser { record.append(user: place.user) }
    record.append(time: place.time)
    let start = record.count
    record.append(ascending: place.identifier ?? [])
    record.end(message: row.message, identifierStart: start, .only, hasIdentifier: place.identifier != nil)
    try rows.append(record)
    guard let identifier = place.identifier else { return }
    hash.clear()
    hash.append(ascending: Self.hash(identifier))
    try hashes.append(hash)
  }

  /// Lends every row in order, with what the source holds besides it under the same identifier.
  func forEach(_ body: (borrowing Row, RowIdentity) throws -> Void) throws {
    if let repeated = try RepeatedHashes(in: hashes) { rows = try marked(repeated) }
    var stored = StoredRow()
    try rows.forEachInOrder { bytes in
      let record = PlacedRow(bytes)
      try stored.lend(record.message) { try body($0, record.identity) }
    }
  }

  /// The same rows, those that share an identifier told apart: the one that is used is the first by time and content.
  private func marked(_ repeated: RepeatedHashes) throws -> SortedSpool {
    let marked = SortedSpool(in: folder)
    let groups = SortedSpool(in: folder)
    try rows.forEachInOrder { bytes in
      let record = PlacedRow(bytes)
      if record.hasIdentifier, repeated.contains(Self.hash(record.identifier.dropLast(2))) {
        try groups.append(GroupedRow.bytes(of: record))
      } else {
        try marked.append(Array(bytes))
      }
    }
    var used: GroupedRow?
    var isAlone = true
    try groups.forEachInOrder { bytes in
      let next = GroupedRow(bytes)
      guard let first = used, first.identifier == next.identifier else {
        if let used { try marked.append(used.placed(isAlone ? .only : .first)) }
        (used, isAlone) = (next, true)
        return
      }
      isAlone = false
      try marked.append(next.placed(first.message == next.message ? .exactCopy : .differs))
    }
    if let used { try marked.append(used.placed(isAlone ? .only : .first)) }
    return marked
  }

  /// FNV-1a, 64 bits, of an identifier's bytes without the 255 that follows a zero where it is sorted: two identifiers
  /// that share one are looked at closely, no more.
  private static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var last: UInt8 = 1
    for byte in bytes {
      // After a zero both forms have a byte that says nothing, or the same two.
      if last == 0, byte == 0xFF { continue }
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
      last = byte
    }
    return hash
  }
}

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
