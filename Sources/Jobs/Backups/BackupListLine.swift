import Archive
import Backups
import Documents
import Messages
import Model

/// One backup of the list.
struct BackupListLine {
  /// The backup.
  let item: BackupInventory.Item
  /// Why the policy keeps it; nil where there is none.
  let reasons: [Retention.Reason]?
  /// Whether the configuration still names its source.
  let isConfigured: Bool
  /// Now.
  let asOf: Instant
  /// Whose days are printed.
  let zone: Zone

  /// What stands over the columns.
  static let heads = [
    Message(tr: "KAYNAK", en: "SOURCE"), Message(tr: "YEDEK", en: "BACKUP"), Message(tr: "YAŞ", en: "AGE"),
    Message(tr: "BOYUT", en: "SIZE"), Message(tr: "BİÇİM", en: "FORMAT"), Message(tr: "ŞİFRELİ", en: "ENCRYPTED"),
    Message(tr: "DURUM", en: "STATE"), Message(tr: "KANITLANDI", en: "PROVEN"),
    Message(tr: "SAKLAMA", en: "KEPT BECAUSE OF"),
  ]

  private var backup: ArchivedBackup { item.backup }
  private var isPurged: Bool { isConfigured && reasons?.isEmpty ?? false }
  private var isEncrypted: Bool { !backup.recipients.isEmpty }

  /// The line of a person's table.
  var cells: [Message] {
    [
      Message(verbatim: backup.source), Message(verbatim: backup.name),
      Message.duration(asOf.microseconds - backup.moment.microseconds), Message.bytes(backup.bytes),
      Message(verbatim: "\(backup.format), \(backup.compression)"),
      isEncrypted ? Message(tr: "evet", en: "yes") : Message(tr: "hayır", en: "no"), state,
      proven, kept,
    ]
  }

  private var proven: Message {
    guard let moment = item.provenAt else { return Message(verbatim: "-") }
    let date = Message(verbatim: zone.localTime(at: moment).date.iso8601)
    return ForeignRows.exception(of: backup).map { date + $0 } ?? date
  }

  private var state: Message {
    if item.isDamaged { return Message(tr: "değişmiş", en: "changed") }
    if item.standing.isUnsound { return Message(tr: "bozuk", en: "unsound") }
    return Message(tr: "tam", en: "complete")
  }

  private var kept: Message {
    let holds = item.holds.map { hold in
      let until = hold.until.map { zone.localTime(at: $0.advanced(by: -1)).date.iso8601 }
      return Message(
        tr: "saklı tutuluyor (\(until.map { "\($0) gününe kadar: " } ?? "")\(hold.reason))",
        en: "held (\(until.map { "until \($0): " } ?? "")\(hold.reason))")
    }
    let expired = item.standing.holds.count - item.holds.count
    let notes = expired == 0 ? [] : [Message(tr: "süresi dolmuş saklama: \(expired)", en: "expired holds: \(expired)")]
    return Message.joined(holds + why + notes, by: ", ")
  }

  private var why: [Message] {
    guard isConfigured else {
      return [Message(tr: "kaynak yapılandırmada yok", en: "source no longer configured")]
    }
    guard let reasons else { return [Message(tr: "“keep” yok", en: "no “keep”")] }
    if reasons.isEmpty { return [Message(tr: "SİLİNECEK", en: "TO BE PURGED")] }
    return reasons.filter { $0 != .protected(.held) }.map(\.words)
  }

  /// The line as JSON.
  var json: JSONValue {
    func moment(_ moment: Instant?) -> JSONValue { moment.map { .string($0.iso8601) } ?? .null }
    let holds = item.standing.holds.map { hold in
      JSONValue.object([
        .init("reason", .string(hold.reason)), .init("since", moment(hold.since)), .init("until", moment(hold.until)),
        .init("by", .string(hold.user)), .init("expired", .bool(!item.holds.contains(hold))),
      ])
    }
    return .object([
      .init("source", .string(backup.source)), .init("configured", .bool(isConfigured)),
      .init("name", .string(backup.name)), .init("folder", .string(backup.folder)),
      .init("made_at", moment(backup.moment)),
      .init("age_us", .integer(asOf.microseconds - backup.moment.microseconds)),
      .init("bytes", .integer(Int64(backup.bytes))),
      .init("rows", backup.contents.map { .integer(Int64($0.rows)) } ?? .null),
      .init("foreign_tables", backup.foreignTableCount.map { .integer(Int64($0)) } ?? .null),
      .init("format", .string(backup.format)), .init("compression", .string(backup.compression)),
      .init("encrypted", .bool(isEncrypted)), .init("complete", .bool(item.isGood)),
      .init("damaged", .bool(item.isDamaged)), .init("unsound", .bool(item.standing.isUnsound)),
      .init("proven_at", moment(item.provenAt)), .init("holds", .array(holds)),
      .init("manifest_sha256", .string(backup.manifestDigest)),
      .init("kept_because", reasons.map { .array($0.map(\.json)) } ?? .null), .init("purge", .bool(isPurged)),
    ])
  }
}
