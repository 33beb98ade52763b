import Archive
import Documents
import Intake
import Messages
import Model
import Reports

/// Keeps the records of a rule from being disposed of, or lets them go again: `tutanak disposal hold`, `tutanak disposal
/// release`.
package struct DisposalHoldJob: Sendable {
  private let invocation: Invocation
  private let rule: String
  private let source: String?

  /// A job for a rule of retention, of a source or of the only one.
  package init(_ invocation: Invocation, rule: String, source: String?) {
    (self.invocation, self.rule, self.source) = (invocation, rule, source)
  }

  /// Holds them, through the last day (`2027-01-31`, in the configured zone) or until they are released.
  package func hold(reason: String, lastDay: String?) async throws -> RunResult {
    // A hold is what stands between records and their end: no stated moment moves it.
    let until = try lastDay.map {
      try HoldEnd.moment(after: $0, in: invocation.configuration.zone, now: SystemClock.now())
    }
    let reason = try StatedText.checked(
      reason, option: "--reason",
      missing: Message(
        tr: "--reason boş: kayıtların neden bekletildiğini yazın.", en: "--reason is empty: say why they are held."))
    return try await carryOut("disposal hold", reason: reason) { settings, run in
      let source = settings.name
      let entry = try settings.rule(rule)
      // Names change; what was held is the records of this database.
      let database = try? SourceIdentity.ask(settings.address)
      try run.record.ledger?.append(
        .init(
          .hold, .done, source: source, reason: reason,
          facts: [
            .init(RetentionHolds.fact, .string(rule)), .init("until", until.map { .string($0.iso8601) } ?? .null),
            .init("relation", .string(entry.relation.rawValue)),
            .init(RetentionHolds.databaseFact, database.flatMap { $0 }.map { .string($0) } ?? .null),
          ]))
      return Message(
        tr: "\(source), \(rule): kayıtlar \(lastDay.map { "\($0) gününün sonuna kadar" } ?? "kaldırılana kadar") "
          + "bekletiliyor.",
        en: "\(source), \(rule): the records are held \(lastDay.map { "through \($0)" } ?? "until they are released").")
    }
  }

  /// Ends every hold of them.
  package func release(reason: String?) async throws -> RunResult {
    let reason = try StatedText.checked(
      reason, option: "--reason",
      missing: Message(
        tr: "--reason boş: bekletmenin neden kalktığını yazın.", en: "--reason is empty: say why the hold ends."))
    return try await carryOut("disposal release", reason: reason, isKnown: false) { settings, run in
      let source = settings.name
      let holds = RetentionHolds(try run.record.ledger?.entries() ?? [], source: source, now: SystemClock.now())
      guard !holds.of(rule).isEmpty else {
        throw Failure(
          .wrongUsage,
          Message(tr: "\(source), \(rule): bekletme yok.", en: "\(source), \(rule): nothing holds the records."))
      }
      try run.record.ledger?.append(
        .init(
          .release, .done, source: source, reason: reason,
          facts: [
            .init(RetentionHolds.fact, .string(rule)), .init("holds", .integer(Int64(holds.of(rule).count))),
          ]))
      return Message(
        tr: "\(source), \(rule): bekletme kaldırıldı.", en: "\(source), \(rule): the records are held no longer.")
    }
  }

  private func carryOut(
    _ command: String, reason: String, isKnown: Bool = true, _ act: (SourceSettings, RunContext) throws -> Message
  ) async throws -> RunResult {
    let source = try Catalogue(invocation).source(source)
    // A rule that is gone from the configuration may still be held.
    if isKnown { _ = try source.rule(rule) }
    try await AuditAccess(invocation: invocation).check(command, reason: reason)
    return try await LockedRun(invocation, as: command).carryOut { run in
      if let damage = run.damage { throw damage }
      var result = RunResult()
      let done = try act(source, run)
      result.remarks = [invocation.isDryRun ? Message(tr: "Denemede:", en: "In a dry run:") + done : done]
      return result
    }
  }
}

extension SourceSettings {
  /// A rule of retention by its name.
  func rule(_ name: String) throws(Failure) -> RetentionSettings.Entry {
    guard let retention else {
      throw Failure(
        .misconfigured,
        Message(
          tr: "“\(self.name)” kaynağının saklama kuralı yok; yapılandırmasına “retention” ekleyin.",
          en: "The source “\(self.name)” has no rule of retention; add “retention” to its configuration."))
    }
    if let entry = retention.rules.first(where: { $0.rule.name == name }) { return entry }
    let known = retention.rules.map(\.rule.name)
    let unknown = Message(
      tr:
        "“\(self.name)” kaynağında “\(name)” adında bir saklama kuralı yok; olanlar: \(known.joined(separator: ", ")).",
      en: "The source “\(self.name)” has no rule of retention “\(name)”; there are: \(known.joined(separator: ", ")).")
    throw Failure(.wrongUsage, Suggestion.question(for: name, among: known).map { unknown + $0 } ?? unknown)
  }
}
