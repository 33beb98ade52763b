import Jobs
import Messages
import Testing

/// What a run exits with, from the list of its steps.
@Suite struct ExitStatusTests {
  private static func failure(_ kind: FailureKind) -> RunStep.Outcome {
    .failed(Failure(kind, Message(verbatim: "why")))
  }

  private static func issued(missing: [String] = []) -> RunStep {
    RunStep(
      .issue(report: "OTR"), source: "efys",
      .issued(
        IssuedDocument(
          number: "2026/OTR-000001", report: "OTR", source: "efys", folder: "/a", rows: 1, isLate: false,
          missingRules: missing)))
  }

  private static let backedUp = RunStep(
    .backUp, source: "efys", .backedUp(FinishedBackup(source: "efys", folder: "/b", restoreHint: "r")))
  private static let issueDue = RunStep(.issue(report: "GOR"), .nothingDue)
  private static let backUpDue = RunStep(.backUp, .nothingDue)
  private static func issueFailed(_ kind: FailureKind) -> RunStep { RunStep(.issue(report: "GOR"), failure(kind)) }
  private static func backUpFailed(_ kind: FailureKind) -> RunStep { RunStep(.backUp, failure(kind)) }
  private static let editionDue = RunStep(
    .compare, .editionDue(DueEdition(number: "2026/OTR-000001", edition: 2, changes: [])))
  private static let copyFailed = RunStep(.deliver, failure(.unavailable))
  private static let deliveryFailed = RunStep(.handOver, failure(.unavailable))
  private static let stampFailed = RunStep(.stamp, failure(.unavailable))
  private static let changed = RunStep(.inspect, failure(.tampered))

  static let table: [(steps: [RunStep], status: Int32)] = [
    ([], 0),
    ([issued(), backedUp], 0),
    ([issueDue, backUpDue], 0),
    // A part was done.
    ([issued(), backUpFailed(.unavailable)], 2),
    ([issueDue, backUpFailed(.unavailable)], 2),
    ([issueFailed(.misconfigured), backedUp], 3),
    ([issued(), issueFailed(.misconfigured), backedUp], 3),
    // Nothing was done but what failed: its own number speaks.
    ([issueFailed(.misconfigured)], 78),
    ([issueFailed(.misconfigured), backUpFailed(.unavailable)], 78),
    ([backUpFailed(.temporary)], 75),
    ([issued(), issueFailed(.badData)], 65),
    ([RunStep(.prepare, failure(.temporary))], 75),
    // What was changed outweighs a part, and not a failure of everything.
    ([issued(), backedUp, changed], 6),
    ([issueDue, backUpDue, changed], 6),
    ([issueFailed(.badData), backedUp, changed], 6),
    ([issued(), backUpFailed(.unavailable), changed], 6),
    ([issueFailed(.unavailable), backUpFailed(.unavailable), changed], 69),
    ([changed], 6),
    // A copy elsewhere failed: everything lies here, and more weighs what does not.
    ([issued(), backedUp, copyFailed], 4),
    ([copyFailed], 4),
    ([issued(), backedUp, deliveryFailed], 4),
    ([issued(), stampFailed, deliveryFailed], 4),
    ([RunStep(.handOver, .lacking)], 4),
    // An index that could not be written takes nothing back, and yields to everything else.
    ([issued(), backedUp, RunStep(.index, failure(.inputOutput))], 74),
    ([issued(), backedUp, stampFailed, RunStep(.index, failure(.inputOutput))], 5),
    ([issued(), backUpFailed(.unavailable), RunStep(.index, failure(.cannotCreate))], 2),
    ([RunStep(.handOver, .nothingDue)], 0),
    ([issueFailed(.badData), backedUp, deliveryFailed], 3),
    ([issued(missing: ["S01"]), backedUp, copyFailed], 4),
    ([issued(), backUpFailed(.unavailable), copyFailed], 2),
    ([issueFailed(.badData), backedUp, copyFailed], 3),
    ([issued(), backedUp, copyFailed, changed], 6),
    // A time stamp is owed: whatever else is to be said weighs more.
    ([issued(), backedUp, stampFailed], 5),
    ([stampFailed], 5),
    ([RunStep(.stamp, .lacking)], 5),
    ([issued(missing: ["S01"]), backedUp, stampFailed], 7),
    ([issued(), backedUp, copyFailed, stampFailed], 4),
    ([issued(), backUpFailed(.unavailable), stampFailed], 2),
    ([issueFailed(.unavailable), stampFailed], 69),
    ([issued(), backedUp, stampFailed, changed], 6),
    // A required rule is missing from a document, and nothing else is to be said.
    ([issued(missing: ["S01"]), backedUp], 7),
    ([issued(missing: ["S01"]), backUpFailed(.unavailable)], 2),
    ([issued(missing: ["S01"]), backedUp, changed], 6),
    // Everything was made, and old backups could not be removed.
    ([issued(), backedUp, RunStep(.purge, source: "efys", failure(.inputOutput))], 74),
    ([RunStep(.purge, source: "efys", failure(.wrongUsage))], 64),
    ([RunStep(.status, source: "efys", .lacking)], 7),
    // Rows have come for a document that was issued before.
    ([issued(), backedUp, editionDue], 7),
    ([issueDue, backUpDue, editionDue], 7),
    ([issued(), backUpFailed(.unavailable), editionDue], 2),
    ([issueFailed(.misconfigured), backedUp, editionDue], 3),
    ([issueDue, editionDue, changed], 6),
  ]

  @Test(arguments: table.indices) func `follows from the steps`(row: Int) {
    let (steps, status) = Self.table[row]
    #expect(ExitStatus(of: steps).rawValue == status)
    // Whatever order things came in.
    #expect(ExitStatus(of: steps.reversed()).rawValue == status)
  }

  @Test func `what could not be said counts where nothing else does`() {
    var result = RunResult()
    result.steps = [Self.issued(), Self.backedUp]
    result.isUntold = true
    #expect(result.status == .inputOutput)
    result.steps.append(Self.changed)
    #expect(result.status == .verificationFailed)
  }

  @Test func `one failure of several steps is told once, what was changed last`() {
    var result = RunResult()
    let other = RunStep(.inspect, .failed(Failure(.tampered, Message(verbatim: "changed"))))
    result.steps = [other, Self.issueFailed(.unavailable), Self.backUpFailed(.unavailable)]
    #expect(result.failures.map(\.failureKind) == [.unavailable, .tampered])
  }
}
