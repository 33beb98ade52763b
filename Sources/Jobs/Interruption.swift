import Backups
import Files
import Foundation
import Glibc
import Messages
import Synchronization

/// Ends a run at once, cleanly, when it is told to: SIGTERM, SIGINT, SIGHUP, or its deadline.
///
/// Nothing needs to be undone but what has a name: other programs are ended, unpublished folders removed, the state
/// written. Publishing is one rename under the same lock, so a package is there whole or not at all.
package final class Interruption: Sendable {
  private struct State {
    var folders: Set<String> = []
    var run: (state: RunState, file: String)?
    var isConcluded = false
  }

  private let state = Mutex(State())
  private let tell: @Sendable (Message) -> Void

  /// The pipe a signal's number is written into by the handler, which may do little else.
  private static let pipeEnds: [Int32] = {
    var ends: [Int32] = [0, 0]
    _ = unsafe pipe(&ends)
    return ends
  }()

  /// Watches from now on; `deadline` is in microseconds from now.
  ///
  /// `tell` must not wait for a reader: nothing may keep a run from ending.
  init(deadline: Int64?, tell: @escaping @Sendable (Message) -> Void) {
    self.tell = tell
    // Made before the handler can need it.
    _ = Self.pipeEnds
    for number in [SIGTERM, SIGINT, SIGHUP] {
      signal(number) { number in
        var byte = UInt8(truncatingIfNeeded: number)
        _ = unsafe write(Interruption.pipeEnds[1], &byte, 1)
      }
    }
    Thread.detachNewThread { self.watch(deadline) }
  }

  /// Begins a folder that is to be published; an interruption removes it.
  func begin(_ stage: () throws -> StagingFolder) throws -> StagingFolder {
    try state.withLock { state in
      let folder = try stage()
      state.folders.insert(folder.path)
      return folder
    }
  }

  /// Forgets a folder that is gone.
  func remove(_ folder: String) { state.withLock { _ = $0.folders.remove(folder) } }

  /// Which run is interrupted, and where that is written down.
  func setRun(_ run: RunState, _ file: String) { state.withLock { $0.run = (run, file) } }

  /// Publishes, unless the run is ending already.
  func publishing(_ body: () throws -> Void) throws {
    try state.withLock { _ in try body() }
  }

  /// Writes down how the run ended, unless it is being interrupted; what arrives later interrupts nothing.
  func conclude(_ body: () throws -> Void) throws {
    try state.withLock { state in
      state.isConcluded = true
      try body()
    }
  }

  private func watch(_ deadline: Int64?) {
    var request = pollfd(fd: Self.pipeEnds[0], events: Int16(POLLIN), revents: 0)
    let milliseconds = deadline.map { Int32(clamping: $0 / 1000) } ?? -1
    var answer = unsafe poll(&request, 1, milliseconds)
    while answer < 0, errno == EINTR { answer = unsafe poll(&request, 1, milliseconds) }
    if answer == 0 {
      return end(.deadline)
    }
    var number: UInt8 = 0
    _ = unsafe read(Self.pipeEnds[0], &number, 1)
    end(.signal(Int(number)))
  }

  private func end(_ reason: RunState.Reason) {
    // The lock is not given back any more: nothing is begun, published or written down beside this.
    state.withLock { state in
      // Everything is done but the printing of the result.
      if state.isConcluded { return StandardStream.output.giveUp() }
      RunningChildren.shared.end()
      for folder in state.folders { try? Folder.discard(folder) }
      if let (run, file) = state.run { try? run.write(.interrupted, reason, to: file) }
      let why = reason.words
      tell(
        Message(
          tr: "kesildi: \(why.tr). Yarım kalan hiçbir şey yayımlanmadı; yeniden çalıştırmak yeterli.",
          en: "interrupted: \(why.en). Nothing unfinished was published; just run again."))
      _exit(ExitStatus.temporary.rawValue)
    }
  }
}
