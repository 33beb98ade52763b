/// A column that a source may deliver: the contract of `systems/<name>/`, in one place.
///
/// Everything that speaks of a column names it by its case: the SELECT that is made, the readers of rows, what rules need,
/// what tables show, and what is missing.
public enum SourceColumn: Hashable, Sendable {
  case session(SessionColumn)
  case event(EventColumn)
  case user(UserColumn)
  case log(LogColumn)

  /// The name in the SELECT.
  public var name: String {
    switch self {
    case .session(let column): column.name
    case .event(let column): column.name
    case .user(let column): column.name
    case .log(let column): column.name
    }
  }

  /// How a person reads it, `events.user_id`.
  public var text: String {
    switch self {
    case .session: "sessions." + name
    case .event: "events." + name
    case .user: "users." + name
    case .log: "logs." + name
    }
  }

  /// The relation it is a column of.
  public var relation: String { String(text.prefix { $0 != "." }) }

  /// Every relation, in the order of ``all``.
  public static let relations = ["sessions", "events", "users", "logs"]

  /// Every column of every relation.
  public static var all: [SourceColumn] {
    SessionColumn.allCases.map { .session($0) } + EventColumn.allCases.map { .event($0) }
      + UserColumn.allCases.map { .user($0) } + LogColumn.allCases.map { .log($0) }
  }
}

/// The columns of one relation, in the order they are selected: the raw value is a column's place in a row.
public protocol RelationColumn: CaseIterable, Hashable, Sendable, RawRepresentable<Int> where AllCases == [Self] {
  /// The name in the SELECT.
  var name: String { get }
}

/// The columns of `sessions.sql`.
public enum SessionColumn: Int, RelationColumn {
  case id, userID, userName, startedAt, endedAt, expiresAt, lastSeenAt, status, endReason, address, port, userAgent
  case device, kind, legalBasis
  /// The length that the source itself wrote beside begin and end, in microseconds.
  case storedDuration

  /// The name in the SELECT.
  public var name: String {
    switch self {
    case .id: "session_id"
    case .userID: "user_id"
    case .userName: "user_name"
    case .startedAt: "started_at"
    case .endedAt: "ended_at"
    case .expiresAt: "expires_at"
    case .lastSeenAt: "last_seen_at"
    case .status: "status"
    case .endReason: "end_reason"
    case .address: "ip"
    case .port: "port"
    case .userAgent: "user_agent"
    case .device: "device"
    case .kind: "kind"
    case .legalBasis: "legal_basis"
    case .storedDuration: "stored_duration_us"
    }
  }
}

/// The columns of `events.sql`.
public enum EventColumn: Int, RelationColumn {
  case id, occurredAt, userID, userName, sessionID, type, reason, address, port, userAgent, device, actorID, targetID
  case role, country, latitude, longitude
  /// The role that a change of role ended.
  case previousRole
  /// Who approved of a change of a role or an account.
  case approvedBy
  /// The number of the request that asked for it.
  case requestNumber
  /// What was accessed.
  case object
  /// How many records were accessed.
  case recordCount
  /// What else the source knows of the event: part of the contract, and not read (docs/decisions/0025-one-owner-of-a-source.md).
  case details

  /// The name in the SELECT.
  public var name: String {
    switch self {
    case .id: "event_id"
    case .occurredAt: "occurred_at"
    case .userID: "user_id"
    case .userName: "user_name"
    case .sessionID: "session_id"
    case .type: "event_type"
    case .reason: "reason"
    case .address: "ip"
    case .port: "port"
    case .userAgent: "user_agent"
    case .device: "device"
    case .actorID: "actor_id"
    case .targetID: "target_id"
    case .role: "role"
    case .previousRole: "previous_role"
    case .approvedBy: "approved_by"
    case .requestNumber: "request_no"
    case .object: "object"
    case .recordCount: "record_count"
    case .country: "country"
    case .latitude: "latitude"
    case .longitude: "longitude"
    case .details: "details"
    }
  }
}

/// The columns of `users.sql`.
public enum UserColumn: Int, RelationColumn {
  case id, userName, fullName, email, role, unit, createdAt, disabledAt, isPrivileged, accountKind

  /// The name in the SELECT.
  public var name: String {
    switch self {
    case .id: "user_id"
    case .userName: "user_name"
    case .fullName: "full_name"
    case .email: "email"
    case .role: "role"
    case .unit: "unit"
    case .createdAt: "created_at"
    case .disabledAt: "disabled_at"
    case .isPrivileged: "privileged"
    case .accountKind: "account_kind"
    }
  }
}

/// The columns of `logs.sql`.
public enum LogColumn: Int, RelationColumn {
  case loggedAt, level, module

  /// The name in the SELECT.
  public var name: String {
    switch self {
    case .loggedAt: "logged_at"
    case .level: "level"
    case .module: "module"
    }
  }
}
