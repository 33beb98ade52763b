import Foundation
import Support
import Testing

@Suite struct `The rooms` {
  @Test func `are what the design says, and only some touch raw memory`() throws {
    let package = try SourceTree.text("Package.swift")
    #expect(package.contains(".strictMemorySafety()"))
    #expect(
      package.contains(
        "let unsafeRooms: Set<String> = [\n  \"Compression\", \"Delivery\", \"Excel\", \"Evidence\", "
          + "\"Files\", \"Geography\", \"PDF\", \"Postgres\", \"Redis\",\n]"
      ))
  }

  @Test func `import a C library in one place each`() throws {
    var importers: [String: Set<String>] = [:]
    for file in try SourceTree("Sources").files {
      for line in file.lines {
        let words = line.split(separator: " ")
        guard let index = words.firstIndex(of: "import"), index <= 1, index + 1 < words.count else { continue }
        let module = String(words[index + 1])
        if module.hasPrefix("C"), module.dropFirst().first?.isUppercase == true {
          importers[module, default: []].insert(file.room)
        }
      }
    }
    for (library, rooms) in importers { #expect(rooms.count == 1, "\(library) is imported by \(rooms.sorted())") }
    #expect(importers.count == 13)
  }

  @Test func `never print or exit, but for the command line`() throws {
    for file in try SourceTree("Sources").files where file.room != "tutanak" {
      for (index, line) in file.lines.enumerated() {
        let code = line.trimmingPrefix { $0 == " " }
        #expect(!code.hasPrefix("print("), "\(file.path):\(index + 1) prints")
        #expect(!code.contains("exit(") || file.name == "Interruption.swift", "\(file.path):\(index + 1) exits")
        #expect(!code.contains("fatalError("), "\(file.path):\(index + 1) gives up")
      }
    }
  }

  @Test func `use Foundation only where it beats own code`() throws {
    let allowed = [
      "Archive/JSONValue+Reading.swift", "Archive/StoredJSON.swift", "Intake/PlanNode.swift",
      "Intake/UserKey.swift", "Jobs/Interruption.swift", "Jobs/Configuration/BuildInfo.swift",
      "Reports/Words/TurkishAlphabet.swift", "Jobs/Documents/ReportFacts.swift", "Jobs/OwnThread.swift",
      "Jobs/RunStateFile.swift",
      "tutanak/CommandDescription.swift", "tutanak/CommonOptions.swift", "tutanak/ProgressBar.swift",
      "tutanak/RulesCommand.swift",
      "tutanak/Terminal.swift", "tutanak/TerminalLog.swift",
    ]
    for file in try SourceTree("Sources").files where file.lines.contains(where: { $0.hasSuffix("import Foundation") })
    {
      #expect(allowed.contains { file.path == "Sources/" + $0 }, "\(file.path) imports Foundation")
    }
  }

  @Test func `that draw a format are named in one list and nowhere else`() throws {
    let renderers: Set<String> = ["Excel", "HTML", "PDF", "Text"]
    var importers: [String: Set<String>] = [:]
    for file in try SourceTree("Sources").files where !renderers.contains(file.room) {
      for line in file.lines where line.contains("import ") {
        let module = line.split(separator: " ").last.map(String.init) ?? ""
        if renderers.contains(module) { importers[module, default: []].insert(file.path) }
      }
    }
    let list = "Sources/Jobs/Documents/DocumentFormat.swift"
    // What is drawn is read again too: the rows of an issued workbook.
    let readers = ["Documents/DataFacts", "Evidence/DeepVerification", "Evidence/WorkbookChange+Words"].map {
      "Sources/Jobs/\($0).swift"
    }
    // And what people filled in in a copy of one.
    let reviews = ["ReviewCopy", "ReviewForm", "ReviewImportJob", "ReviewRecord", "ReviewedDocument", "WrittenMoment"]
      .map {
        "Sources/Jobs/Reviews/\($0).swift"
      }
    #expect(importers["Excel"] == Set([list] + readers + reviews) && importers["PDF"] == [list])
    // The index of the archive is a page, and no document.
    let index = ["ArchiveIndex", "IndexLook", "IndexedBackups", "IndexedDocuments", "IndexedNights"]
    #expect(importers["HTML"] == Set([list] + index.map { "Sources/Jobs/Index/\($0).swift" }))
    // CSV files have options of their own.
    #expect(importers["Text"] == [list, "Sources/Jobs/Configuration/Configuration.swift"])
  }

  @Test func `keep lists equal to folders`() throws {
    let sections = try SourceTree.text("Sources/Reports/Sections.swift")
    for name in try SourceTree.names(in: "Sources/Reports/Sections") {
      #expect(sections.contains("\(name).self"), "\(name) is not in Sections.all")
    }
    let channels = try SourceTree.text("Sources/Delivery/Channels.swift")
    for name in try SourceTree.names(in: "Sources/Delivery/Channels") {
      #expect(channels.contains("\(name).self"), "\(name) is not in Channels.all")
    }
    let commands = try SourceTree.text("Sources/tutanak/Tutanak.swift")
    for name in try SourceTree.names(in: "Sources/tutanak") where name.hasSuffix("Command") {
      #expect(commands.contains("\(name).self"), "\(name) is no subcommand")
    }
  }

  /// Every room with what Package.swift lets it import.
  static func rooms() throws -> [String: [String]] {
    let package = try SourceTree.text("Package.swift")
    var rooms: [String: [String]] = [:]
    for part in package.components(separatedBy: "room(").dropFirst(2) {
      let names = part.components(separatedBy: "\"").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
      guard let room = names.first, part.drop(while: { $0.isWhitespace }).hasPrefix("\"") else { continue }
      rooms[room] = Array(names.dropFirst())
    }
    return rooms
  }
}
