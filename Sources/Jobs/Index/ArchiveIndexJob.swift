import Archive
import Documents
import Messages

/// Writes the index of the archive by hand: `tutanak archive index`.
package struct ArchiveIndexJob: Sendable {
  private let invocation: Invocation

  /// A job of an invocation.
  package init(_ invocation: Invocation) { self.invocation = invocation }

  /// Writes it, or in a dry run says what it would list.
  package func carryOut() async throws -> RunResult {
    try await LockedRun(invocation, as: "archive index", needsSeal: false).carryOut { run in
      if let damage = run.damage { throw damage }
      var result = RunResult()
      do {
        result.listing = listing(try ArchiveIndex(run, invocation.language).write())
        result.steps.append(RunStep(.index, .inOrder))
      } catch {
        result.steps.append(RunStep(.index, .failed(ArchiveIndex.failure(error, run.record.archive.indexPath))))
      }
      return result
    }
  }

  private func listing(_ outcome: ArchiveIndex.Outcome) -> Listing {
    let counts = Message(
      tr: "belge: \(outcome.documents) (klasörü olmayan: \(outcome.missing)), yedek: \(outcome.backups)",
      en: "documents: \(outcome.documents) (without a folder: \(outcome.missing)), backups: \(outcome.backups)")
    let page =
      outcome.bytes == nil
      ? Message(tr: "\(outcome.path) yazılacaktı; \(counts.tr)", en: "\(outcome.path) would be written; \(counts.en)")
      : Message(tr: "\(outcome.path): \(counts.tr)", en: "\(outcome.path): \(counts.en)")
    return Listing(
      page: page,
      members: [
        .init(
          "index",
          .object([
            .init("path", .string(outcome.path)), .init("documents", .integer(Int64(outcome.documents))),
            .init("missing", .integer(Int64(outcome.missing))), .init("backups", .integer(Int64(outcome.backups))),
            .init("ledger_line", .integer(Int64(outcome.line))),
            .init("bytes", outcome.bytes.map { .integer(Int64($0)) } ?? .null),
          ]))
      ])
  }
}
