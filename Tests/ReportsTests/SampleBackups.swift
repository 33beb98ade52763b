import Messages
import Model
@testable import Reports

/// Thirty nights of backups up to 7 October 2026, as a record of them finds them.
struct SampleBackups {
  /// What the archive knows.
  var history = BackupHistory()
  private let noon = Instant(microseconds: 1_791_374_400_000_000)

  /// A good night: one backup, encrypted, copied, proven this morning; and one of everything else that can be told.
  init() {
    var copy = BackupHistory.Copy(
      name: "20261007T231500Z", database: "efys", format: "custom, zstd", tool: "pg_dump (PostgreSQL) 15.20",
      keys: ["0123456789abcdef"], begun: noon, bytes: 12_345_678, rows: 4321, digest: String(repeating: "ab", count: 32)
    )
    copy.ended = noon.advanced(by: 90 * microsecondsPerSecond)
    copy.offsite = .done
    copy.test = test(.passed)
    copy.hold = .init(for: "soruşturma 2026/17", until: nil)
    history.copies = [copy]
    history.tests = [test(.passed)]
    history.deeds = [.init(.purge, .done, at: noon, of: "20260907T231500Z", by: "tutanak", because: nil)]
    history.newest = noon
    history.newestProven = noon
    let last = CivilDate(year: 2026, month: 10, day: 7)
    history.nights = (0..<30).map { offset in
      let date = last.advanced(by: offset - 29)
      return BackupHistory.Night(date, offset < 3 ? .before : .backedUp, bytes: 12_345_678, isProven: offset == 29)
    }
  }

  /// A test of the backup that came to something.
  func test(_ outcome: BackupHistory.LedgerWord) -> BackupHistory.Test {
    var test = BackupHistory.Test(of: "20261007T231500Z", at: noon, outcome)
    (test.duration, test.tables, test.rows) = (42 * microsecondsPerSecond, 9, 4321)
    test.differences = outcome == .failed ? 2 : 0
    return test
  }

  /// The night before the last without a backup.
  mutating func loseNight(_ state: BackupHistory.Night.State) {
    let date = history.nights[28].date
    history.nights[28] = .init(date, state)
  }
}
