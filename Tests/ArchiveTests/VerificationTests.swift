import Archive
import Files
import Messages
import Model
import Support
import Testing

/// Archives that are older than seals, and periods nobody issued.
struct VerificationTests {
  private let sample: SampleArchive

  init() throws { sample = try SampleArchive() }

  /// The record of a run that has a ledger.
  @discardableResult
  private func sealingRun() throws -> IssueRecord {
    let archive = try Archive(sample.path)
    let moment = try Instant("2026-10-09T00:00Z", in: .utc)
    let author = Ledger.Author(clock: { moment }, asOf: nil, user: "tester")
    return try IssueRecord(
      of: archive, isReadOnly: false, ledger: Ledger(of: archive, by: author, isReadOnly: false))
  }

  private func verify() throws -> VerificationReport {
    try ArchiveVerification(sample.path, ArchiveVerification.Options()).carryOut()
  }

  private func lines() throws -> [String] { try verify().findings.map { $0.line[.en] } }

  @Test func `what is older than seals is taken in once, and vouched for from then on`() throws {
    let old = try sample.record()
    let folder = try sample.issue(old, day: 1)
    try sample.backUp(old, day: 1)
    try sealingRun()
    let report = try verify()
    #expect(report.findings.isEmpty && report.itemCount == 2 && report.unsealedCount == 2 && report.lineCount == 2)
    // The second run takes nothing in any more: whatever came meanwhile was issued by nobody.
    try sample.issue(try sample.record(), day: 2)
    try sealingRun()
    #expect(try lines() == ["extra: 2026/2026-OTR-000002: the ledger does not have it"])
    try SampleArchive.write(folder + "/2026-OTR-000001.json", "{}")
    #expect(try lines().contains { $0.hasPrefix("tampered: 2026/2026-OTR-000001/2026-OTR-000001.json: ") })
  }

  @Test func `periods between others that have no document are gaps, until the register explains them`() throws {
    let old = try sample.record()
    for day in [1, 2, 5] { try sample.issue(old, day: day) }
    let record = try sealingRun()
    #expect(
      try lines() == [
        "gap: OTR back-office nightly: there is no document of 2026-10-03T00:00:00.000000Z – 2026-10-05T00:00:00.000000Z"
      ])
    try record.settle(SampleArchive.task("OTR"), as: .empty, [SampleArchive.day(3), SampleArchive.day(4)], year: 2026)
    #expect(try lines() == [])
  }

  @Test func `nothing at all is no success`() throws {
    #expect(try verify().findings.map(\.state) == [.missing])
  }

  @Test(arguments: [
    "41", "41:", "x:0123456789abcdef", "41:0123456789abcde", "-1:0123456789abcdef", "41:0123456789abcdeg",
  ])
  func `a head that was not printed so is none`(text: String) {
    #expect(LedgerHead(text) == nil)
  }

  @Test func `a head is read as it is printed, or its beginning`() {
    let digest = String(repeating: "AB", count: 32)
    #expect(LedgerHead("41:" + digest) == LedgerHead(sequence: 41, digest: digest.lowercased()))
    #expect(LedgerHead("41:0123456789abcdef")?.text == "41:0123456789abcdef")
  }
}
