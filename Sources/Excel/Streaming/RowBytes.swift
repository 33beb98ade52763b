import Glibc

/// The XML of rows, in memory that is used again for the rows that follow.
final class RowBytes {
  private var start: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// How many bytes there are.
  private(set) var count = 0

  init(capacity: Int) {
    self.capacity = capacity
    start = .allocate(capacity: capacity)
  }

  deinit { start.deallocate() }

  /// What is there, to be read.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

  /// Where the next bytes go; there is room for so many at least.
  func room(for more: Int) -> UnsafeMutablePointer<UInt8> {
    if capacity - count < more {
      let larger = max(capacity * 2, count + more)
      let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
      moved.update(from: start, count: count)
      start.deallocate()
      (start, capacity) = (moved, larger)
    }
    return start + count
  }

  /// Says where what was written ends.
  func end(at place: UnsafeMutablePointer<UInt8>) { count = place - start }

  /// Makes room for other rows.
  func clear() { count = 0 }
}
