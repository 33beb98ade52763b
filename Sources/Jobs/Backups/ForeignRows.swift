import Archive
import Documents
import Intake
import Messages

/// What a dump lacks because other servers hold it: told beside every backup, since a restored copy cannot miss it.
struct ForeignRows: Sendable {
  private let tables: Result<[ForeignTables.Table], Failure>

  /// Looks for foreign tables in what is dumped; where they cannot be looked for, that is told.
  init(of part: DumpedPart?, at address: SourceAddress) {
    tables = Result { try ForeignTables(of: part, at: address).tables }.mapError { Failure($0) }
  }

  /// The manifest's `foreign_tables`: null where nobody could look.
  var json: JSONValue {
    guard let tables = try? tables.get() else { return .null }
    return .array(
      tables.map {
        .object([
          .init("schema", .string($0.schema)), .init("name", .string($0.name)), .init("server", .string($0.server)),
        ])
      })
  }

  /// How many there are; null where nobody could look.
  var count: JSONValue { (try? tables.get()).map { .integer(Int64($0.count)) } ?? .null }

  /// What must be said of a source's backup.
  func warning(of source: String) -> Message? {
    switch tables {
    case .failure(let failure):
      return Message(
        tr: "\(source): yedek alındı, ama başka sunuculardaki satırların eksik olup olmadığına bakılamadı. "
          + failure.message.tr,
        en: "\(source): the backup was made, but whether it lacks rows of other servers could not be looked up. "
          + failure.message.en)
    case .success(let tables):
      if tables.isEmpty { return nil }
      let names = tables.prefix(5).map { "\($0.schema).\($0.name) (\($0.server))" }.joined(separator: ", ")
      let list = names + (tables.count > 5 ? ", …" : "")
      return Message(
        tr: "\(source): yedek alındı, ama \(tables.count) yabancı tablonun satırları başka sunuculardadır ve dökümde "
          + "yoktur: \(list). O sunucuları kaynak olarak ekleyin veya ayrıca yedekleyin; “exclude_tables” ile dışarıda "
          + "bırakılan tablolar için uyarılmaz.",
        en: "\(source): the backup was made, but the rows of \(tables.count) foreign tables lie on other servers and "
          + "are not in the dump: \(list). Make those servers sources of their own or back them up otherwise; tables left "
          + "out by `exclude_tables` are not warned of.")
    }
  }

  /// Beside the moment at which a backup was proven: what that does not say; nil where nothing is to be said, as of
  /// backups of a version that did not look.
  static func exception(of backup: ArchivedBackup) -> Message? {
    if backup.hidesForeignTables {
      return Message(tr: "(yabancı tablolar bilinmiyor)", en: "(foreign tables not known)")
    }
    return backup.foreignTableCount ?? 0 > 0
      ? Message(tr: "(yabancı tablolar hariç)", en: "(but foreign tables)") : nil
  }

  /// What a restored copy of a backup cannot show, as the end of a sentence; empty where the dump has every row.
  static func lacking(_ count: Int?) -> Message {
    guard let count else {
      return Message(
        tr: "; başka sunuculardaki satırların eksik olup olmadığı bilinmiyor",
        en: "; whether it lacks rows of other servers is not known")
    }
    return Message(
      tr: count > 0 ? "; \(count) yabancı tablonun satırları dökümde yoktur ve sınanmamıştır" : "",
      en: count > 0 ? "; the rows of \(count) foreign tables are not in the dump and were not tested" : "")
  }
}
