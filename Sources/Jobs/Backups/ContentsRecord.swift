import Backups
import Dispatch
import Documents
import Intake
import Messages
import Synchronization

/// What a dump holds, counted beside it in the same snapshot, for the backup's manifest.
struct ContentsRecord: Sendable {
  /// What was found; nil where it was not to be looked for, or could not be.
  private let contents: DatabaseContents?
  private let failure: Failure?
  private let mode: BackupSettings.Contents

  /// Makes a dump while another connection counts what it will hold; a dump that fails stops the counting.
  ///
  /// The dump begins when that connection has joined the snapshot, or cannot.
  static func beside<Dump: Sendable>(
    _ address: SourceAddress, snapshot: String, part: DumpedPart?, _ mode: BackupSettings.Contents,
    dump: () async throws -> Dump
  ) async throws -> (Dump, ContentsRecord) {
    guard mode != .none else { return (try await dump(), ContentsRecord(contents: nil, failure: nil, mode: mode)) }
    let isWanted = Wanted()
    let dumpHasEnded = DispatchSemaphore(value: 0)
    let (joined, signal) = AsyncStream<Never>.makeStream()
    async let record = OwnThread.run {
      defer { signal.finish() }
      do {
        let contents = try ContentsReading.read(
          address, snapshot: snapshot, part: part, withDigests: mode == .full, onJoined: { signal.finish() },
          isWanted: { isWanted.value }, waitForDump: { dumpHasEnded.wait() })
        return ContentsRecord(contents: contents, failure: nil, mode: mode)
      } catch {
        return ContentsRecord(contents: nil, failure: Failure(error), mode: mode)
      }
    }
    for await _ in joined {}
    do {
      let dump = try await dump()
      dumpHasEnded.signal()
      return (dump, await record)
    } catch {
      isWanted.end()
      dumpHasEnded.signal()
      throw error
    }
  }

  private final class Wanted: Sendable {
    private let flag = Atomic(true)
    var value: Bool { flag.load(ordering: .relaxed) }
    func end() { flag.store(false, ordering: .relaxed) }
  }

  /// What must be said: a backup that was made, but of which nobody can later tell that it came back whole.
  func warning(of source: String) -> Message? {
    if let failure {
      return Message(
        tr: "\(source): yedek alındı, ama içeriği sayılamadı; geri yüklenen bir kopya onunla karşılaştırılamaz. "
          + failure.message.tr,
        en: "\(source): the backup was made, but what it holds could not be counted; no restored copy can be compared "
          + "with it. " + failure.message.en)
    }
    guard let gaps = contents?.gaps, !gaps.isEmpty else { return nil }
    let names = gaps.prefix(5).map { "\($0.name.schema).\($0.name.name) (\($0.sqlState))" }.joined(separator: ", ")
    return Message(
      tr: "\(source): yedek alındı, ama \(gaps.count) tablonun veya sıranın içeriği kaydedilmedi: \(names). "
        + "Tümü manifest.json içinde “not_recorded” altındadır.",
      en: "\(source): the backup was made, but the contents of \(gaps.count) tables or sequences were not recorded: "
        + "\(names). All of them stand in manifest.json under “not_recorded”.")
  }

  /// Rows of all tables; nil where they were not counted.
  var rows: Int? { contents.map { $0.tables.reduce(0) { $0 + $1.rows } } }

  /// The manifest's `contents`; null where nothing was to be counted.
  var json: JSONValue {
    guard mode != .none else { return .null }
    guard let contents else {
      return .object([
        .init("mode", .string(mode.rawValue)), .init("error", failure.map { .string($0.message.en) } ?? .null),
      ])
    }
    return .object([
      .init("mode", .string(mode.rawValue)), .init("error", .null),
      .init("method", mode == .full ? .string(DatabaseContents.method) : .null),
      .init(
        "tables",
        .array(
          contents.tables.map {
            .object(
              Self.name($0.name) + [
                .init("rows", .integer(Int64($0.rows))), .init("digest", $0.digest.map { .string($0) } ?? .null),
              ])
          })),
      .init(
        "not_recorded",
        .array(contents.gaps.map { .object(Self.name($0.name) + [.init("sqlstate", .string($0.sqlState))]) })),
      .init(
        "sequences",
        .array(
          contents.sequences.map {
            .object(
              Self.name($0.name) + [
                .init("last_value", $0.lastValue.map { .integer($0) } ?? .null),
                .init("increment", .integer($0.increment)),
              ])
          })),
      .init(
        "extensions",
        .array(
          contents.extensions.map {
            .object([.init("name", .string($0.name)), .init("version", .string($0.version))])
          })),
      .init("roles", .array(contents.roles.map { .string($0) })),
      .init("locale", contents.locale.map(Self.locale) ?? .null),
      .init("constraints", .integer(Int64(contents.constraintCount))),
      .init("indexes", .integer(Int64(contents.indexCount))),
      .init("large_objects", .integer(Int64(contents.largeObjectCount))),
      .init("database_bytes", .integer(contents.bytes)),
    ])
  }

  private static func locale(_ locale: DatabaseLocale) -> JSONValue {
    .object([
      .init("encoding", .string(locale.encoding)), .init("collate", .string(locale.collate)),
      .init("ctype", .string(locale.characterType)), .init("provider", .string(locale.provider)),
      .init("locale", locale.providerLocale.map { .string($0) } ?? .null),
    ])
  }

  private static func name(_ name: DatabaseContents.Name) -> [JSONValue.Member] {
    [.init("schema", .string(name.schema)), .init("name", .string(name.name))]
  }
}
