import Intake
import Model

/// What a source's events and logs are read through: the source's own connection, or one to another server, which ends with
/// the value.
enum EventsConnection: ~Copyable, Sendable {
  /// The source's own: sessions and events are of one snapshot.
  case own
  /// Another server's, with a snapshot of its own.
  case other(SourceConnection)
  /// Another server's that could not be had; nothing of sessions is lost by it.
  case failed(Failure)

  /// The connection of a source, opened where a report asks for what is read through it.
  init(of source: SourceSettings, isNeeded: Bool) {
    guard isNeeded, let address = source.eventsAddress else {
      self = .own
      return
    }
    do {
      self = .other(try SourceConnection.open(address))
    } catch {
      self = .failed(Failure(error).told(of: "events_from"))
    }
  }

  /// What the other server showed; nil where there is none.
  var snapshot: SourceSnapshot? {
    switch self {
    case .other(let connection): connection.snapshot
    case .own: nil
    case .failed: nil
    }
  }

  /// Reads through it, or through the source's own where it is that.
  borrowing func read<Result>(
    orOn own: borrowing SourceConnection, _ body: (borrowing SourceConnection) throws -> Result
  ) throws -> Result {
    switch self {
    case .own: try body(own)
    case .other(let connection): try body(connection)
    case .failed(let failure): throw failure
    }
  }
}
