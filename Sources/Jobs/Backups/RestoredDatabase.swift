import Archive
import Backups
import Documents
import Intake
import Messages

/// A backup restored into an empty database, and what came of it.
struct RestoredDatabase {
  let backup: ArchivedBackup
  let contents: RecordedContents
  /// How long restoring took, in microseconds, without looking at what came back.
  let restoreMicroseconds: Int64
  let dump: RestoredDump
  let comparison: ContentsComparison
  /// What came of replaying erasures; nil where there are none.
  let erased: Erasures.Outcome?

  /// Restores into the database of an address and compares; `isWanted` says meanwhile whether to go on.
  static func restore(
    _ backup: ArchivedBackup, _ contents: RecordedContents, into address: SourceAddress, _ target: StoredDump.Target,
    with tools: ReadingTools, _ erasures: Erasures, in folder: String
  ) async throws -> RestoredDatabase {
    let begun = ContinuousClock.now
    let dump = try await StoredDump(backup).restore(into: target, with: tools, in: folder)
    let taken = begun.microsecondsUntilNow
    let withDigests = contents.mode == "full"
    let read = await OwnThread.run {
      Result { try ContentsReading.readAlone(address, withDigests: withDigests) }
    }
    let comparison = ContentsComparison(contents, with: try read.get())
    return RestoredDatabase(
      backup: backup, contents: contents, restoreMicroseconds: taken, dump: dump, comparison: comparison,
      erased: try erasures.replay(in: address))
  }

  /// What is wrong, one failure each.
  var failures: [Failure] {
    var messages: [Message] = []
    if !dump.isWhole {
      let list = dump.errors.prefix(5).joined(separator: "; ") + (dump.errorCount > 5 ? "; …" : "")
      messages.append(
        Message(
          tr: "geri yükleme sırasında \(dump.errorCount) hata oldu: \(list)",
          en: "\(dump.errorCount) errors came up while it was restored: \(list)"))
    }
    messages += comparison.differences.map(\.message)
    return messages.map {
      Failure(.tampered, Message(tr: "\(backup.label): \($0.tr).", en: "\(backup.label): \($0.en)."))
    } + (erased?.failures(of: backup) ?? [])
  }

  /// What scripts and the ledger are told.
  var facts: [JSONValue.Member] {
    [
      .init("restore_us", .integer(restoreMicroseconds)), .init("bytes", .integer(Int64(backup.bytes))),
      .init("manifest_sha256", .string(backup.manifestDigest)),
      .init("tables", .integer(Int64(comparison.tableCount))), .init("rows", .integer(Int64(comparison.rowCount))),
      .init("tables_not_compared", .integer(Int64(comparison.uncompared))),
      .init("foreign_tables", backup.foreignTableCount.map { .integer(Int64($0)) } ?? .null),
      .init("compared", .string(comparison.hasDigests ? "rows_and_digests" : "rows")),
      .init("restore_errors", .array(dump.errors.map { .string($0) })),
      .init("differences", .array(comparison.differences.map(\.json))),
    ] + Erasures.facts(erased)
  }

  /// What was compared, and who was erased again, as the end of a sentence.
  var compared: Message {
    guard let erased else { return comparedRows }
    let rows = comparedRows
    return Message(
      tr: "\(rows.tr); silinmiş \(erased.subjects) kişi yeniden silindi (\(erased.rows) satır) ve artık yok",
      en:
        "\(rows.en); \(erased.subjects) persons that had been erased were erased again (\(erased.rows) rows) and are gone"
    )
  }

  private var comparedRows: Message {
    let (tables, rows) = (comparison.tableCount, comparison.rowCount)
    let left = comparison.uncompared
    let gaps = Message(
      tr: left > 0 ? ", \(left) tablo veya sıra kaydedilmediği için karşılaştırılmadı" : "",
      en: left > 0 ? ", \(left) tables or sequences were not recorded and not compared" : "")
    let foreign = ForeignRows.lacking(backup.foreignTableCount)
    guard comparison.hasDigests else {
      return Message(
        tr: "\(tables) tablonun \(rows) satırının yalnız sayısı karşılaştırıldı, içeriği karşılaştırılmadı\(gaps.tr)"
          + foreign.tr,
        en: "only the number of \(rows) rows in \(tables) tables was compared, not their content\(gaps.en)" + foreign.en
      )
    }
    return Message(
      tr: "\(tables) tablonun \(rows) satırı sayısı ve özetiyle aynı\(gaps.tr)" + foreign.tr,
      en: "\(rows) rows in \(tables) tables are the same by number and digest\(gaps.en)" + foreign.en)
  }
}
