import Archive
import Documents
import Files
import Messages
import Model
import Support
import Testing

@Suite struct `A manifest` {
  let scratch: ScratchFolder
  let head: Manifest.Head

  init() throws {
    scratch = try ScratchFolder()
    head = Manifest.Head(
      format: .package, number: DocumentNumber(year: 2026, code: "OTR", sequence: 7), source: "back-office",
      schedule: "nightly", period: try SampleArchive.day(7), isLate: true)
  }

  @Test func `reads what was written, and coreutils finds the same sums wherever it lies`() throws {
    try scratch.write("package/report.pdf", String(repeating: "x", count: 700_000))
    try scratch.write("package/dir/toc.dat", "toc")
    let digest = try Manifest.write(
      head, zone: "UTC", facts: [.init("mask", .string("M1"))], seal: nil, in: scratch.path + "/package")
    let manifest = try Manifest(readingFrom: scratch.path + "/package")
    #expect(manifest.head == head)
    #expect(manifest.digest == digest)
    #expect(manifest.files.map(\.path) == ["dir/toc.dat", "report.pdf"])
    #expect(manifest.files.map(\.size) == [3, 700_000])
    _ = try Command.run("mv", scratch.path + "/package", scratch.path + "/elsewhere")
    let checked = try Command.run(
      "sha256sum", "-c", "SHA256SUMS", environment: ["LC_ALL": "C"], in: scratch.path + "/elsewhere")
    #expect(checked.status == 0)
    #expect(checked.output == "dir/toc.dat: OK\nreport.pdf: OK\nmanifest.json: OK\n")
  }

  /// What is done to the text, what the complaint says.
  static let damages: [(String, String, String)] = [
    ("\"format\": \"tutanak-package-1\"", "\"format\": \"tutanak-package-9\"", "“format” is a value nobody knows"),
    ("\"source\"", "\"sauce\"", "“source” is missing"),
    ("\"to\": \"2026-10-08T00:00:00.000000Z\"", "\"to\": \"yesterday\"", "“period” cannot be read"),
    ("\"document\": \"2026/OTR-000007\"", "\"document\": \"7\"", "“document” cannot be read"),
    ("\"late\": true", "\"late\": \"yes\"", "“late” is not of its type"), ("{", "", "it is not JSON"),
  ]

  @Test(arguments: damages) func `that is damaged is a fault that names file and remedy`(
    _ text: String, _ replacement: String, _ complaint: String
  ) throws {
    let folder = scratch.path + "/package"
    try scratch.write("package/report.pdf", "x")
    _ = try Manifest.write(head, zone: "UTC", facts: [], seal: nil, in: folder)
    let whole = try InputFile.text(folder + "/manifest.json")
    try #require(whole.contains(text))
    try scratch.write("package/manifest.json", whole.replacing(text, with: replacement, maxReplacements: 1))
    let error = #expect(throws: ArchiveError.self) { try Manifest(readingFrom: folder) }
    #expect(error?.failureKind == .inputOutput)
    let message = error?.message[.en] ?? ""
    #expect(message.hasPrefix("\(folder)/manifest.json is damaged: \(complaint). The run stops"), "\(message)")
    #expect(message.contains("Restore the folder from a sound copy"))
  }

  @Test(arguments: ["", "\u{0}", "null", "[]"]) func `that holds nothing is a fault as well`(text: String) throws {
    try scratch.write("package/manifest.json", text)
    #expect(throws: ArchiveError.self) { try Manifest(readingFrom: scratch.path + "/package") }
  }

  @Test func `that is not there is a fault: its package was issued all the same`() throws {
    let error = #expect(throws: ArchiveError.self) { try Manifest(readingFrom: scratch.path) }
    #expect(error?.failureKind == .inputOutput)
  }
}

@Suite struct `A document's number` {
  @Test(arguments: [
    ("2026-OTR-000001", 1), ("2026/OTR-000123", 123), ("2026-OTR-1000000", 1_000_000), ("2026-A-B-000002", 2),
  ])
  func `is read as folders and documents write it`(text: String, sequence: Int) {
    let number = DocumentNumber(text)
    #expect(number?.sequence == sequence)
    #expect(number?.folderName == String(text.map { $0 == "/" ? "-" : $0 }))
  }

  @Test(arguments: [
    "", "2026", "2026-OTR", "2026-OTR-1", "2026-OTR-000000", "2026-OTR-0000001", "2026--000001", "20x6-OTR-000001",
    "2026-OTR-+00001", "2026-OTR-000001.partial", "٢٠٢٦-OTR-000001", ".2026-OTR-000001.partial",
    "2026\u{301}-OTR-000001",
  ])
  func `is nothing else`(text: String) {
    #expect(DocumentNumber(text) == nil)
  }
}
