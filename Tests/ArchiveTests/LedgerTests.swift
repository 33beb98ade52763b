import Archive
import Documents
import Files
import Foundation
import Messages
import Model
import Support
import Testing

@Suite struct `The ledger` {
  let sample: SampleArchive
  private var path: String { sample.path + "/" + Ledger.fileName }

  init() throws {
    sample = try SampleArchive()
  }

  private func ledger(isReadOnly: Bool = false) throws -> Ledger {
    let author = Ledger.Author(clock: { Instant(microseconds: 1_700_000_000_000_000) }, asOf: nil, user: "denetçi")
    return Ledger(of: try Archive(sample.path), by: author, isReadOnly: isReadOnly)
  }

  private func lines() throws -> [String] {
    try InputFile.text(path).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private func hold(_ ledger: Ledger, _ reason: String) throws {
    try ledger.append(
      .init(
        .hold, .done, source: "back-office", backup: "20261007T231500Z", reason: reason,
        facts: [.init("until", .null), .init("bytes", .integer(7))]))
  }

  @Test func `acts are numbered without gaps and chained, as coreutils see it`() throws {
    let first = try ledger()
    try hold(first, "soruşturma \"2026/17\"\nsatır\u{2028}sonu")
    try hold(first, "ikinci")
    // Another run goes on where that one ended.
    try hold(try ledger(), "üçüncü")
    let entries = try ledger().entries()
    #expect(entries.map(\.sequence) == [1, 2, 3])
    #expect(entries[0].reason == "soruşturma \"2026/17\"\nsatır\u{2028}sonu")
    #expect(entries.map(\.user) == ["denetçi", "denetçi", "denetçi"])
    #expect(entries[0].fact("bytes") == .integer(7))
    #expect(entries[0].time == Instant(microseconds: 1_700_000_000_000_000))
    let texts = try lines()
    #expect(texts.count == 4 && texts[3].isEmpty)
    #expect(entries[0].previous == String(repeating: "0", count: 64))
    for index in 1..<3 {
      let sum = try Command.run("sh", "-c", "sed -n \(index)p '\(path)' | tr -d '\\n' | sha256sum")
      #expect(sum.output.hasPrefix(entries[index].previous))
    }
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
  }

  @Test func `a line that a power cut tore is cut off, and that is written down`() throws {
    let first = try ledger()
    try hold(first, "bir")
    try hold(first, "iki")
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    for torn in [1, 20, whole.count / 2 - 1] {
      try (whole + whole.prefix(torn)).write(to: URL(fileURLWithPath: path))
      // Whoever only looks changes nothing.
      #expect(try ledger(isReadOnly: true).entries().count == 2)
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)).count == whole.count + torn)
      let entries = try ledger().entries()
      #expect(entries.map(\.act) == [.hold, .hold, .recover])
      #expect(entries[2].fact("torn_bytes") == .integer(Int64(torn)))
      #expect(try ledger().entries() == entries)
    }
  }

  @Test func `a line that was changed, removed, swapped or put in is named`() throws {
    let first = try ledger()
    for reason in ["bir", "iki", "üç", "dört"] { try hold(first, reason) }
    let texts = try lines().dropLast().map { $0 }
    let attacks: [(String, [String], Int)] = [
      ("changed", [texts[0], texts[1].replacing("iki", with: "2"), texts[2], texts[3]], 3),
      ("removed", [texts[0], texts[2], texts[3]], 2),
      ("swapped", [texts[1], texts[0], texts[2], texts[3]], 1),
      ("put in twice", [texts[0], texts[0], texts[1]], 2),
      ("no JSON", [texts[0], "{\"sequence\":2", texts[2]], 2),
    ]
    for (name, attacked, line) in attacks {
      try SampleArchive.write(path, attacked.joined(separator: "\n") + "\n")
      let error = #expect(throws: ArchiveError.self, "\(name)") { try ledger().entries() }
      #expect(error?.message.en.contains("line \(line) does not follow") == true, "\(name)")
      #expect(error?.failureKind == .inputOutput)
      #expect(throws: ArchiveError.self, "\(name)") { try hold(try ledger(), "beş") }
    }
  }

  @Test func `a backup whose folder never got its name is written down as abandoned`() throws {
    let ledger = try ledger()
    let record = try IssueRecord(of: try Archive(sample.path), isReadOnly: false, ledger: ledger)
    let folder = try sample.backUp(record, day: 7)
    let name = String(folder.split(separator: "/").last ?? "")
    #expect(try ledger.entries().map(\.outcome) == [.done])
    // What a run leaves that dies between the two: the register has a reservation, and there is no folder.
    let register = sample.path + "/register/2026.json"
    let reserved = try InputFile.text(register).replacing("\"issued\"", with: "\"reserved\"")
    try SampleArchive.write(register, reserved)
    _ = try sample.moveAway(folder)
    _ = try IssueRecord(of: try Archive(sample.path), isReadOnly: false, ledger: try self.ledger())
    let entries = try self.ledger().entries()
    #expect(entries.map(\.outcome) == [.done, .abandoned])
    #expect(entries[1].backup == name)
  }

  @Test(.enabled(if: SmallDisk.isAllowed)) func `a full disk takes back what of a line was written`() throws {
    let disk = try SmallDisk(kibibytes: 64)
    let log = LineLog(at: disk.path + "/log")
    try log.append("first")
    try SampleArchive.write(disk.path + "/filler", String(repeating: "x", count: 40_000))
    #expect(throws: FileError.self) { try log.append(String(repeating: "y", count: 60_000)) }
    let (lines, torn) = try log.read()
    #expect(lines.map { String(decoding: $0, as: UTF8.self) } == ["first"])
    #expect(torn == 0)
  }
}
