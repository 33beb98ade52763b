import Archive
import Evidence
import Intake
import Messages
import Model
import Reports

/// Sums up the rows of a period in a snapshot: once when its documents are issued, and again in the nights after.
struct PeriodRows {
  let run: RunContext
  let source: SourceSettings
  let system: SourceSystem
  /// What the document that is replaced was issued with, by relation; empty where none is.
  let replaced: [String: IssuedRows]
  private let digests: DocumentDigests

  /// Sums of a source; keyed with the configuration's key of masks, else with the archive's.
  init(
    _ run: RunContext, _ source: SourceSettings, _ system: SourceSystem, replacing replaced: [String: IssuedRows] = [:]
  ) throws {
    (self.run, self.source, self.system, self.replaced) = (run, source, system, replaced)
    let key = ArchiveKey(archive: run.record.archive)
    digests =
      try run.invocation.configuration.maskKey.map { try DocumentDigests(maskKey: $0) }
      ?? DocumentDigests(.M1, archiveKey: try run.interruption.uninterrupted { try key.obtain() })
  }

  /// What a relation holds of a period; nil where the source has no such rows, or a large table would be scanned for it.
  ///
  /// Rows to be compared with `earlier` ones are summed up in the way those were.
  func rows(
    _ relation: Relation, of period: Period, comparedWith earlier: IssuedRows? = nil,
    on connection: borrowing SourceConnection
  ) throws -> IssuedRows? {
    let zone = source.zone ?? run.invocation.configuration.zone.name
    let window = Window(from: period.from, to: period.to, zone: zone)
    let scanGuard = ScanGuard(limit: source.scanLimit, isLifted: false)
    return try connection.attempt {
      guard let prepared = try PreparedRelation(relation, of: system, window: window, on: connection) else {
        return nil
      }
      do {
        _ = try scanGuard.judge(try prepared.plan(on: connection).scans, of: prepared.file.path)
      } catch is IntakeError {
        return nil
      }
      let version = connection.snapshot.serverVersionNumber
      let asTexts = basis(prepared, .texts, version: version, zone: zone)
      let method = earlier?.basis == asTexts ? .texts : RowsSummary.Method(serverVersion: version)
      guard let summary = try RowsSummary(prepared, window: window, method, on: connection) else { return nil }
      return IssuedRows(
        basis: basis(prepared, method, version: version, zone: zone), count: summary.count,
        rows: digest(["rows", summary.rows], 32), contentCount: summary.contentCount,
        contents: digest(["contents", summary.contents], 32))
    }
  }

  /// What has to agree before anything is compared; texts were the only way once, and have no name in it.
  private func basis(
    _ prepared: PreparedRelation, _ method: RowsSummary.Method, version: Int, zone: String
  ) -> String {
    let given = system.parameters.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
    // Servers of one major version hash alike.
    let server = [String(version / 10_000)] + (method == .texts ? [] : [method.rawValue])
    return digest(["basis", prepared.relation.rawValue] + server + [prepared.file.content, zone] + given, 16)
  }

  private func digest(_ parts: [String], _ length: Int) -> String {
    String(digests.hexadecimal(["period rows"] + parts).prefix(length))
  }

  /// Throws where a digest could not be made.
  func check() throws { try digests.check() }
}
