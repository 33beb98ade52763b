import Intake
import Messages

extension SourceReading {
  /// Looks at the plan of a relation before it is read: refuses to read a large table whole where an index would spare
  /// it, and notes which other servers the rows come from.
  func lookAtPlan(
    of relation: PreparedRelation, _ connection: borrowing SourceConnection, _ observations: inout Observations
  ) throws {
    guard let plan = try relation.planIfExplained(on: connection) else { return }
    note(plan.servers, &observations)
    observations.expectedRows[relation.relation] = plan.expectedRows
    let isElsewhere = relation.relation.isReadWithEvents && order.source.eventsAddress != nil
    if !isElsewhere { observations.tables.formUnion(plan.tables) }
    // A list of users has no window.
    if relation.relation == .users { return }
    try judge(plan.scans, of: relation, &observations)
  }

  /// Looks at the plan of rows that are read besides those of the period.
  func lookAtFurtherPlan(
    of relation: PreparedRelation, _ connection: borrowing SourceConnection, _ observations: inout Observations
  ) throws {
    guard let plan = try relation.planIfExplained(on: connection) else { return }
    note(plan.servers, &observations)
    try judge(plan.scans, of: relation, &observations)
  }

  private func judge(
    _ scans: [ScanAdvice], of relation: PreparedRelation, _ observations: inout Observations
  ) throws {
    let scanGuard = ScanGuard(limit: order.source.scanLimit, isLifted: invocation.allowsScans)
    let verdict = try scanGuard.judge(scans, of: relation.file.path)
    for warning in verdict.warnings { invocation.warn(warning) }
    observations.allowedScans += verdict.allowed.filter { !observations.allowedScans.contains($0) }
  }

  /// Has the events fetched while sessions are read, where both are of one database, many, and the server has room.
  func eventsAhead(
    _ relations: Relations, on connection: borrowing SourceConnection, _ observations: Observations
  ) -> EventsAhead? {
    guard order.source.eventsAddress == nil, relations.sessions != nil, let events = relations.events,
      [Relation.sessions, .events].allSatisfy({ observations.expectedRows[$0] ?? 0 >= EventsAhead.leastRows }),
      (try? connection.attempt { try connection.hasRoomForAnother() }) == true
    else { return nil }
    return EventsAhead(events, snapshot: connection.snapshot, at: order.source.address, folder: folder)
  }

  /// Notes which other servers rows come from.
  func noteServers(
    of relation: PreparedRelation, _ connection: borrowing SourceConnection, _ observations: inout Observations
  ) throws {
    guard let plan = try relation.planIfExplained(on: connection) else { return }
    note(plan.servers, &observations)
  }

  private func note(_ servers: OtherServers, _ observations: inout Observations) {
    for server in servers.unguarded where !observations.otherServers.unguarded.contains(server) {
      invocation.warn(Self.unguarded(server))
    }
    observations.otherServers.add(servers)
  }

  /// What is said of a server on which policies may hide rows.
  static func unguarded(_ server: String) -> Message {
    let name = "\"" + server.replacing("\"", with: "\"\"") + "\""
    let statement = "ALTER SERVER \(name) OPTIONS (ADD options '-c row_security=off');"
    return Message(
      tr: "“\(server)” yabancı sunucusunda satır güvenliğinin (row-level security) satır gizleyip gizlemediği buradan "
        + "anlaşılamaz; belge bunu söyler. Gizlenen satır olursa sorgunun reddedilmesi için: \(statement)",
      en: "Whether row-level security hides rows on the foreign server “\(server)” cannot be told from here, and the "
        + "document says so. To have such a query refused: \(statement)")
  }
}
