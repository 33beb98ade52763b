import Intake
import Messages

/// Keeps a run from reading a large table whole where an index would spare the server most of it.
///
/// Refused is a scan that the server expects to throw most of away, of a table of `limit` rows or more, on a column of time
/// that no index begins with. A table that is read whole because most of it is wanted, one that has the index, a small
/// one and one of which the server knows nothing are read (docs/decisions/0033-scans.md).
struct ScanGuard {
  /// How many rows a table must have; nil lets everything pass.
  let limit: Int?
  /// Whether the person who started the run allows it.
  let isLifted: Bool

  /// The limit where a source says none.
  static let defaultLimit = 5_000_000
  /// The least share of a table that is worth reading all of it: one row of three.
  ///
  /// Rows lie in order of time mostly, and an
  /// index of time spares the rest.
  private static let worthwhile = 3
  /// Rows that a block of 8 KiB can hold of a table that nobody has analysed; more is rare.
  private static let rowsOfBlock = 100

  /// What came of looking at a relation.
  struct Verdict {
    /// Tables that are read whole because it was allowed.
    var allowed: [String] = []
    /// What deserves attention.
    var warnings: [Message] = []
  }

  /// Judges what reading a relation reads whole.
  ///
  /// - Throws: `IntakeError` with the index to ask for.
  func judge(_ scans: [ScanAdvice], of file: String) throws(IntakeError) -> Verdict {
    var verdict = Verdict()
    guard let limit else { return verdict }
    for scan in scans {
      guard let rows = scan.rows else {
        if scan.kept > 0, scan.mayHold(limit, rowsOfBlock: Self.rowsOfBlock) {
          verdict.warnings.append(Self.unanalysed(scan, file))
        }
        continue
      }
      guard let statement = scan.statement, rows / Self.worthwhile > scan.kept else { continue }
      if rows >= limit, !isLifted { throw Self.refusal(scan, rows, limit, statement, file) }
      if rows >= limit { verdict.allowed.append(scan.table) }
      if rows >= limit / 2 { verdict.warnings.append(Self.warning(scan, rows, limit, statement, file, isLifted)) }
    }
    return verdict
  }

  private static func refusal(
    _ scan: ScanAdvice, _ rows: Int, _ limit: Int, _ statement: String, _ file: String
  ) -> IntakeError {
    IntakeError(
      file: file,
      problem: Message(
        tr:
          "okunmadı: \(scan.table) tablosu baştan sona taranacaktı (yaklaşık \(rows) satır, gereken \(scan.kept); sınır "
          + "\(limit)). Dizin isteyin: \(statement) Bir kez için --allow-scan, hep için kaynağın “scan_limit” ayarı izin verir.",
        en:
          "not read: all of \(scan.table) would be scanned (about \(rows) rows, of which \(scan.kept) are needed; the limit is "
          + "\(limit)). Ask for an index: \(statement) --allow-scan allows it once, the source's `scan_limit` for good."
      ))
  }

  private static func warning(
    _ scan: ScanAdvice, _ rows: Int, _ limit: Int, _ statement: String, _ file: String, _ isLifted: Bool
  ) -> Message {
    let index = Message(tr: "Dizin isteyin: \(statement)", en: "Ask for an index: \(statement)")
    let scanned = Message(
      tr: "\(file): \(scan.table) tablosu baştan sona taranıyor (yaklaşık \(rows) satır, gereken \(scan.kept)).",
      en: "\(file): all of \(scan.table) is scanned (about \(rows) rows, of which \(scan.kept) are needed).")
    if rows >= limit {
      return scanned + Message(tr: "--allow-scan buna izin verdi.", en: "--allow-scan has allowed it.") + index
    }
    return scanned
      + Message(
        tr: "\(limit) satırdan sonra okuma reddedilir (scan_limit).",
        en: "From \(limit) rows on it is refused (scan_limit).") + index
  }

  private static func unanalysed(_ scan: ScanAdvice, _ file: String) -> Message {
    Message(
      tr:
        "\(file): \(scan.table) tablosu büyük ve hiç çözümlenmemiş (ANALYZE); baştan sona taranmasının gerekip gerekmediği "
        + "bilinemiyor.",
      en:
        "\(file): \(scan.table) is large and was never analysed (ANALYZE); whether scanning all of it is needed cannot be "
        + "told.")
  }
}
