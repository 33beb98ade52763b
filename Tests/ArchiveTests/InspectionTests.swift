import Archive
import Files
import Messages
import Model
import Support
import Testing

@Suite struct `An inspection` {
  let sample: SampleArchive

  init() throws {
    sample = try SampleArchive()
    let record = try sample.record()
    for day in 1...7 { try sample.issue(record, day: day) }
    for day in 6...7 { try sample.backUp(record, day: day) }
  }

  private func damages(asOf day: Int = 8) throws -> [String] {
    try sample.record().inspect(asOf: try SampleArchive.day(day).from).map(\.en)
  }

  /// What is done to a file of a package or backup, what is said of it.
  static let changes: [(String, String, String)] = [
    ("2026/2026-OTR-000007/2026-OTR-000007.pdf", "A document of 7", "was changed after it was issued"),
    ("2026/2026-OTR-000007/2026-OTR-000007.json", "{}", "was changed after it was issued"),
    ("2026/2026-OTR-000007/2026-OTR-000007.pdf", "", "is missing"),
    ("2026/2026-OTR-000007/annex.pdf", "x", "is not listed"),
    ("2026/2026-OTR-000007/SHA256SUMS", "", "was changed after it was issued"),
    ("backups/back-office/20261007T231500Z/back-office.dump", "A dump of 7", "was changed after it was issued"),
    // Older ones as far as presence, size and the manifest tell.
    ("2026/2026-OTR-000001/2026-OTR-000001.json", "{}", "was changed after it was issued"),
    ("backups/back-office/20261006T231500Z/back-office.dump", "", "is missing"),
  ]

  @Test(arguments: changes) func `names the file that was changed, is missing or was added`(
    _ name: String, _ text: String, _ problem: String
  ) throws {
    #expect(try damages() == [])
    let path = sample.path + "/" + name
    let old = try? InputFile.text(path)
    if text.isEmpty { try Folder.remove(path) } else { try SampleArchive.write(path, text) }
    let named = name.hasSuffix("SHA256SUMS") ? sample.path + "/2026/2026-OTR-000007/manifest.json" : path
    for _ in 0..<2 {
      let found = try damages()
      #expect(found.count == 1)
      #expect(found.first?.hasPrefix("\(named): \(problem)") == true, "\(found)")
      #expect(found.first?.contains("counts as done and is not made again; restore the folder") == true)
    }
    // Restored, nothing is said any more.
    if let old { try SampleArchive.write(path, old) } else { try Folder.remove(path) }
    #expect(try damages() == [])
  }

  @Test func `reads a week to its end, and what was found damaged until it is sound`() throws {
    let path = sample.path + "/2026/2026-OTR-000003/2026-OTR-000003.pdf"
    try SampleArchive.write(path, "A document of 3")
    // Of the same size, and older than what is read: only the manifest would tell.
    #expect(try damages(asOf: 28) == [])
    #expect(try damages(asOf: 8).count == 1)
    #expect(try damages(asOf: 28).count == 1)
    try SampleArchive.write(path, "a document of 3")
    #expect(try damages(asOf: 28) == [])
  }

  @Test func `sees a manifest and its sums that were written anew together`() throws {
    let folder = sample.path + "/2026/2026-OTR-000001"
    let manifest = try Manifest(readingFrom: folder)
    for name in ["manifest.json", "SHA256SUMS"] { try Folder.remove(folder + "/" + name) }
    try SampleArchive.write(folder + "/2026-OTR-000001.pdf", "a document of 9")
    _ = try Manifest.write(manifest.head, zone: "UTC", facts: [], seal: nil, in: folder)
    #expect(try Command.run("sha256sum", "-c", "SHA256SUMS", in: folder).status == 0)
    #expect(try damages().first?.hasPrefix("\(folder)/manifest.json: was changed after it was issued") == true)
  }

  @Test func `sees a package under another's name`() throws {
    _ = try Command.run("cp", "-a", sample.path + "/2026/2026-OTR-000007", sample.path + "/2026/2026-OTR-000008")
    #expect(
      try damages().contains { $0.hasPrefix("\(sample.path)/2026/2026-OTR-000008/manifest.json: belongs to another") })
  }
}
