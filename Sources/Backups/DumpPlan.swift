import Files
import Messages

/// Which programs make a dump of a format and compression, and which read it again.
struct DumpPlan {
  /// The name of the file or folder.
  let name: String
  private let settings: BackupSettings
  private let tools: DumpTools
  private let arguments: [String]
  /// Whether pg_dump's output goes through zstd.
  private let isPiped: Bool

  init(_ source: Dump.Source, _ settings: BackupSettings, _ tools: DumpTools) throws(BackupError) {
    self.settings = settings
    self.tools = tools
    isPiped = settings.compression == .zstd && settings.format != .directory
    let ending = isPiped ? ".zst" : settings.format == .plain && settings.compression == .gzip ? ".gz" : ""
    name =
      switch settings.format {
      case .custom: source.name + ".dump" + ending
      case .directory: source.name + ".dir"
      case .plain: source.name + ".sql" + ending
      }
    var arguments = [
      "--format=\(settings.format.rawValue)", "--snapshot=\(source.snapshotID)", "--no-password",
      "--lock-wait-timeout=\(source.lockTimeoutMilliseconds)",
      // What a role or a database has set as the client's encoding could not hold every text of it.
      "--encoding=\(source.encoding)",
    ]
    // Only what no PG* variable can say; everything else, the password above all, is in the environment.
    if !source.patience.isEmpty { arguments.append("--dbname=\(source.patience)") }
    if settings.format == .directory { arguments.append("--jobs=\(settings.jobs)") }
    arguments.append(try Self.compression(settings, tools, isPiped: isPiped))
    self.arguments = arguments
  }

  /// How a person restores it.
  var restoreHint: String {
    switch settings.format {
    case .custom where isPiped: "zstd -dc \(name) | pg_restore --dbname=NEW_DATABASE"
    case .custom, .directory: "pg_restore --dbname=NEW_DATABASE \(name)"
    case .plain where isPiped: "zstd -dc \(name) | psql --dbname=NEW_DATABASE"
    case .plain:
      settings.compression == .gzip
        ? "gzip -dc \(name) | psql --dbname=NEW_DATABASE" : "psql --dbname=NEW_DATABASE --file=\(name)"
    }
  }

  /// Makes the dump.
  func dump(into folder: String, environment: [String: String]) async throws -> [ChildOutcome] {
    let path = folder + "/" + name
    if settings.format == .directory {
      return [
        try await ChildProcess.run(
          tools.pgDump, arguments + ["--file=\(path)"], environment: environment, folder: folder)
      ]
    }
    let file = try Descriptors.writing(path, isNew: true)
    guard isPiped else {
      return [
        try await ChildProcess.run(
          tools.pgDump, arguments, environment: environment, output: .descriptor(file), folder: folder)
      ]
    }
    let pipe = try Descriptors.pipe()
    async let dumping = ChildProcess.run(
      tools.pgDump, arguments, environment: environment, output: .descriptor(pipe.writeEnd), folder: folder)
    async let compressing = ChildProcess.run(
      tools.zstd, ["-q", "-c", "-T0", "-\(settings.level)"], environment: [:], input: .descriptor(pipe.readEnd),
      output: .descriptor(file), folder: folder)
    return try await [dumping, compressing]
  }

  /// Reads the dump to its end.
  func read(in folder: String) async throws -> [ChildOutcome] {
    let path = folder + "/" + name
    guard settings.format == .plain else {
      let restore = ["--file=/dev/null"]
      guard isPiped else {
        let outcome = try await ChildProcess.run(tools.pgRestore, restore + [path], environment: [:], folder: folder)
        return [outcome] + (try unfinishedTables(in: path))
      }
      let file = try Descriptors.reading(path)
      let pipe = try Descriptors.pipe()
      async let unpacking = ChildProcess.run(
        tools.zstd, ["-q", "-d", "-c"], environment: [:], input: .descriptor(file), output: .descriptor(pipe.writeEnd),
        folder: folder)
      async let restoring = ChildProcess.run(
        tools.pgRestore, restore, environment: [:], input: .descriptor(pipe.readEnd), folder: folder)
      return try await [unpacking, restoring]
    }
    // SQL text has no reader but psql; its last line and the compressor's own check stand in for it.
    let program = isPiped ? tools.zstd : settings.compression == .gzip ? "gzip" : "cat"
    let end = folder + "/end.partial"
    defer { try? Folder.remove(end) }
    let file = try Descriptors.reading(path)
    let output = try Descriptors.writing(end, isNew: false)
    let pipe = try Descriptors.pipe()
    async let unpacking = ChildProcess.run(
      program, program == "cat" ? [] : ["-d", "-c"], environment: [:], input: .descriptor(file),
      output: .descriptor(pipe.writeEnd), folder: folder)
    async let last = ChildProcess.run(
      "tail", ["-c", "200"], environment: [:], input: .descriptor(pipe.readEnd), output: .descriptor(output),
      folder: folder)
    let outcomes = try await [unpacking, last]
    let isComplete = try InputFile.text(end).contains("-- PostgreSQL database dump complete")
    return outcomes
      + (isComplete ? [] : [ChildOutcome(program: "tail", status: 1, standardError: "tail: error: no end mark")])
  }

  /// What an uncompressed folder's reader does not notice: rows that end too early.
  private func unfinishedTables(in path: String) throws -> [ChildOutcome] {
    guard settings.format == .directory, settings.compression == .none else { return [] }
    return try TableFiles.incomplete(in: path).map { name in
      ChildOutcome(
        program: tools.pgRestore, status: 1, standardError: "pg_restore: error: no end mark in \(name)")
    }
  }

  private static func compression(
    _ settings: BackupSettings, _ tools: DumpTools, isPiped: Bool
  ) throws(BackupError) -> String {
    switch settings.compression {
    case .zstd where isPiped, .none: return "--compress=0"
    case .gzip: return "--compress=\(settings.level)"
    case .zstd:
      guard tools.majorVersion >= 16 else {
        throw .unsuitable(
          Message(
            tr: "backup: “directory” biçimi zstd sıkıştırmayı pg_dump 16'dan itibaren bilir; gzip veya none kullanın.",
            en: "backup: the format “directory” knows zstd from pg_dump 16 on; use gzip or none."))
      }
      return "--compress=zstd:\(settings.level)"
    }
  }
}

/// The files of rows in a dump of the format `directory`.
///
/// Without compression nothing tells pg_restore how long they are: it copies what there is. But pg_dump ends the rows of
/// every table with a line of its own.
enum TableFiles {
  private static let endMark = Array("\\.\n\n\n".utf8)

  /// The names of those that do not end as pg_dump ends them.
  static func incomplete(in folder: String) throws(FileError) -> [String] {
    var names: [String] = []
    for name in try Folder.entries(folder) where isTableFile(name) {
      let path = folder + "/" + name
      let start = max(0, try InputFile.size(path) - endMark.count)
      let end = try FileDescriptor(reading: path).read(at: start, upTo: endMark.count)
      if end != endMark { names.append(name) }
    }
    return names
  }

  /// `3071.dat`; large objects are called `blob_16400.dat`, and hold nothing that shows where they end.
  private static func isTableFile(_ name: String) -> Bool {
    name.hasSuffix(".dat") && name.utf8.dropLast(4).allSatisfy { (0x30...0x39).contains($0) }
  }
}
