import Dispatch
import Intake
import Synchronization

/// Fetches a source's events on a second connection while its sessions are read on the first: the only place where two tables
/// are read at once.
///
/// Both see one snapshot. The thread does nothing but put rows aside; they are judged when their turn comes, on the thread
/// that judges all others, so a document is the same as if one table had followed the other. An error of the SELECT is the
/// events' and arrives when they are asked for; where there is no second connection, or it was cut, the first reads them.
final class EventsAhead: @unchecked Sendable {
  /// From how many rows of either table on another connection is worth its price.
  static let leastRows = 10_000.0

  /// What the thread leaves: nobody else looks at it before the thread has said that it is done.
  private var fetched: FetchedRows?
  private var failure: (any Error)?
  private let isDone = DispatchSemaphore(value: 0)
  private let isWanted = Atomic(true)

  /// Begins on a thread of its own.
  init(_ relation: PreparedRelation, snapshot: SourceSnapshot, at address: SourceAddress, folder: String) {
    OwnThread.start { [self] in
      defer { isDone.signal() }
      guard let connection = try? SourceConnection.join(snapshot, at: address) else { return }
      do {
        fetched = try connection.attempt {
          try EventReader.fetch(relation, on: connection, in: folder) { isWanted.load(ordering: .relaxed) }
        }
      } catch {
        failure = error
      }
      // What was read is read; a connection that broke since takes nothing away from it.
      try? connection.end()
    }
  }

  /// Waits for the rows and hands them over, once; nil where there was no second connection to the end.
  func take() throws -> FetchedRows? {
    isDone.wait()
    guard let failure else { return fetched.take() }
    if SourceConnection.isCut(failure) { return nil }
    throw failure
  }

  /// Says that nobody wants the rows any more: the thread ends with the next one, or with its connection.
  func giveUp() { isWanted.store(false, ordering: .relaxed) }
}
