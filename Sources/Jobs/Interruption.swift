import Backups
import Files
import Foundation
import Glibc
import Messages
import Synchronization

/// Ends a run at once, cleanly, when it is told to: by a signal (``SignalPipe``) or its ``Deadline``.
///
/// Nothing needs to be undone but what has a name: other programs are ended, unpublished folders removed
/// (``StagedFolders``), the state written (``RunStateFile``). Publishing is one rename under the same lock, so a package
/// is there whole or not at all.
final class Interruption: Sendable {
  private struct Ending {
    var folders = StagedFolders()
    var isConcluded = false
  }

  private let ending = Mutex(Ending())
  private let stateFile: RunStateFile?
  private let tell: @Sendable (Message) -> Void
  /// When the run ends itself; nil never does.
  let end: ContinuousClock.Instant?

  /// Watches from now on; `stateFile` is where it is written down that the run was interrupted.
  ///
  /// `tell` must not wait for a reader: nothing may keep a run from ending.
  init(deadline: Int64?, stateFile: RunStateFile? = nil, tell: @escaping @Sendable (Message) -> Void) {
    self.stateFile = stateFile
    self.tell = tell
    let (signals, deadline) = (SignalPipe(), Deadline(microseconds: deadline))
    end = deadline.end
    Thread.detachNewThread { self.end(signals.wait(until: deadline)) }
  }

  /// Begins a folder that is to be published; an interruption removes it.
  func begin(_ stage: () throws -> StagingFolder) throws -> StagingFolder {
    try ending.withLock { ending in
      let folder = try stage()
      ending.folders.insert(folder.path)
      return folder
    }
  }

  /// Remembers a folder that is made elsewhere; an interruption removes it.
  func watch(_ folder: String) { ending.withLock { $0.folders.insert(folder) } }

  /// Forgets a folder that is gone.
  func remove(_ folder: String) { ending.withLock { $0.folders.remove(folder) } }

  /// Does what an interruption must not come between, such as publishing; in a run that is ending nothing is done any more.
  func uninterrupted<Result>(_ body: () throws -> sending Result) throws -> sending Result {
    try ending.withLock { _ in try body() }
  }

  /// Writes down how the run ended, unless it is being interrupted; what arrives later interrupts nothing.
  func conclude(_ body: () throws -> Void) throws {
    try ending.withLock { ending in
      ending.isConcluded = true
      try body()
    }
  }

  private func end(_ reason: RunState.Reason) {
    // The lock is not given back any more: nothing is begun, published or written down beside this.
    ending.withLock { ending in
      // Everything is done but the printing of the result.
      if ending.isConcluded { return StandardStream.output.giveUp() }
      RunningChildren.shared.end()
      ending.folders.discard()
      try? stateFile?.write(.interrupted, reason)
      let why = reason.words
      tell(
        Message(
          tr: "kesildi: \(why.tr). Yarım kalan hiçbir şey yayımlanmadı; yeniden çalıştırmak yeterli.",
          en: "interrupted: \(why.en). Nothing unfinished was published; just run again."))
      _exit(ExitStatus.temporary.rawValue)
    }
  }
}
