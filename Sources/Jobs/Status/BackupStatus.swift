import Archive
import Backups
import Documents
import Files
import Messages
import Model

/// How old the last good backup of each database is, and the last proven one; what is held, what is purged next.
struct BackupStatus {
  /// The backups of one database, under the name of the first source of it.
  struct Database {
    let source: String
    let covers: [String]
    let lastGood: BackupInventory.Item?
    let lastProven: BackupInventory.Item?
    let count: Int
    let heldCount: Int
    let nextPurge: Int?
    let needsConfirmation: Bool
    let isTooOld: Bool
  }

  /// The databases, in the order of the configuration.
  let databases: [Database]
  private let freeBytes: Int
  private let asOf: Instant
  private let maximumAge: Int64?

  /// Reads the archive.
  init(in run: RunContext) throws {
    let (configuration, asOf) = (run.invocation.configuration, run.invocation.asOf)
    let inventory = try BackupInventory(in: run)
    if let unreadable = inventory.unreadable.first { throw Failure(.inputOutput, unreadable) }
    let maximumAge = configuration.backup.maximumAge
    databases = try SharedDatabase.all(of: configuration.sources).map { database in
      let items = inventory.items(of: database.owner.name)
      let plan = try configuration.backup.keep.map { try PurgePlan(database.owner.name, $0, inventory, in: run) }
      let lastGood = items.first(where: \.isGood)
      let age = lastGood.map { asOf.microseconds - $0.backup.moment.microseconds }
      return Database(
        source: database.owner.name, covers: database.sources.dropFirst().map(\.name), lastGood: lastGood,
        lastProven: items.first { $0.provenAt != nil }, count: items.count,
        heldCount: items.filter { !$0.holds.isEmpty }.count, nextPurge: plan?.purged.count,
        needsConfirmation: plan?.isTightened ?? false, isTooOld: maximumAge.map { age ?? .max > $0 } ?? false)
    }
    freeBytes = try Folder.freeBytes(run.record.archive.path)
    (self.asOf, self.maximumAge) = (asOf, maximumAge)
  }

  /// The section.
  var section: StatusSection {
    var table = TextTable([
      Message(tr: "KAYNAK", en: "SOURCE"), Message(tr: "YEDEK", en: "BACKUPS"),
      Message(tr: "SON SAĞLAM", en: "LAST GOOD"), Message(tr: "YAŞI", en: "AGE"),
      Message(tr: "SON KANITLI", en: "LAST PROVEN"), Message(tr: "YAŞI", en: "AGE"), Message(tr: "SAKLI", en: "HELD"),
      Message(tr: "SIRADAKİ SİLME", en: "NEXT PURGE"),
    ])
    for database in databases {
      table.add([
        Message(verbatim: ([database.source] + database.covers).joined(separator: ", ")),
        Message(verbatim: String(database.count)), name(database.lastGood), age(database.lastGood),
        proven(database.lastProven), age(database.lastProven), Message(verbatim: String(database.heldCount)),
        nextPurge(database),
      ])
    }
    return StatusSection(
      name: "backup_status", page: table.text,
      json: .object([
        .init("databases", .array(databases.map(json))), .init("free_bytes", .integer(Int64(freeBytes))),
        .init("max_age_us", maximumAge.map { .integer($0) } ?? .null),
      ]),
      complaints: databases.filter(\.isTooOld).map(complaint),
      steps: databases.map { RunStep(.status, source: $0.source, $0.isTooOld ? .lacking : .inOrder) })
  }

  private func complaint(_ database: Database) -> Message {
    let limit = Message.duration(maximumAge ?? 0)
    guard let last = database.lastGood else {
      return Message(
        tr: "\(database.source): sağlam bir yedeği yok (backup.max_age: \(limit.tr)).",
        en: "\(database.source): it has no good backup (backup.max_age: \(limit.en)).")
    }
    let age = Message.duration(asOf.microseconds - last.backup.moment.microseconds)
    return Message(
      tr: "\(database.source): son sağlam yedek \(age.tr) önce alınmış; en çok \(limit.tr) olmalıydı (backup.max_age).",
      en: "\(database.source): the last good backup is \(age.en) old; \(limit.en) are allowed (backup.max_age).")
  }

  private func name(_ item: BackupInventory.Item?) -> Message { Message(verbatim: item?.backup.name ?? "-") }

  private func proven(_ item: BackupInventory.Item?) -> Message {
    item.flatMap { ForeignRows.exception(of: $0.backup) }.map { name(item) + $0 } ?? name(item)
  }

  private func age(_ item: BackupInventory.Item?) -> Message {
    item.map { Message.duration(asOf.microseconds - $0.backup.moment.microseconds) } ?? Message(verbatim: "-")
  }

  private func nextPurge(_ database: Database) -> Message {
    guard let count = database.nextPurge else { return Message(tr: "“keep” yok", en: "no “keep”") }
    guard database.needsConfirmation else { return Message(verbatim: String(count)) }
    return Message(tr: "\(count), onay bekliyor", en: "\(count), to be confirmed")
  }

  private func json(_ database: Database) -> JSONValue {
    func backup(_ item: BackupInventory.Item?) -> JSONValue {
      guard let item else { return .null }
      return .object([
        .init("name", .string(item.backup.name)), .init("made_at", .string(item.backup.moment.iso8601)),
        .init("age_us", .integer(asOf.microseconds - item.backup.moment.microseconds)),
        .init("proven_at", item.provenAt.map { .string($0.iso8601) } ?? .null),
      ])
    }
    return .object([
      .init("source", .string(database.source)), .init("covers", .array(database.covers.map { .string($0) })),
      .init("backups", .integer(Int64(database.count))), .init("last_good", backup(database.lastGood)),
      .init("last_proven", backup(database.lastProven)), .init("held", .integer(Int64(database.heldCount))),
      .init("next_purge", database.nextPurge.map { .integer(Int64($0)) } ?? .null),
      .init("needs_confirmation", .bool(database.needsConfirmation)), .init("too_old", .bool(database.isTooOld)),
    ])
  }
}
