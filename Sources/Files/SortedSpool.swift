/// Records that come back in bytewise order, however many they are.
///
/// They are sorted in memory in portions of 8 MiB, put aside on the disk and merged when read.
package final class SortedSpool {
  private let folder: String
  private var portion: [[UInt8]] = []
  private var portionBytes = 0
  private var runs: [Spool] = []

  private static let portionLimit = 8 << 20

  /// No records yet; they will lie on the file system of `folder`.
  package init(in folder: String) {
    self.folder = folder
  }

  /// Adds a record.
  package func append(_ record: [UInt8]) throws(FileError) {
    portion.append(record)
    portionBytes += record.count + 32
    if portionBytes >= Self.portionLimit { try endPortion() }
  }

  /// Lends every record in bytewise order; equal ones come one after the other.
  package func forEachInOrder(_ body: (ArraySlice<UInt8>) throws -> Void) throws {
    if runs.isEmpty {
      sortPortion()
      for record in portion { try body(record[...]) }
      return
    }
    try endPortion()
    var readers: [RunReader] = []
    for run in runs {
      var reader = RunReader(spool: run)
      if try reader.advance() { readers.append(reader) }
    }
    while !readers.isEmpty {
      var least = 0
      for index in readers.indices.dropFirst()
      where readers[index].record.lexicographicallyPrecedes(readers[least].record) { least = index }
      try body(readers[least].record[...])
      if try !readers[least].advance() { readers.remove(at: least) }
    }
  }

  private func sortPortion() {
    portion.sort { $0.lexicographicallyPrecedes($1) }
  }

  private func endPortion() throws(FileError) {
    if portion.isEmpty { return }
    sortPortion()
    let run = try Spool(in: folder)
    for record in portion {
      let length = UInt32(record.count)
      try run.append((0..<4).map { UInt8(truncatingIfNeeded: length >> UInt32($0 * 8)) } + record)
    }
    runs.append(run)
    portion = []
    portionBytes = 0
  }
}

/// Reads the records of one sorted portion one by one.
private struct RunReader {
  let spool: Spool
  private(set) var record: [UInt8] = []
  private var buffer: [UInt8] = []
  private var position = 0
  private var offset = 0

  init(spool: Spool) {
    self.spool = spool
  }

  /// Takes the next record; false when there is none.
  mutating func advance() throws(FileError) -> Bool {
    guard try fill(4) else { return false }
    let length = (0..<4).reduce(0) { $0 | Int(buffer[position + $1]) << ($1 * 8) }
    position += 4
    guard try fill(length) else { return false }
    record = Array(buffer[position..<position + length])
    position += length
    return true
  }

  /// Makes sure that so many bytes lie in the buffer.
  private mutating func fill(_ count: Int) throws(FileError) -> Bool {
    if buffer.count - position >= count { return true }
    buffer.removeFirst(position)
    position = 0
    let more = try spool.read(at: offset, upTo: max(1 << 16, count))
    offset += more.count
    buffer += more
    return buffer.count >= count
  }
}
