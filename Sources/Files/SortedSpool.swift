/// Records that come back in bytewise order, however many they are.
///
/// They are sorted in memory in portions of 2 MiB, put aside on the disk and merged when read. Thirty-two runs of a size
/// are merged into one of the next, so few files are open and read at once: memory does not grow with the records. A
/// portion that follows the one before it goes on with its run, so records that come in order are never merged.
public final class SortedSpool {
  private let folder: String
  private var portion = SortedPortion(limit: portionLimit)
  /// The runs on the disk, by how often they were merged: portions first.
  private var levels: [[SealedSpool]] = []
  /// The run that the last portion went into, and its last record.
  private var latest: (run: Spool, last: [UInt8])?

  private static let portionLimit = 2 << 20
  private static let runsOfALevel = 32

  /// No records yet; they will lie on the file system of `folder`.
  public init(in folder: String) {
    self.folder = folder
  }

  /// Adds a record.
  public func append(_ record: [UInt8]) throws {
    record.withUnsafeBytes { portion.append($0) }
    if portion.isFull { try endPortion() }
  }

  /// Adds a record.
  public func append(_ record: borrowing RecordBuffer) throws {
    record.withBytes { portion.append($0) }
    if portion.isFull { try endPortion() }
  }

  /// Lends every record in bytewise order; equal ones come one after the other.
  public func forEachInOrder(_ body: (ArraySlice<UInt8>) throws -> Void) throws {
    if levels.isEmpty, latest == nil {
      portion.sort()
      return try portion.forEach(body)
    }
    try endPortion()
    try endRun()
    portion = SortedPortion(limit: Self.portionLimit)
    try Self.merge(levels.flatMap(\.self), body)
  }

  private func endPortion() throws {
    if portion.isEmpty { return }
    portion.sort()
    if let latest, !portion.follows(latest.last) { try endRun() }
    let run = latest?.run ?? Spool(in: folder)
    try portion.forEach { try run.append(record: $0) }
    latest = (run, portion.last)
    portion.removeAll()
  }

  private func endRun() throws {
    guard let run = latest?.run else { return }
    latest = nil
    try add(run.seal(), at: 0)
  }

  private func add(_ run: SealedSpool, at level: Int) throws {
    if level == levels.count { levels.append([]) }
    levels[level].append(run)
    guard levels[level].count == Self.runsOfALevel else { return }
    let merged = Spool(in: folder)
    try Self.merge(levels[level]) { try merged.append(record: $0) }
    levels[level] = []
    try add(merged.seal(), at: level + 1)
  }

  private static func merge(_ runs: [SealedSpool], _ body: (ArraySlice<UInt8>) throws -> Void) throws {
    // The run whose record is next stands last.
    var waiting: [RecordCursor] = []
    func insert(_ run: consuming RecordCursor) {
      var (low, high) = (0, waiting.count)
      while low < high {
        let middle = (low + high) / 2
        if run.precedes(waiting[middle]) { low = middle + 1 } else { high = middle }
      }
      waiting.insert(run, at: low)
    }
    for spool in runs {
      var run = RecordCursor(spool)
      if try run.advance() { insert(run) }
    }
    while var run = waiting.popLast() {
      try body(run.record)
      if try run.advance() { insert(run) }
    }
  }
}
