/// What a source may deliver, and the columns each of them has (the contract of `systems/<name>/`).
package enum Relation: String, Sendable, CaseIterable {
  /// Who was signed in, from when to when.
  case sessions
  /// What happened that matters to security.
  case events
  /// Who the users are.
  case users
  /// Errors the application logged, per module.
  case logs

  /// How a column's values are read.
  enum Kind: Sendable {
    case identifier, text, time, address, integer, number, bool
  }

  /// One canonical column.
  struct ColumnDefinition: Sendable {
    let name: String
    let kind: Kind
    var isRequired = false
  }

  /// The file of a system's folder that holds its SELECT.
  package var fileName: String { rawValue + ".sql" }

  /// The canonical columns, in the order they are selected.
  var columns: [ColumnDefinition] {
    switch self {
    case .sessions:
      [
        .init(name: "session_id", kind: .identifier, isRequired: true),
        .init(name: "user_id", kind: .identifier, isRequired: true), .init(name: "user_name", kind: .text),
        .init(name: "started_at", kind: .time, isRequired: true), .init(name: "ended_at", kind: .time),
        .init(name: "expires_at", kind: .time), .init(name: "last_seen_at", kind: .time),
        .init(name: "status", kind: .text), .init(name: "end_reason", kind: .text), .init(name: "ip", kind: .address),
        .init(name: "port", kind: .integer), .init(name: "user_agent", kind: .text),
        .init(name: "device", kind: .text), .init(name: "kind", kind: .text),
        .init(name: "legal_basis", kind: .text),
      ]
    case .events:
      [
        .init(name: "event_id", kind: .identifier, isRequired: true),
        .init(name: "occurred_at", kind: .time, isRequired: true), .init(name: "user_id", kind: .identifier),
        .init(name: "user_name", kind: .text), .init(name: "session_id", kind: .identifier),
        .init(name: "event_type", kind: .text, isRequired: true), .init(name: "reason", kind: .text),
        .init(name: "ip", kind: .address), .init(name: "port", kind: .integer),
        .init(name: "user_agent", kind: .text), .init(name: "device", kind: .text),
        .init(name: "actor_id", kind: .identifier), .init(name: "target_id", kind: .identifier),
        .init(name: "role", kind: .text), .init(name: "country", kind: .text),
        .init(name: "latitude", kind: .number), .init(name: "longitude", kind: .number),
        .init(name: "details", kind: .text),
      ]
    case .users:
      [
        .init(name: "user_id", kind: .identifier, isRequired: true), .init(name: "user_name", kind: .text),
        .init(name: "full_name", kind: .text), .init(name: "email", kind: .text), .init(name: "role", kind: .text),
        .init(name: "unit", kind: .text), .init(name: "created_at", kind: .time),
        .init(name: "disabled_at", kind: .time), .init(name: "privileged", kind: .bool),
      ]
    case .logs:
      [
        .init(name: "logged_at", kind: .time, isRequired: true), .init(name: "level", kind: .text, isRequired: true),
        .init(name: "module", kind: .text, isRequired: true),
      ]
    }
  }

  /// The column that names a row, if the relation's rows have names.
  var identifier: String? {
    switch self {
    case .sessions: "session_id"
    case .events: "event_id"
    case .users, .logs: nil
    }
  }

  /// The column that places a row in time.
  var time: String? {
    switch self {
    case .sessions: "started_at"
    case .events: "occurred_at"
    case .logs: "logged_at"
    case .users: nil
    }
  }
}
