import Files
package import Messages

/// What a dump of one database does not bring back: roles, and for SQL text what was set for the database itself.
///
/// It depends on rights that a role need not have, so what cannot be had is told and fails nothing.
package struct SideDump: Sendable {
  /// The name of the file with roles, their memberships and settings, and tablespaces; nil where there is none.
  package private(set) var globals: String?
  /// Whether the passwords of roles, as the server keeps them, are in it.
  package private(set) var hasPasswords = false
  /// The name of the file with the owner, privileges and settings of the database; nil where the dump itself has them.
  package private(set) var database: String?
  /// What could not be had.
  package private(set) var warnings: [Message] = []
  /// Whether a file is missing, and not only a part that the role may not read.
  package private(set) var lacksFile = false

  /// Nothing: it was not asked for.
  init() {}

  /// Makes the files in a folder.
  init(_ source: Dump.Source, _ settings: BackupSettings, _ tools: DumpTools, in folder: String) async {
    let plan = SideDumpPlan(source: source, settings: settings, tools: tools, folder: folder)
    await makeGlobals(plan)
    guard settings.format == .plain else { return }
    do {
      database = try await plan.write(
        "database", plan.databaseStages, endMark: TextEnd.ofDump)
    } catch {
      lack(
        error,
        Message(tr: "veritabanının sahibi, yetkileri ve ayarları", en: "owner, privileges and settings of the database")
      )
    }
  }

  private mutating func makeGlobals(_ plan: SideDumpPlan) async {
    let mark = "-- PostgreSQL database cluster dump complete"
    do {
      globals = try await plan.write("globals", plan.globalsStages(withPasswords: true), endMark: mark)
      hasPasswords = true
      return
    } catch {
      // The usual case: passwords may be read by superusers, and by those who may read everything.
    }
    do {
      globals = try await plan.write("globals", plan.globalsStages(withPasswords: false), endMark: mark)
      warnings.append(
        Message(
          tr: "rol parolaları yedekte yok: rol pg_authid tablosunu okuyamıyor. Geri yüklenen bir sunucuda parolalar "
            + "yeniden verilmelidir.",
          en:
            "the passwords of roles are not in the backup: the role may not read pg_authid. They have to be set anew on "
            + "a restored server."))
    } catch {
      lack(error, Message(tr: "roller ve tablo alanları", en: "roles and tablespaces"))
    }
  }

  private mutating func lack(_ error: any Error, _ what: Message) {
    let reason = (error as? any ExplainedError)?.message ?? Message(verbatim: String(describing: type(of: error)))
    warnings.append(
      Message(
        tr: "\(what.tr) yedeğe alınamadı: \(reason.tr)", en: "\(what.en) could not be backed up: \(reason.en)"))
    lacksFile = true
  }
}

/// How the files beside a dump are made.
private struct SideDumpPlan {
  let source: Dump.Source
  let settings: BackupSettings
  let tools: DumpTools
  let folder: String

  private var environment: [String: String] { source.environment.merging(["PGAPPNAME": "tutanak globals"]) { $1 } }

  private var connection: [String] {
    ["--no-password", "--encoding=\(source.encoding)"]
      + (source.patience.isEmpty ? [] : ["--dbname=\(source.patience)"])
  }

  /// pg_dumpall, which would connect to a database that the role may have no right to.
  func globalsStages(withPasswords: Bool) throws(BackupError) -> [ProgramPipe.Stage] {
    guard let program = tools.pgDumpall else { throw .toolMissing(settings.pgDumpall) }
    let database = source.environment["PGDATABASE"].map { ["--database=\($0)"] } ?? []
    return [
      .init(
        program, ["--globals-only"] + connection + database + (withPasswords ? [] : ["--no-role-passwords"]),
        environment: environment)
    ]
  }

  /// An archive without rows, of which no schema is wanted: what is left is what is said of the database.
  var databaseStages: [ProgramPipe.Stage] {
    [
      .init(
        tools.pgDump, ["--format=custom", "--schema-only", "--compress=0"] + connection, environment: environment),
      .init(tools.pgRestore, ["--create", "--schema=no such schema", "--file=-"]),
    ]
  }

  /// Writes a file as the dump beside it is written: compressed by zstd and encrypted where that is.
  func write(_ kind: String, _ stages: [ProgramPipe.Stage], endMark: String) async throws -> String {
    let isPacked = settings.compression == .zstd
    let name = "\(source.name).\(kind).sql" + (isPacked ? ".zst" : "") + (settings.encryption == nil ? "" : ".age")
    let path = folder + "/" + name
    let packing = ProgramPipe.Stage(tools.zstd, ["-q", "-c", "-\(settings.level)"])
    let unpacking = ProgramPipe.Stage(tools.zstd, ["-q", "-d", "-c"])
    do {
      let stages = stages + (isPacked ? [packing] : [])
      @Sendable func read(_ stream: ChildProcess.Stream) async throws -> [ChildOutcome] {
        TextEnd.outcomes(try await TextEnd.read(stream, through: isPacked ? [unpacking] : [], endMark: endMark))
      }
      let (making, reading) = try await write(stages, to: path, read: read)
      if let failure = ChildOutcome.cause(of: making + reading) { throw BackupError.toolFailed(failure) }
      return name
    } catch {
      try? Folder.remove(path)
      throw error
    }
  }

  private func write(
    _ stages: [ProgramPipe.Stage], to path: String,
    read: @escaping @Sendable (ChildProcess.Stream) async throws -> [ChildOutcome]
  ) async throws -> (making: [ChildOutcome], reading: [ChildOutcome]) {
    guard let encryption = settings.encryption, let age = tools.age else {
      let making = try await ProgramPipe.run(stages, output: .descriptor(try Descriptors.writing(path, isNew: true)))
      return (making, try await read(.descriptor(try Descriptors.reading(path))))
    }
    let stream = EncryptedStream(age: age, settings: encryption)
    let outcome = try await stream.write(stages, to: path, read: read)
    if ChildOutcome.cause(of: outcome.making + outcome.reading) == nil {
      try await stream.check(path, against: outcome.plaintext.get())
    }
    return (outcome.making, outcome.reading)
  }
}
