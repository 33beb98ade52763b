import Analysis
import Files
import Intake
import Messages
import Model

/// Compares a source's live store with its database, where the report is of the present.
///
/// The store is looked at first, then the database in a snapshot of its own, then the store again: what only one of the
/// two looks shows is the reading's own doing (docs/domain/live-store.md). Nothing that goes wrong here keeps a report back.
struct LiveReading {
  let invocation: Invocation
  let request: ReportRequest
  let system: SourceSystem
  /// What the configuration, and the system, say of the rules.
  let settings: RuleSettings
  /// Where what is compared is put aside.
  let folder: String

  /// What is known of the store; a failure is told as a warning.
  func state() throws -> LiveState {
    guard let store = request.source.live, let layout = system.live, settings.whoDisabled(RuleList.liveStore) == nil
    else { return .absent }
    if invocation.hasGivenMoment { return .unread(RuleReason(.liveStorePast, invocation.asOf.iso8601)) }
    let begin = SystemClock.now()
    guard LiveComparison.isCurrent(request.period, at: begin, settings) else {
      return .unread(RuleReason(.liveStorePast, request.period.to.iso8601))
    }
    // Chosen users' rows are not the whole source; the rule says so by itself.
    if request.isLimited { return .unread(RuleReason(.userFilter, "")) }
    do {
      return .compared(try compare(store, layout, from: begin))
    } catch let error as any ExplainedError where Self.isOfServer(error) {
      invocation.warn(Message(verbatim: "\(request.source.name):") + error.message)
      return .unread(RuleReason(.liveStoreUnread, (error as? LiveStoreError)?.code ?? "database"))
    }
  }

  private func compare(
    _ address: LiveStoreAddress, _ layout: LiveLayout, from begin: Instant
  ) throws -> LiveDisagreements {
    let comparison = LiveComparison(from: begin, settings: settings) { SortedSpool(in: folder) }
    var store = try LiveStore.open(address, layout, of: system) { SystemClock.now() }
    var meter = ProgressMeter(Message(tr: "canlı oturumlar", en: "live sessions"), invocation)
    try store.forEach { session in
      meter.step()
      try comparison.add(session)
    }
    let moment = try readDatabase(comparison)
    let found = try comparison.conclude(at: moment) { identifiers in
      (try store.sessions(of: identifiers), SystemClock.now())
    }
    found.unreadable += store.nameless
    if found.unreadable > 0 {
      invocation.warn(
        Message(
          tr: "\(request.source.name): canlı oturum deposunda \(found.unreadable) değer okunamadı; “source check” "
            + "nedenini söyler.",
          en: "\(request.source.name): values of the live store that cannot be read: \(found.unreadable); “source "
            + "check” says why."))
    }
    return found
  }

  /// Adds the sessions of the database that may be active now; gives the moment of the snapshot they are from.
  private func readDatabase(_ comparison: LiveComparison) throws -> Instant {
    let connection = try SourceConnection.open(request.source.address)
    let moment = connection.snapshot.takenAt
    let zone = request.source.zone ?? invocation.configuration.zone.name
    let now = Window(from: moment, to: moment.advanced(by: 1), zone: zone)
    if let relation = try PreparedRelation(.sessions, of: system, window: now, on: connection) {
      let scanGuard = ScanGuard(limit: request.source.scanLimit, isLifted: invocation.allowsScans)
      if scanGuard.limit != nil {
        let plan = try connection.attempt { try relation.plan(on: connection) }
        _ = try scanGuard.judge(plan.scans, of: relation.file.path)
      }
      var reader = SessionReader(relation, of: system)
      _ = try reader.forEach(on: connection, in: folder) { try comparison.add($0) }
    }
    try connection.end()
    return moment
  }

  /// Whether an error speaks of a server, and not of the disk or of the program.
  private static func isOfServer(_ error: any ExplainedError) -> Bool {
    switch error.failureKind {
    case .unavailable, .notPermitted, .badData, .temporary, .misconfigured: true
    case .wrongUsage, .internalFault, .cannotCreate, .inputOutput, .tampered, .unexpected: false
    }
  }
}
