import Glibc

/// Packs rows on a thread of its own while the next are written: the only place of the room where two things run at once.
///
/// Pieces go to it in order and come out in order, so what is packed does not depend on how fast either side is. Whatever
/// goes wrong on the thread is thrown by the next call here. The thread has ended when this is gone, whatever happened.
final class PackingThread {
  /// What both sides share: every field but the packer is touched only while the lock is held, and the packer only by
  /// the thread, until that has ended.
  private final class Desk: @unchecked Sendable {
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let change = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var waiting: [RowBytes] = []
    private var done: [RowBytes] = []
    private var failure: (any Error)?
    private var takesMore = true
    var packer: RowPacker

    /// So many pieces may wait before whoever brings another has to.
    private static let waitingLimit = 2

    init(_ packer: consuming RowPacker) {
      self.packer = packer
      pthread_mutex_init(lock, nil)
      pthread_cond_init(change, nil)
    }

    deinit {
      pthread_mutex_destroy(lock)
      pthread_cond_destroy(change)
      lock.deallocate()
      change.deallocate()
    }

    /// Does something with the lock held, and wakes the other side.
    private func locked<Result>(_ body: () throws -> Result) rethrows -> Result {
      pthread_mutex_lock(lock)
      defer {
        pthread_cond_broadcast(change)
        pthread_mutex_unlock(lock)
      }
      return try body()
    }

    /// Brings a piece, waiting for a place, and takes one away that is done, if there is any.
    func bring(_ rows: RowBytes) throws -> RowBytes? {
      try locked {
        while waiting.count == Self.waitingLimit, failure == nil { pthread_cond_wait(change, lock) }
        if let failure { throw failure }
        waiting.append(rows)
        return done.popLast()
      }
    }

    /// Says that nothing more comes; `drops` has what waits left out.
    func close(drops: Bool) {
      locked {
        takesMore = false
        if drops { waiting = [] }
      }
    }

    /// What went wrong, once the thread has ended.
    func check() throws {
      if let failure = locked({ failure }) { throw failure }
    }

    /// The thread's work: packs what comes until nothing more does.
    func work() {
      while let rows = next() {
        do {
          try packer.take(rows.bytes)
          rows.clear()
          locked { done.append(rows) }
        } catch {
          return locked { failure = error }
        }
      }
    }

    private func next() -> RowBytes? {
      locked {
        while waiting.isEmpty, takesMore { pthread_cond_wait(change, lock) }
        return waiting.isEmpty ? nil : waiting.removeFirst()
      }
    }
  }

  private let desk: Desk
  /// None where the system has none left; the packing is then done by whoever brings rows.
  private var thread: pthread_t?

  /// Begins the thread.
  init(_ packer: consuming RowPacker) {
    desk = Desk(packer)
    var new = pthread_t()
    let shared = Unmanaged.passRetained(desk)
    let code = pthread_create(
      &new, nil,
      { desk in
        if let desk { Unmanaged<Desk>.fromOpaque(desk).takeRetainedValue().work() }
        return nil
      }, shared.toOpaque())
    if code == 0 { thread = new } else { shared.release() }
  }

  deinit { end(drops: true) }

  /// Brings rows to be packed, and returns an empty place for others, if there is one.
  ///
  /// - Throws: What went wrong with rows that were brought earlier.
  func take(_ rows: RowBytes) throws -> RowBytes? {
    if thread != nil { return try desk.bring(rows) }
    try desk.packer.take(rows.bytes)
    rows.clear()
    return rows
  }

  /// Waits until all is packed.
  func finish() throws -> PackedRows {
    end(drops: false)
    try desk.check()
    return try desk.packer.finish()
  }

  private func end(drops: Bool) {
    guard let thread else { return }
    desk.close(drops: drops)
    pthread_join(thread, nil)
    self.thread = nil
  }
}
