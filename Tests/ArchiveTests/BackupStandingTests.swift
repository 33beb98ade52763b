import Archive
import Documents
import Model
import Support
import Testing

@Suite struct `What the ledger says of a backup` {
  let sample: SampleArchive
  let ledger: Ledger

  init() throws {
    sample = try SampleArchive()
    let author = Ledger.Author(
      clock: { Instant(microseconds: 1_800_000_000_000_000) }, asOf: try Instant("2026-10-08T00:00Z", in: .utc),
      user: "denetçi")
    ledger = Ledger(of: try Archive(sample.path), by: author, isReadOnly: false)
  }

  private func say(
    _ act: LedgerEntry.Act, _ outcome: LedgerEntry.Outcome, source: String = "back-office", until: String? = nil
  ) throws {
    let facts = [JSONValue.Member("until", until.map { .string($0) } ?? .null)]
    try ledger.append(
      .init(act, outcome, source: source, backup: "20261007T231500Z", reason: "neden", facts: facts))
  }

  private func standing(_ source: String = "back-office") throws -> BackupStanding {
    BackupStandings(try ledger.entries()).of("20261007T231500Z", source: source)
  }

  @Test func `proven is what the last drill that came to a verdict has proven`() throws {
    #expect(try standing().provenAt == nil)
    try say(.verify, .passed)
    try say(.drill, .notRun)
    #expect(try standing().provenAt == nil)
    try say(.drill, .passed)
    try say(.drill, .notRun)
    // By the run's clock.
    #expect(try standing().provenAt == Instant("2026-10-08T00:00Z", in: .utc))
    try say(.drill, .failed)
    #expect(try standing().provenAt == nil && standing().isUnsound)
    try say(.verify, .passed)
    #expect(try standing().isUnsound)
    try say(.drill, .passed)
    #expect(try standing().provenAt != nil && !standing().isUnsound)
    try say(.verify, .failed)
    #expect(try standing().isUnsound)
    try say(.verify, .notRun)
    #expect(try standing().isUnsound)
    try say(.verify, .passed)
    #expect(try !standing().isUnsound)
    // The same name in another source is another backup.
    #expect(try standing("other").provenAt == nil && !standing("other").isUnsound)
  }

  @Test func `held is what somebody holds, until the last of the holds has run out or all are released`() throws {
    let moments = try ["2026-10-09T23:59Z", "2026-10-10T00:00Z", "2030-01-01T00:00Z"].map { try Instant($0, in: .utc) }
    func counts() throws -> [Int] { try moments.map { try standing().holds(at: $0).count } }
    try say(.hold, .done, until: "2026-10-10T00:00:00.000000Z")
    #expect(try counts() == [1, 0, 0])
    try say(.hold, .done)
    try say(.hold, .failed)
    #expect(try counts() == [2, 1, 1])
    #expect(try standing().holds.first?.user == "denetçi")
    #expect(try standing().holds.first?.reason == "neden")
    try say(.release, .done, source: "other")
    #expect(try counts() == [2, 1, 1])
    try say(.release, .done)
    #expect(try counts() == [0, 0, 0] && standing().holds.isEmpty)
  }
}
