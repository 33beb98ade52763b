import ArgumentParser
import Jobs
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

  @Option(help: ArgumentHelp("The files to issue, in place of the configuration's.", valueName: "pdf,xlsx,csv,json"))
  var format: String?

  @Flag(help: "Answer even where the question is about everybody.")
  var allowAll = false

  @Flag(help: "Say what would be done and change nothing.")
  var dryRun = false

  @Flag(help: "Read large tables whole where an index is missing, instead of refusing to.")
  var allowScan = false

  @OptionGroup var options: CommonOptions

  /// Answers a question of a kind; `items` makes the selections from what was written.
  func answer(_ matter: () throws -> Question.Matter, items: () throws -> [Question.Item]) async throws {
    try await answer {
      var inquiry = Inquiry(
        try matter(), period: try Inquiry.period(from: from, to: to, or: period), items: try items(), reason: reason)
      (inquiry.reference, inquiry.received) = (reference, received)
      return inquiry
    }
  }

  /// Answers a question that brings its own period, items and letter.
  func answer(_ inquiry: () throws -> Inquiry) async throws {
    try await Outcome.report(options, alwaysPrintsResult: true) {
      let job = RunJob(try options.invocation(isDryRun: dryRun, allowsScans: allowScan, formats: format))
      var inquiry = try inquiry()
      inquiry.source = source
      (inquiry.mask, inquiry.allowsAll) = (mask, allowAll)
      return try await job.answer(inquiry)
    }
  }
}
