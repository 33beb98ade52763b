import Archive
import Files
import Glibc
import Messages
import Model
import Support
import Testing

@Suite struct `What has been issued` {
  let sample: SampleArchive

  init() throws {
    sample = try SampleArchive()
  }

  private func next(_ code: String = "OTR") throws -> Int {
    try sample.record().nextNumber(code: code, year: 2026).sequence
  }

  private func warnings() throws -> [String] { try sample.record().warnings.map(\.en) }

  @Test func `a number is never given twice, though its folder was moved away`() throws {
    let record = try sample.record()
    for day in 5...7 { try sample.issue(record, day: day) }
    #expect(record.nextNumber(code: "OTR", year: 2026).sequence == 4)
    #expect(try warnings() == [])
    let folder = sample.path + "/2026/2026-OTR-000003"
    let away = try sample.moveAway(folder)
    #expect(try next() == 4)
    #expect(try next("GOR") == 1)
    // Told by every run, and its period counts as issued.
    for _ in 0..<2 {
      #expect(
        try warnings().first?.hasPrefix("The folders of numbers that were given are not in the archive (1): ") == true)
      #expect(try warnings().first?.contains(": 2026/OTR-000003. ") == true)
    }
    #expect(try sample.record().settledPeriods(of: SampleArchive.task("OTR")) == (5...7).map(SampleArchive.day))
    _ = try Command.run("mv", away, folder)
    #expect(try warnings() == [])
    // The whole year, register or not: what either knows counts.
    _ = try sample.moveAway(sample.path + "/2026")
    #expect(try next() == 4)
    #expect(try warnings()[0].contains("(3): 2026/OTR-000001–000003. "))
  }

  @Test func `an archive without a register gets one from its folders`() throws {
    let record = try sample.record()
    for day in 5...7 { try sample.issue(record, day: day) }
    try sample.backUp(record, day: 7)
    try Folder.remove(sample.path + "/register")
    #expect(
      try warnings() == [
        "Folders that the register did not know were entered (4): 2026/OTR-000001, 2026/OTR-000002, 2026/OTR-000003, "
          + "back-office/20261007T231500Z. Look into it unless you put them there."
      ])
    #expect(try warnings() == [])
    #expect(try next() == 4)
    #expect(try sample.record().settledPeriods(of: SampleArchive.task(nil)) == [SampleArchive.day(7)])
  }

  /// What is done to the register's file, what the complaint says.
  static let damages: [(String, String)] = [
    ("", "it is not JSON"), ("{}", "“format” is missing"),
    ("{\"format\": \"tutanak-register-2\", \"entries\": []}", "a number or period cannot be read"),
    (
      "{\"format\": \"tutanak-register-1\", \"entries\": [{\"state\": \"lost\", \"source\": \"a\"}]}",
      "“entries.Index 0.state” is a value nobody knows"
    ),
  ]

  @Test(arguments: damages) func `a register that is damaged is a fault with a remedy`(
    _ text: String, _ complaint: String
  )
    throws
  {
    try sample.issue(try sample.record(), day: 7)
    let file = sample.path + "/register/2026.json"
    try SampleArchive.write(file, text)
    let error = #expect(throws: ArchiveError.self) { try sample.record() }
    #expect(error?.failureKind == .inputOutput)
    #expect(
      error?.message.en.hasPrefix("\(file) is damaged: \(complaint). Numbers are kept here.") == true,
      "\(error?.message.en ?? "")")
    // The remedy.
    _ = try sample.moveAway(file)
    #expect(try next() == 2)
  }

  @Test func `a run killed before a folder had its name gave no number`() throws {
    let record = try sample.record()
    try sample.issue(record, day: 6)
    try sample.issue(record, day: 7)
    let file = sample.path + "/register/2026.json"
    // As it stands between the two: the second entry, reserved.
    let text = try InputFile.text(file)
    let entries = text.split(separator: "\"issued\"", omittingEmptySubsequences: false)
    try SampleArchive.write(file, "\(entries[0])\"issued\"\(entries[1])\"reserved\"\(entries[2])")
    let folder = sample.path + "/2026/2026-OTR-000002"
    // With its name already: it is issued.
    #expect(try next() == 3)
    #expect(try InputFile.text(file) == text)
    // Unfinished: nothing was issued, and the number is free.
    try SampleArchive.write(file, "\(entries[0])\"issued\"\(entries[1])\"reserved\"\(entries[2])")
    _ = try Command.run("mv", folder, sample.path + "/2026/.2026-OTR-000002.partial")
    #expect(try warnings() == [])
    #expect(try next() == 2)
    #expect(try sample.record().settledPeriods(of: SampleArchive.task("OTR")) == [SampleArchive.day(6)])
    // Neither: nobody can say, so the number is not given again and its absence told; the period is still due.
    try SampleArchive.write(file, "\(entries[0])\"issued\"\(entries[1])\"reserved\"\(entries[2])")
    try Folder.remove(sample.path + "/2026/.2026-OTR-000002.partial")
    for _ in 0..<2 {
      #expect(try warnings().count == 1)
      #expect(try warnings()[0].hasPrefix("A run ended while it gave these numbers, and they have no folders (1): "))
      #expect(try warnings()[0].contains("(1): 2026/OTR-000002. "))
    }
    #expect(try next() == 3)
    #expect(try sample.record().settledPeriods(of: SampleArchive.task("OTR")) == [SampleArchive.day(6)])
  }

  @Test func `what is not the program's is left alone and told`() throws {
    let record = try sample.record()
    try sample.issue(record, day: 7)
    try sample.backUp(record, day: 7)
    for (name, text) in [
      ("2025", "a file"), ("2026/notes.txt~", "x"), ("2026/2026-OTR-000009", "a file"), ("backups/readme", "x"),
      ("backups/back-office/.x.swp", "x"), ("readme.txt", "x"), ("2026/report.pdf.partial", "x"),
    ] { try SampleArchive.write(sample.path + "/" + name, text) }
    for name in ["lost+found", "2026/lost+found", "backups/lost+found", "backups/back-office/kept"] {
      try Folder.create(sample.path + "/" + name)
    }
    symlink("/nowhere", sample.path + "/2024")
    let before = try Command.run("find", sample.path).output
    let again = try sample.record()
    #expect(again.nextNumber(code: "OTR", year: 2026).sequence == 2)
    #expect(try again.archive.sweep() == [])
    #expect(try again.inspect(asOf: SampleArchive.day(8).from) == [])
    #expect(try Command.run("find", sample.path).output == before)
    let warning = try #require(again.warnings.first?.en)
    #expect(again.warnings.count == 1)
    #expect(warning.hasPrefix("The archive holds what is not the program's and was left alone (7): "))
    #expect(warning.contains("\(sample.path)/2024, \(sample.path)/2025, \(sample.path)/2026/2026-OTR-000009, "))
  }

  @Test func `an archive that went away is not made again`() throws {
    let record = try sample.record()
    let away = try sample.moveAway(sample.path)
    func expectGone(_ body: () throws -> Void) {
      let error = #expect(throws: ArchiveError.self) { try body() }
      #expect(error?.failureKind == .cannotCreate)
      #expect(error?.message.en.contains("was moved, removed or unmounted during the run") == true)
    }
    expectGone { try sample.issue(record, day: 7) }
    #expect(!Folder.exists(sample.path))
    // As after a lazy unmount: another folder lies at the path.
    try Folder.create(sample.path)
    expectGone { try sample.issue(record, day: 7) }
    expectGone { try record.begin([SampleArchive.task("OTR")], with: SampleArchive.day(7), year: 2026) }
    #expect(try Folder.entries(sample.path) == [])
    try Folder.remove(sample.path)
    _ = try Command.run("mv", away, sample.path)
    #expect(try sample.issue(record, day: 7).hasSuffix("/2026-OTR-000001"))
  }
}
