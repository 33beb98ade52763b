import ArgumentParser
import Jobs
import Messages
import Model
import Reports

/// The options every question takes.
struct AuditOptions: ParsableArguments {
  @Option(help: "The source, when there are several.")
  var source: String?

  @Option(help: "The first day or moment asked about: 2026-10-01 or 2026-10-01T08:00.")
  var from: String?

  @Option(help: "The last day, which is part of it, or the moment up to which is asked.")
  var to: String?

  @Option(help: "The time asked about in one word, as `report` takes it, in place of --from and --to.")
  var period: String?

  @Option(help: "Why the question is asked; printed in the document and kept in the ledger.")
  var reason: String?

  @Option(help: "The number of the letter or application that the question rests on.")
  var reference: String?

  @Option(help: "When that was received: a day, or a day and a time.")
  var received: String?

  @Option(help: "How much is hidden: M0, M1, M2 or M3.")
  var mask: MaskLevel?

  @Option(
    help: ArgumentHelp("The files to issue, in place of the configuration's.", valueName: "pdf,xlsx,csv,json,html"))
  var format: String?

  @Flag(help: "With clear values (M0), issue a twin of the same rows under pseudonyms (M2) as well.")
  var twin = false

  @Flag(help: "Answer even where the question is about everybody.")
  var allowAll = false

  @Flag(help: "Say what would be done and change nothing.")
  var dryRun = false

  @Flag(help: "Read large tables whole where an index is missing, instead of refusing to.")
  var allowScan = false

  @OptionGroup var options: CommonOptions

  /// Answers a question of a kind; `items` makes the selections from what was written.
  func answer(
    _ matter: (Invocation, Asking?) throws -> Question.Matter, items: (Asking?) throws -> [Question.Item]
  ) async throws {
    try await answer { invocation, asking in
      let chosen = try items(asking)
      let (from, to) = asked(asking)
      let matter = try matter(invocation, asking)
      var inquiry = Inquiry(
        matter, period: try Inquiry.period(from: from, to: to, or: period), items: chosen, reason: reason)
      (inquiry.reference, inquiry.received) = (reference, received)
      if case .subject = matter, let asking {
        inquiry.reference = asking.value(reference, Message(tr: "Başvuru no", en: "Number of the application"))
        inquiry.received = asking.value(
          received, Message(tr: "Ne zaman alındı (2026-10-08)", en: "When was it received (2026-10-08)"))
      }
      return inquiry
    }
  }

  /// Answers a question that brings its own period, items and letter.
  func answer(_ inquiry: () throws -> Inquiry) async throws { try await answer { _, _ in try inquiry() } }

  /// Answers a question.
  ///
  /// At a terminal the person is asked for what is missing, sees what the answer would hold, and says whether to issue it.
  private func answer(_ inquiry: (Invocation, Asking?) throws -> Inquiry) async throws {
    try await Outcome.report(options, alwaysPrintsResult: true) {
      let invocation = try options.invocation(isDryRun: dryRun, allowsScans: allowScan, formats: format)
      let (job, asking) = (RunJob(invocation), Asking(options))
      var inquiry = try inquiry(invocation, asking)
      inquiry.source = source
      (inquiry.mask, inquiry.allowsAll, inquiry.wantsTwin) = (mask, allowAll, twin)
      if let asking, !dryRun {
        inquiry.reason = asking.value(inquiry.reason, Message(tr: "Neden soruluyor", en: "Why is it asked"))
        let preview = try await job.preview(inquiry)
        guard asking.agrees(to: preview.page, Message(tr: "Belge düzenlensin mi (e/H)", en: "Issue it (y/N)")) else {
          var result = RunResult()
          result.remarks = [Message(tr: "Vazgeçildi; belge düzenlenmedi.", en: "Nothing was issued.")]
          return result
        }
      }
      return try await job.answer(inquiry)
    }
  }

  /// The time asked about, where nothing was said of it.
  private func asked(_ asking: Asking?) -> (from: String?, to: String?) {
    guard let asking, period == nil else { return (from, to) }
    return (
      asking.value(from, Message(tr: "Hangi günden (2026-10-01)", en: "From which day (2026-10-01)")),
      asking.value(to, Message(tr: "Hangi güne kadar (2026-10-08)", en: "Up to which day (2026-10-08)"))
    )
  }
}
