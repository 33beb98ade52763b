import Intake
import Synchronization

/// Holds a snapshot open that has been read, until nobody needs it any more.
final class SnapshotHolder: Sendable {
  private let connection: Mutex<SourceConnection?>

  /// Takes over the connection that exported the snapshot.
  init(_ connection: consuming SourceConnection) { self.connection = Mutex(connection) }

  /// Ends the transaction as soon as pg_dump has taken the snapshot over, or asks for it no more.
  ///
  /// An idle transaction would keep the server from cleaning up for as long as documents are drawn.
  func letGo(when dump: DumpProgress) async {
    while !dump.hasEnded, !hasHandedOver(to: dump) { try? await Task.sleep(for: .milliseconds(100)) }
    connection.withLock { held in
      // What was read is read; a connection that broke since takes nothing away from it.
      if let connection = held.take() { try? connection.end() }
    }
  }

  private func hasHandedOver(to dump: DumpProgress) -> Bool {
    connection.withLock { held in
      // A server that answers no more holds nothing open either.
      guard case .some(let connection) = held.take() else { return true }
      let sessions = try? connection.sessionsInSnapshot(applicationName: dump.applicationName)
      held = consume connection
      return sessions.map { $0 >= dump.sessionCount } ?? true
    }
  }
}

/// How far a dump has come, for whoever holds its snapshot open.
final class DumpProgress: Sendable {
  /// How pg_dump's sessions are called on the server.
  let applicationName: String
  private let state = Mutex((sessionCount: 1, hasEnded: false))

  /// A dump that has not begun; its sessions will be called by a name that no other has.
  init(applicationName: String) { self.applicationName = applicationName }

  /// How many sessions pg_dump reads with, once they all have begun.
  var sessionCount: Int { state.withLock { $0.sessionCount } }

  /// Whether no session of it is to come any more.
  var hasEnded: Bool { state.withLock { $0.hasEnded } }

  /// Says with how many sessions it reads.
  func begin(sessions: Int) { state.withLock { $0.sessionCount = sessions } }

  /// Says that no session of it is to come any more.
  func end() { state.withLock { $0.hasEnded = true } }
}
