import Archive
import Documents
import Files
import Model
import Support
import Testing

/// What becomes of a record of reviews whose folder has no name.
@Suite struct ReviewSettlingTests {
  private static let author = Ledger.Author(
    clock: { Instant(microseconds: 1_700_000_000_000_000) }, asOf: nil, user: "denetçi")

  @Test func `an unfinished folder that is not whole is given up only where nothing was written down since`() throws {
    // It goes with its folder.
    let sample = try SampleArchive()
    defer { withExtendedLifetime(sample) {} }
    let archive = try Archive(sample.path)
    let folder = try #require(ReviewFolder("2026-ANM-000123/001"))
    func record(isReadOnly: Bool = false) throws -> IssueRecord {
      try IssueRecord(
        of: archive, isReadOnly: isReadOnly, ledger: Ledger(of: archive, by: Self.author, isReadOnly: isReadOnly))
    }
    try record().ledger?.append(
      .init(
        .review, .done, source: "s", document: "2026/ANM-000123",
        facts: [.init("record", .string(folder.text)), .init("manifest_sha256", .string("d"))]))
    let partial = "\(archive.path)/\(folder.parent)/.001.partial"
    try archive.makeFolder(partial)
    // A look changes nothing.
    #expect(try record(isReadOnly: true).ledger?.entries().last?.outcome == .done)
    #expect(Folder.exists(partial))
    // Another run has come and gone: the record had its name by then, so somebody has been at it.
    try Ledger(of: archive, by: Self.author, isReadOnly: false).append(.init(.run, .done))
    let later = try record()
    #expect(try later.ledger?.entries().last?.act == .run && later.unfinishedReviews == [partial])
    #expect(try archive.sweep(keeping: later.unfinishedReviews) == [] && Folder.exists(partial))
  }
}
