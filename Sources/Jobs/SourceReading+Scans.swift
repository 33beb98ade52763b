import Intake

extension SourceReading {
  /// Refuses to read a large table whole where an index would spare it.
  func guardScans(
    of relation: PreparedRelation, _ connection: borrowing SourceConnection, _ observations: inout Observations
  ) throws {
    let scanGuard = ScanGuard(limit: order.source.scanLimit, isLifted: invocation.allowsScans)
    if scanGuard.limit == nil { return }
    let scans: [ScanAdvice]
    do {
      scans = try connection.attempt { try relation.scans(on: connection) }
    } catch {
      // What keeps it from being explained keeps it from being read, and is told then.
      return
    }
    let verdict = try scanGuard.judge(scans, of: relation.file.path)
    for warning in verdict.warnings { invocation.warn(warning) }
    observations.allowedScans += verdict.allowed.filter { !observations.allowedScans.contains($0) }
  }
}
