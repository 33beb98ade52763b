import Files
package import Messages

/// Runs an administrator's own program beside a backup.
package enum Hook {
  /// Runs it to its end, no longer than `microseconds`; nothing that leads to a database is in its environment.
  ///
  /// - Returns: Why it did not do well; nil where it did.
  package static func run(
    _ command: HookSettings.Command, environment: [String: String], microseconds: Int64
  ) async -> HookFault? {
    guard Programs.path(of: command.program) != nil else {
      return .notRun(
        Message(
          tr: "\(command.program) yok veya çalıştırılamıyor", en: "\(command.program) is not there, or may not be run"))
    }
    let limit = ChildLimit(microseconds: microseconds)
    defer { limit.end() }
    do {
      let outcome = try await ChildProcess.run(
        command.program, command.arguments, environment: environment, withheld: try secretVariables(),
        onStart: limit.begin)
      if outcome.isSuccess { return nil }
      return limit.hasRunOut ? .outOfTime(command.program, microseconds) : .failed(outcome)
    } catch let error as any ExplainedError {
      return .notRun(error.message)
    } catch {
      return .notRun(Message(verbatim: command.program))
    }
  }

  /// Passwords may be in the variables of libpq, and in DATABASE_URL.
  private static func secretVariables() throws(FileError) -> [String] {
    try InputFile.bytes("/proc/self/environ").split(separator: 0)
      .map { String(decoding: $0.prefix { $0 != UInt8(ascii: "=") }, as: UTF8.self) }
      .filter { $0.hasPrefix("PG") || $0 == "DATABASE_URL" }
  }
}

/// Why a hook did not do well.
package enum HookFault: Sendable {
  /// It was not started; the reason.
  case notRun(Message)
  /// It ended with another status than 0.
  case failed(ChildOutcome)
  /// It took longer than it may and was ended; the program and how long it may take in microseconds.
  case outOfTime(String, Int64)

  /// The fault in words, with the first line the program wrote to standard error.
  package var message: Message {
    switch self {
    case .notRun(let message): return message
    case .failed(let outcome):
      let said = outcome.standardError.split(separator: "\n").first.map { ": \($0)" } ?? ""
      return Message(
        tr: "\(outcome.program) \(outcome.status) durumuyla bitti\(said)",
        en: "\(outcome.program) ended with status \(outcome.status)\(said)")
    case .outOfTime(let program, let microseconds):
      let seconds = max(1, microseconds / 1_000_000)
      return Message(
        tr: "\(program) \(seconds) saniyede bitmedi ve durduruldu (backup.hooks.timeout)",
        en: "\(program) did not end within \(seconds) seconds and was stopped (backup.hooks.timeout)")
    }
  }
}
