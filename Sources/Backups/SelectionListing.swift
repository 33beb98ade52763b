import Files
import Messages

/// What a dump of a part of a database will hold, by the numbers (oid) the server has for it.
package struct SelectedObjects: Sendable, Equatable {
  /// Tables, sequences, views and indexes.
  package var relations: Set<UInt32> = []
  /// Tables that are dumped without their rows, and sequences that may be dumped without their values.
  package var withoutRows: Set<UInt32> = []
  /// Types and domains.
  package var types: Set<UInt32> = []
  /// Extensions, but those every database has.
  package var extensions: Set<UInt32> = []
  /// Whether large objects are dumped.
  package var hasLargeObjects = true
}

/// Asks pg_dump what a selection means, since nobody else reads its patterns exactly as it does.
struct SelectionListing {
  let source: Dump.Source
  let tools: DumpTools

  /// What a dump will hold; a pattern that nothing matches is refused with its place in the configuration.
  func objects(of selection: DumpSelection) async throws -> SelectedObjects {
    for (list, patterns) in selection.patterns.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      for pattern in patterns {
        // Taken and left out again: pg_dump insists on a match, and locks no table that the role may not read.
        let words = ["--strict-names"] + list.both.map { "\($0)=\(pattern.text)" }
        if try await lines(words) == nil { throw pattern.complaint }
      }
    }
    guard let lines = try await lines(selection.arguments) else { return SelectedObjects() }
    var objects = SelectedObjects()
    objects.hasLargeObjects = !selection.isOfNamed
    for line in lines {
      switch line.catalogue {
      case 1259: objects.relations.insert(line.number)
      case 1247: objects.types.insert(line.number)
      case 3079: objects.extensions.insert(line.number)
      default: break
      }
    }
    for pattern in selection.patterns[.excludeTableData] ?? [] {
      let matched = try await self.lines(["--table=\(pattern.text)"] + selection.hidden) ?? []
      objects.withoutRows.formUnion(matched.filter { $0.catalogue == 1259 }.map(\.number))
    }
    return objects
  }

  /// The archive's table of contents without rows; nil where a pattern matched nothing.
  private func lines(_ words: [String]) async throws -> [(catalogue: Int, number: UInt32)]? {
    var arguments = [
      "--format=custom", "--schema-only", "--compress=0", "--snapshot=\(source.snapshotID)", "--no-password",
      "--lock-wait-timeout=\(source.lockTimeoutMilliseconds)", "--encoding=\(source.encoding)",
    ]
    if !source.patience.isEmpty { arguments.append("--dbname=\(source.patience)") }
    // By its name the dump itself is known, for which the snapshot is kept.
    let environment = source.environment.merging(["PGAPPNAME": "tutanak listing"]) { $1 }
    let output = try MemoryFile()
    let outcomes = try await ProgramPipe.run(
      [.init(tools.pgDump, arguments + words, environment: environment), .init(tools.pgRestore, ["--list"])],
      output: .borrowed(output.number))
    if outcomes[0].status == 1, outcomes[0].standardError.contains("pg_dump: error: no matching ") { return nil }
    if let failure = ChildOutcome.cause(of: outcomes) {
      throw BackupError.dumpFailed(failure, DumpFault(in: failure.standardError))
    }
    return String(decoding: try output.beginning(), as: UTF8.self).split(separator: "\n").compactMap { line in
      // `218; 1259 16391 TABLE s2 u postgres`; names follow, in which there is no line's end.
      let words = line.split(separator: " ", maxSplits: 3)
      guard words.count == 4, words[0].hasSuffix(";"), words[0] != ";", let catalogue = Int(words[1]),
        let number = UInt32(words[2])
      else { return nil }
      return (catalogue, number)
    }
  }
}

extension Dump {
  /// What a dump of a source's selection will hold; nil where all of the database is dumped.
  package static func selection(of source: Source, _ settings: BackupSettings) async throws -> SelectedObjects? {
    guard let selection = source.selection else { return nil }
    let tools = try await DumpTools.find(settings, serverVersionNumber: source.serverVersionNumber)
    return try await SelectionListing(source: source, tools: tools).objects(of: selection)
  }
}
