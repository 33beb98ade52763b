package import Model

/// What a source may deliver; ``SourceColumn`` names the columns of each.
package enum Relation: String, Sendable, CaseIterable {
  /// Who was signed in, from when to when.
  case sessions
  /// What happened that matters to security.
  case events
  /// Who the users are.
  case users
  /// Errors the application logged, per module.
  case logs

  /// The file of a system's folder that holds its SELECT.
  package var fileName: String { rawValue + ".sql" }

  /// Whether its rows may be read from another server than sessions and users.
  package var isReadWithEvents: Bool { self == .events || self == .logs }

  /// The column that says when a row begins, for rows in order of time.
  var beginning: SourceColumn? {
    switch self {
    case .sessions: .session(.startedAt)
    case .events: .event(.occurredAt)
    case .users, .logs: nil
    }
  }

  /// The column that the age of a record is counted from unless something else is said.
  package var agedBy: SourceColumn? {
    switch self {
    case .sessions: .session(.startedAt)
    case .events: .event(.occurredAt)
    case .users: .user(.createdAt)
    case .logs: .log(.loggedAt)
    }
  }

  /// The columns of the contract, in the order they are selected.
  package var columns: [SourceColumn] {
    switch self {
    case .sessions: SessionColumn.allCases.map { .session($0) }
    case .events: EventColumn.allCases.map { .event($0) }
    case .users: UserColumn.allCases.map { .user($0) }
    case .logs: LogColumn.allCases.map { .log($0) }
    }
  }
}

/// How a column's values are read.
enum ColumnKind: Sendable {
  case identifier, text, time, address, integer, number, bool
}

extension SourceColumn {
  /// How its values are read.
  var kind: ColumnKind {
    switch self {
    case .session(.id), .session(.userID), .event(.id), .event(.userID), .event(.sessionID), .event(.actorID),
      .event(.targetID), .event(.approvedBy), .user(.id):
      .identifier
    case .session(.startedAt), .session(.endedAt), .session(.expiresAt), .session(.lastSeenAt), .event(.occurredAt),
      .user(.createdAt), .user(.disabledAt), .log(.loggedAt):
      .time
    case .session(.address), .event(.address): .address
    case .session(.port), .session(.storedDuration), .event(.port), .event(.recordCount): .integer
    case .event(.latitude), .event(.longitude): .number
    case .user(.isPrivileged): .bool
    case .session, .event, .user, .log: .text
    }
  }

  /// Whether it holds moments.
  package var isMoment: Bool { kind == .time }

  /// Whether a SELECT without it is refused.
  package var isRequired: Bool {
    switch self {
    case .session(.id), .session(.userID), .session(.startedAt), .event(.id), .event(.occurredAt), .event(.type),
      .user(.id), .log:
      true
    case .session, .event, .user: false
    }
  }

  /// Whether the program asks the server for it.
  var isRead: Bool { self != .event(.details) }
}
