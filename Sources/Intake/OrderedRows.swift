import Files
import Model
import Postgres

/// The rows of a relation, put into the order the program works in, whatever order the server sends them in.
///
/// The order is total: by the parts of ``Place``, then by what the rows hold. Which rows carry one identifier is found
/// here as well, so that the server runs a SELECT once (docs/decisions/0024-order-on-our-side.md). The rows lie in
/// nameless files as the server sent them: memory does not grow with them.
struct OrderedRows: ~Copyable {
  /// What decides where a row comes.
  struct Place {
    /// Whose it is, where rows come user by user; those of nobody come last.
    enum Owner {
      /// Everybody's: rows do not come user by user.
      case any
      /// The field of a column, byte for byte.
      case field(Int)
      /// A key that was made of a field.
      case key(Identifier?)
    }

    /// Whose it is.
    var owner = Owner.any
    /// When, in microseconds since 1970; rows without a time come last.
    var time: Int64?
    /// The column of the row's identifier, byte for byte; one that is NULL is none.
    var identifier: Int
  }

  private let folder: String
  private var rows: SortedSpool
  private let hashes: SortedSpool
  private var record = RecordBuffer()
  private var hash = RecordBuffer()
  /// How many rows there are.
  private(set) var count = 0

  /// No rows yet; they will lie on the file system of `folder`.
  init(in folder: String) {
    self.folder = folder
    rows = SortedSpool(in: folder)
    hashes = SortedSpool(in: folder)
  }

  /// Puts a row aside; its bytes are copied from where the server's message lies into the record that is sorted.
  mutating func append(_ row: borrowing Row, at place: Place) throws {
    count += 1
    record.clear()
    switch place.owner {
    case .any: break
    case .field(let column):
      record.append(presence: !row.isNull(column))
      if !row.isNull(column) { row.withBytes(column) { record.append(ascending: $0) } }
    case .key(let key):
      record.append(presence: key != nil)
      if let key { record.append(ascending: key.utf8.span) }
    }
    record.append(time: place.time)
    let start = record.count
    let hasIdentifier = !row.isNull(place.identifier)
    row.withBytes(place.identifier) { record.append(ascending: $0) }
    row.withMessage { record.end(message: $0, identifierStart: start, .only, hasIdentifier: hasIdentifier) }
    try rows.append(record)
    guard hasIdentifier else { return }
    hash.clear()
    hash.append(ascending: row.withBytes(place.identifier) { Self.hash($0) })
    try hashes.append(hash)
  }

  /// Lends every row in order, with what the source holds besides it under the same identifier.
  mutating func forEach(_ body: (borrowing Row, RowIdentity) throws -> Void) throws {
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
      let identifier = record.identifier.dropLast(2)
      if record.hasIdentifier, repeated.contains(Self.hash(identifier.span)) {
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
  private static func hash(_ bytes: Span<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var last: UInt8 = 1
    for index in bytes.indices {
      let byte = bytes[index]
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
      let hash = unsafe UInt64(bigEndian: bytes.span.bytes.unsafeLoadUnaligned(as: UInt64.self))
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
