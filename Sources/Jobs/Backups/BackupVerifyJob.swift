import Archive
import Backups
import Documents
import Files
import Messages

/// Reads backups to their end and holds them against their sums: `tutanak backup verify`.
package struct BackupVerifyJob: Sendable {
  private let invocation: Invocation
  private let word: String
  private let source: String?
  private let identity: String?

  /// A job for the backups a word means; `identity` is the file of the private key.
  package init(_ invocation: Invocation, word: String?, source: String?, identity: String?) {
    self.invocation = invocation
    self.word = word ?? "latest"
    self.source = source
    self.identity = identity ?? invocation.configuration.backup.encryption?.identityFile
  }

  /// Looks at every one of them; what is wrong with one keeps no other from being looked at.
  package func carryOut() async throws -> RunResult {
    try await LockedRun(invocation, as: "backup verify").carryOut { run in
      let archive = run.record.archive
      let choice = try BackupChoice(word, source: source, in: archive, invocation.configuration)
      var result = RunResult()
      result.steps += choice.unreadable.map { RunStep(.verify, source: source, .failed(Failure(.tampered, $0))) }
      if let damage = run.damage, choice.unreadable.isEmpty { result.steps.append(RunStep(.prepare, .failed(damage))) }
      for backup in choice.backups {
        let (examined, failures) = await verify(backup, run)
        result.add(examined, failures)
        try run.record.ledger?.append(examined.entry(.verify, backup))
      }
      return result
    }
  }

  private func verify(_ backup: ArchivedBackup, _ run: RunContext) async -> (ExaminedBackup, [Failure]) {
    invocation.inform(
      Message(tr: "\(backup.label): doğrulanıyor", en: "\(backup.label): being verified"))
    let begun = ContinuousClock.now
    var depth = "digests"
    var failures: [Failure] = []
    do {
      let use = try BackupUse.begin(of: backup.name, source: backup.source, in: run.record.archive)
      failures += try run.record.damages(of: backup).map { Failure(.tampered, $0) }
      let dump = try StoredDump(backup)
      if dump.isThere, !dump.isEncrypted || identity != nil {
        let tools = ReadingTools(invocation.configuration.backup, identity: identity, major: backup.major)
        depth = "whole"
        if let fault = try await dump.readingFault(with: tools) {
          failures.append(Self.failure(fault, backup))
        }
      }
      _ = consume use
    } catch {
      failures.append(Failure(error).told(of: backup.label))
    }
    let isWrong = failures.contains { $0.failureKind == .tampered }
    let verdict: ExaminedBackup.Verdict = isWrong ? .failed : failures.isEmpty ? .passed : .notRun
    let examined = ExaminedBackup(
      act: "verify", source: backup.source, backup: backup.name, verdict: verdict,
      summary: summary(of: backup, depth),
      facts: [
        .init("depth", .string(depth)), .init("bytes", .integer(Int64(backup.bytes))),
        .init("manifest_sha256", .string(backup.manifestDigest)),
        .init("faults", .array(failures.map { .string($0.message.en) })),
        .init("duration_us", .integer(begun.microsecondsUntilNow)),
      ])
    return (examined, failures)
  }

  private static func failure(_ fault: StoredDump.ReadingFault, _ backup: ArchivedBackup) -> Failure {
    let words = fault.message
    guard !fault.isAboutKey else {
      return Failure(
        .misconfigured,
        Message(
          tr: "\(backup.label): verilen özel anahtar, yedeğin şifrelendiği anahtarlardan hiçbirinin değil; içi "
            + "okunmadı (\(words.tr)). Doğru anahtarın dosyasını --identity ile verin.",
          en: "\(backup.label): the private key is of none of those the backup was encrypted to; its content was not "
            + "read (\(words.en)). Give the file of the right one with --identity."))
    }
    return Failure(
      .tampered,
      Message(
        tr: "\(backup.label): yedek sonuna kadar okunamıyor (\(words.tr)). Sağlam bir kopyasını kullanın.",
        en: "\(backup.label): the dump cannot be read to its end (\(words.en)). Use a sound copy of it."))
  }

  private func summary(of backup: ArchivedBackup, _ depth: String) -> Message {
    let (files, bytes) = (backup.files.count, backup.bytes)
    guard depth == "whole" else {
      return Message(
        tr: "\(backup.label): \(files) dosyanın (\(bytes) bayt) özeti doğru; içi okunmadı, çünkü şifreli ve özel "
          + "anahtar verilmedi (--identity).",
        en: "\(backup.label): the digests of \(files) files (\(bytes) bytes) are right; not decrypted: no key "
          + "(--identity), so nothing more was looked at.")
    }
    return Message(
      tr: "\(backup.label): sağlam; \(files) dosyanın (\(bytes) bayt) özeti doğru, yedek sonuna kadar okundu.",
      en: "\(backup.label): sound; the digests of \(files) files (\(bytes) bytes) are right, and the dump was read to "
        + "its end.")
  }
}

extension ContinuousClock.Instant {
  /// How long ago it was, in microseconds.
  var microsecondsUntilNow: Int64 { Int64((ContinuousClock.now - self) / .microseconds(1)) }
}

extension ArchivedBackup {
  /// How messages speak of it.
  var label: String { "\(source)/\(name)" }
  /// The major version of the server or of pg_dump, whichever is newer: older programs cannot restore it.
  var major: Int {
    let words = (manifest["dump"]?["pg_dump"]?.stringValue ?? "").split(separator: " ")
    return max(serverVersionNumber / 10_000, words.lazy.compactMap { Int($0.prefix { $0.isNumber }) }.first ?? 0)
  }
}

extension StoredDump {
  /// The dump of a backup.
  ///
  /// - Throws: ``Failure`` where the manifest says of it what this version does not know.
  init(_ backup: ArchivedBackup) throws {
    guard let format = BackupSettings.Format(rawValue: backup.format),
      let compression = BackupSettings.Compression(rawValue: backup.compression)
    else {
      throw Failure(
        .unavailable,
        Message(
          tr: "Bu sürüm “\(backup.format)”, “\(backup.compression)” biçimindeki dökümü okuyamaz; yeni sürümü kurun.",
          en: "This version cannot read a dump of “\(backup.format)”, “\(backup.compression)”; install a newer one."))
    }
    self.init(
      path: backup.folder + "/" + backup.dumpName, format: format, compression: compression,
      isEncrypted: !backup.recipients.isEmpty)
  }
}

extension ExaminedBackup {
  /// What the ledger keeps of it.
  func entry(_ act: LedgerEntry.Act, _ backup: ArchivedBackup) -> LedgerEntry.Draft {
    let outcome: LedgerEntry.Outcome =
      switch verdict {
      case .passed: .passed
      case .failed: .failed
      case .notRun: .notRun
      }
    return LedgerEntry.Draft(act, outcome, source: backup.source, backup: backup.name, facts: facts)
  }
}

extension RunResult {
  /// Adds what came of one backup: its failures one by one, or that it passed.
  mutating func add(_ examined: ExaminedBackup, _ failures: [Failure]) {
    let action: RunStep.Action =
      switch examined.act {
      case "drill": .drill
      case "restore": .restore
      default: .verify
      }
    self.examined.append(examined)
    if failures.isEmpty {
      steps.append(RunStep(action, source: examined.source, .inOrder))
      remarks.append(examined.summary)
    }
    steps += failures.map { RunStep(action, source: examined.source, .failed($0)) }
  }
}
