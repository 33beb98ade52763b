package import Messages

/// Why there is no backup.
package enum BackupError: ExplainedError {
  /// A program is not there.
  case toolMissing(String)
  /// pg_dump is older than the server and would refuse, or lose what it does not know.
  case toolTooOld(tool: String, version: Int, server: Int)
  /// A program ended with an error; what it wrote to standard error is in the log and the manifest.
  case toolFailed(ChildOutcome)
  /// Somebody else has locked a table for longer than pg_dump waits.
  case locked(ChildOutcome)
  /// The finished dump cannot be read to its end.
  case unreadable(ChildOutcome)
  /// The dump's format does not know the compression.
  case unsuitable(Message)

  package var message: Message {
    switch self {
    case .toolMissing(let tool):
      Message(
        tr:
          "\(tool) bulunamadı. Paketi kurun (postgresql-client, zstd) veya backup.\(Self.key(tool)) ile yolunu verin.",
        en: "\(tool) is not there. Install the package (postgresql-client, zstd) or give its path in "
          + "backup.\(Self.key(tool)).")
    case .toolTooOld(let tool, let version, let server):
      Message(
        tr: "\(tool) sürüm \(version), sunucu sürüm \(server): eski pg_dump yeni sunucuyu yedekleyemez. "
          + "postgresql-client-\(server) paketini kurun ve backup.pg_dump ile yolunu verin "
          + "(/usr/lib/postgresql/\(server)/bin/pg_dump).",
        en: "\(tool) is version \(version), the server is version \(server): an older pg_dump cannot dump a newer "
          + "server. Install postgresql-client-\(server) and give its path in backup.pg_dump "
          + "(/usr/lib/postgresql/\(server)/bin/pg_dump).")
    case .toolFailed(let outcome):
      Message(
        tr: "\(outcome.program) başarısız (\(outcome.status)): \(outcome.firstError). Yedek yayımlanmadı.",
        en: "\(outcome.program) failed (\(outcome.status)): \(outcome.firstError). No backup was published.")
    case .locked(let outcome):
      Message(
        tr: "\(outcome.program) beklemekten vazgeçti: bir tablo başka bir oturumca kilitli. Yedek yayımlanmadı; daha "
          + "sonra yeniden deneyin.",
        en: "\(outcome.program) waited no longer: another session has locked a table. No backup was published; try "
          + "again later.")
    case .unreadable(let outcome):
      Message(
        tr: "Yedek sonuna kadar okunamadı (\(outcome.program), \(outcome.status)): \(outcome.firstError). "
          + "Yedek yayımlanmadı; yeniden çalıştırın.",
        en: "The dump cannot be read to its end (\(outcome.program), \(outcome.status)): \(outcome.firstError). "
          + "No backup was published; run again.")
    case .unsuitable(let message):
      message
    }
  }

  private static func key(_ tool: String) -> String {
    tool.hasSuffix("pg_restore") ? "pg_restore" : tool.hasSuffix("zstd") ? "zstd" : "pg_dump"
  }
}

/// How another program ended.
package struct ChildOutcome: Sendable, Equatable {
  /// The program.
  package let program: String
  /// The exit status; 128 and the signal's number when a signal ended it.
  package let status: Int
  /// What it wrote to standard error, at most 64 KiB.
  package let standardError: String

  /// Whether it ended well.
  package var isSuccess: Bool { status == 0 }

  /// Which of the programs of a pipe failed by itself; the one before it then has nobody to write to.
  static func cause(of outcomes: [ChildOutcome]) -> ChildOutcome? {
    let failures = outcomes.filter { !$0.isSuccess }
    let brokenPipe = 128 + 13
    return failures.first { $0.status != brokenPipe && !$0.standardError.contains("Broken pipe") } ?? failures.first
  }

  /// Whether pg_dump waited in vain for a table, as the query shows that it repeats.
  var isLockedOut: Bool {
    standardError.contains("Query was: LOCK TABLE") && standardError.contains("canceling statement")
  }

  /// The first line of standard error that speaks of an error; PostgreSQL's tools quote no rows there.
  var firstError: String {
    let lines = standardError.split(separator: "\n")
    return String(lines.first { $0.contains("error") } ?? lines.first ?? "–")
  }
}
