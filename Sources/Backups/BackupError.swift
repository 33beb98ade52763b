package import Messages

/// Why there is no backup.
package enum BackupError: ExplainedError {
  /// A program is not there.
  case toolMissing(String)
  /// pg_dump is older than the server and would refuse, or lose what it does not know.
  case toolTooOld(tool: String, version: Int, server: Int)
  /// A program is there, and the system did not start it or lost it; `reason` is what failed.
  case toolNotRun(String, reason: String)
  /// A program that asks no server ended with an error.
  case toolFailed(ChildOutcome)
  /// pg_dump ended with an error, or what it writes to did.
  case dumpFailed(ChildOutcome, DumpFault?)
  /// The finished dump cannot be read to its end.
  case unreadable(ChildOutcome)
  /// A dump is encrypted, and no private key was given.
  case keyMissing(String)
  /// The dump's format does not know the compression.
  case unsuitable(Message)

  package var confidentialWords: String? {
    if case .dumpFailed(let outcome, _) = self { outcome.standardError } else { nil }
  }

  package var failureKind: FailureKind {
    switch self {
    case .toolMissing, .toolTooOld, .toolNotRun: .unavailable
    case .unsuitable, .keyMissing: .misconfigured
    case .toolFailed(let outcome): outcome.standardError.contains("No space left") ? .inputOutput : .unavailable
    case .dumpFailed(_, let fault): fault?.failureKind ?? .unavailable
    case .unreadable: .inputOutput
    }
  }

  package var message: Message {
    switch self {
    case .toolMissing(let tool):
      Message(
        tr:
          "\(tool) bulunamadı. Paketi kurun (\(Self.packages(tool))) veya backup.\(Self.key(tool)) ile yolunu verin.",
        en: "\(tool) is not there. Install the package (\(Self.packages(tool))) or give its path in "
          + "backup.\(Self.key(tool)).")
    case .toolTooOld(let tool, let version, let server):
      Message(
        tr: "\(tool) sürüm \(version), sunucu sürüm \(server): eski pg_dump yeni sunucuyu yedekleyemez. "
          + "postgresql-client-\(server) paketini kurun ve backup.pg_dump ile yolunu verin "
          + "(/usr/lib/postgresql/\(server)/bin/pg_dump).",
        en: "\(tool) is version \(version), the server is version \(server): an older pg_dump cannot dump a newer "
          + "server. Install postgresql-client-\(server) and give its path in backup.pg_dump "
          + "(/usr/lib/postgresql/\(server)/bin/pg_dump).")
    case .toolNotRun(let tool, let reason):
      Message(
        tr: "\(tool) çalıştırılamadı (\(reason)). Belleği, süreç sınırını (ulimit -u) ve programın yetkilerini "
          + "denetleyip yeniden çalıştırın.",
        en: "\(tool) could not be run (\(reason)). Check the memory, the limit of processes (ulimit -u) and the "
          + "program's permissions, and run again.")
    case .toolFailed(let outcome):
      Message(
        tr: "\(outcome.program) başarısız (\(outcome.status)): \(outcome.firstError). Yedek yayımlanmadı.",
        en: "\(outcome.program) failed (\(outcome.status)): \(outcome.firstError). No backup was published.")
    case .dumpFailed(let outcome, let fault):
      Message(
        tr: "\(outcome.program) başarısız (\(outcome.status)): \(outcome.firstError). "
          + (fault.map { $0.words(in: outcome.standardError).tr + " " } ?? "") + "Yedek yayımlanmadı.",
        en: "\(outcome.program) failed (\(outcome.status)): \(outcome.firstError). "
          + (fault.map { $0.words(in: outcome.standardError).en + " " } ?? "") + "No backup was published.")
    case .unreadable(let outcome):
      Message(
        tr: "Yedek sonuna kadar okunamadı (\(outcome.program), \(outcome.status)): \(outcome.firstError). "
          + "Yedek yayımlanmadı; yeniden çalıştırın.",
        en: "The dump cannot be read to its end (\(outcome.program), \(outcome.status)): \(outcome.firstError). "
          + "No backup was published; run again.")
    case .keyMissing(let path):
      Message(
        tr: "\(path) şifreli; özel anahtarın dosyasını --identity ile verin.",
        en: "\(path) is encrypted; give the file of the private key with --identity.")
    case .unsuitable(let message):
      message
    }
  }

  private static func key(_ tool: String) -> String {
    if isAge(tool) { return "encryption.program" }
    return tool.hasSuffix("pg_restore") ? "pg_restore" : tool.hasSuffix("zstd") ? "zstd" : "pg_dump"
  }

  private static func packages(_ tool: String) -> String { isAge(tool) ? "age" : "postgresql-client, zstd" }

  private static func isAge(_ tool: String) -> Bool { tool.split(separator: "/").last?.hasSuffix("age") == true }
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

  /// The first line of standard error that speaks of an error, as far as it is the program's own.
  ///
  /// What a server said follows its severity and two spaces, in every language; it may hold a row, and is left out.
  var firstError: String {
    let lines = standardError.split(separator: "\n").filter { !asksServer || isOwn($0) }
    guard let line = lines.first(where: { $0.contains("error") }) ?? lines.first else { return "–" }
    return Self.trimmed(asksServer ? Self.withoutServerWords(line)[...] : line)
  }

  private var name: String { program.split(separator: "/").last.map(String.init) ?? program }
  /// Whether its words may be those of a server.
  private var asksServer: Bool { name.contains("dump") || name == "psql" }

  private func isOwn(_ line: Substring) -> Bool { line.hasPrefix(name + ":") }

  /// What a program that did well remarked, without what a server said through it.
  package var remarks: String {
    guard asksServer else { return standardError }
    let lines = standardError.split(separator: "\n")
    let own = lines.filter(isOwn).map { Self.withoutServerWords($0) + "\n" }
    let left = lines.count - own.count
    return own.joined() + (left > 0 ? "(\(left) lines of the server left out)\n" : "")
  }

  /// Without the mark at its end, for a sentence to go on.
  private static func trimmed(_ line: Substring) -> String {
    String(line.last == "." || line.last == ":" ? line.dropLast() : line)
  }

  private static func withoutServerWords(_ line: Substring) -> String {
    guard let words = line.firstRange(of: ":  ") else { return String(line) }
    let own = line[..<words.lowerBound]
    let cut = own.lastIndex(of: " ").map { own[..<$0] } ?? own
    return trimmed(cut)
  }
}
