package import Model

/// What a source can say of accounts at all: what is not there is told apart from what did not happen.
package struct AccountSource: Sendable {
  /// The columns of all relations that are read.
  package var columns: Set<SourceColumn>
  /// Whether there is a table of users.
  package var hasUsers: Bool
  /// Whether there are sessions.
  package var hasSessions: Bool
  /// Whether there are events.
  package var hasEvents: Bool
  /// Whether some word of the source is mapped to a change of a role.
  package var mapsRoles: Bool
  /// Whether some word of the source is mapped to a log that was cleared or switched off.
  package var mapsLogActs: Bool
  /// Whether some word of the source is mapped to a clock that was set.
  package var mapsClock: Bool
  /// Whether the records of sessions that ended are gone.
  package var losesSessions: Bool
  /// From when on rows were read.
  package var readFrom: Instant
  /// Identifiers of events that the configuration calls approved.
  package var approvedChanges: Set<Identifier>
  /// Accounts that the configuration calls shared.
  package var sharedAccounts: Set<Identifier>

  /// A source from its parts.
  package init(
    columns: Set<SourceColumn>, hasUsers: Bool, hasSessions: Bool, hasEvents: Bool, mapsRoles: Bool, mapsLogActs: Bool,
    mapsClock: Bool, losesSessions: Bool, readFrom: Instant, approvedChanges: Set<Identifier>,
    sharedAccounts: Set<Identifier>
  ) {
    (self.columns, self.hasUsers, self.hasSessions, self.hasEvents) = (columns, hasUsers, hasSessions, hasEvents)
    (self.mapsRoles, self.mapsLogActs, self.mapsClock) = (mapsRoles, mapsLogActs, mapsClock)
    self.losesSessions = losesSessions
    (self.readFrom, self.approvedChanges, self.sharedAccounts) = (readFrom, approvedChanges, sharedAccounts)
  }

  /// Whether a column of events is kept.
  func keeps(_ column: EventColumn) -> Bool { columns.contains(.event(column)) }
  /// Whether a column of users is kept.
  func keeps(_ column: UserColumn) -> Bool { columns.contains(.user(column)) }
}
