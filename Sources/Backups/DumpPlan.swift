import Files
import Messages

/// Which programs make a dump of a format, compression and encryption, and which read it again.
struct DumpPlan {
  /// The name of the file or folder.
  let name: String
  private let settings: BackupSettings
  private let tools: DumpTools
  private let arguments: [String]
  /// Whether pg_dump's output goes through zstd.
  private let isPiped: Bool

  /// A dump that was made, and what is known of it already.
  struct Making {
    /// How the programs ended that made it.
    let outcomes: [ChildOutcome]
    /// How those ended that read it on its way.
    var reading: [ChildOutcome] = []
    /// What was encrypted; nil where nothing was.
    var plaintext: Result<Plaintext, any Error>?
  }

  init(_ source: Dump.Source, _ settings: BackupSettings, _ tools: DumpTools) throws(BackupError) {
    self.settings = settings
    self.tools = tools
    isPiped = settings.compression == .zstd && settings.format != .directory
    let ending = isPiped ? ".zst" : settings.format == .plain && settings.compression == .gzip ? ".gz" : ""
    let sealed = settings.encryption == nil ? "" : ".age"
    name =
      switch settings.format {
      case .custom: source.name + ".dump" + ending + sealed
      case .directory: source.name + ".dir"
      case .plain: source.name + ".sql" + ending + sealed
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
    self.arguments = arguments + (source.selection?.arguments ?? [])
  }

  /// How a person restores it.
  var restoreHint: String {
    let target = "--dbname=NEW_DATABASE"
    var unpacking: [String] = []
    if settings.encryption != nil { unpacking.append("age -d -i KEY_FILE") }
    if isPiped { unpacking.append("zstd -dc") } else if isGzippedText { unpacking.append("gzip -dc") }
    let restore = settings.format == .plain ? "psql \(target)" : "pg_restore \(target)"
    guard !unpacking.isEmpty else { return restore + (settings.format == .plain ? " --file=\(name)" : " \(name)") }
    unpacking[0] += " \(name)"
    return (unpacking + [restore]).joined(separator: " | ")
  }

  private var isGzippedText: Bool { settings.format == .plain && settings.compression == .gzip }

  /// Makes the dump; one that is encrypted is read meanwhile.
  func dump(into folder: String, environment: [String: String]) async throws -> Making {
    let path = folder + "/" + name
    let dumping = ProgramPipe.Stage(tools.pgDump, arguments, environment: environment)
    if settings.format == .directory {
      let stage = ProgramPipe.Stage(
        tools.pgDump, arguments + ["--file=\(path)"], environment: environment)
      return Making(outcomes: try await ProgramPipe.run([stage]))
    }
    let stages = [dumping] + (isPiped ? [compressing] : [])
    guard let encryption = settings.encryption, let age = tools.age else {
      let file = try Descriptors.writing(path, isNew: true)
      return Making(outcomes: try await ProgramPipe.run(stages, output: .descriptor(file)))
    }
    let stream = EncryptedStream(age: age, settings: encryption)
    let outcome = try await stream.write(stages, to: path) { try await read($0) }
    return Making(outcomes: outcome.making, reading: outcome.reading, plaintext: outcome.plaintext)
  }

  /// Reads the dump to its end, as far as that was not done while it was made.
  func read(_ making: Making, in folder: String) async throws -> (outcomes: [ChildOutcome], plaintext: Plaintext?) {
    let path = folder + "/" + name
    if let encryption = settings.encryption, let age = tools.age, let plaintext = try making.plaintext?.get() {
      try await EncryptedStream(age: age, settings: encryption).check(path, against: plaintext)
      return (making.reading, plaintext)
    }
    guard settings.format == .plain || isPiped else {
      let stage = ProgramPipe.Stage(tools.pgRestore, Self.toNowhere + [path])
      return (try await ProgramPipe.run([stage]) + (try unfinishedTables(in: path)), nil)
    }
    return (try await read(.descriptor(try Descriptors.reading(path))), nil)
  }

  /// Reads a stream of the dump, not encrypted, to its end.
  private func read(_ stream: ChildProcess.Stream) async throws -> [ChildOutcome] {
    var stages: [ProgramPipe.Stage] = []
    if isPiped { stages.append(.init(tools.zstd, ["-q", "-d", "-c"])) }
    if isGzippedText { stages.append(.init("gzip", ["-d", "-c"])) }
    guard settings.format == .plain else {
      return try await ProgramPipe.run(
        stages + [.init(tools.pgRestore, Self.toNowhere)], input: stream)
    }
    return TextEnd.outcomes(try await TextEnd.read(stream, through: stages, endMark: TextEnd.ofDump))
  }

  private static let toNowhere = ["--file=/dev/null"]

  private var compressing: ProgramPipe.Stage {
    .init(tools.zstd, ["-q", "-c", "-T0", "-\(settings.level)"])
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
