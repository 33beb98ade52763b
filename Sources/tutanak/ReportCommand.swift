import ArgumentParser
import Jobs
import Model
import Reports

extension MaskLevel: ExpressibleByArgument {}

/// `tutanak report <code>`.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Issue one report now.", discussion: Tutanak.exitStatus)

  @Argument(help: "The report's code, a file in reports/ without its ending.")
  var code: String

  @Option(help: "The source, when there are several.")
  var source: String?

  @Option(help: "A day, week, month, quarter, year, range, or yesterday, last-week, last-month, last-quarter.")
  var period: String?

  @Option(name: .customLong("user"), help: "Only this user, by key or sign-in name (can be repeated).")
  var users: [String] = []

  @Option(help: "How much is hidden: M0, M1, M2 or M3.")
  var mask: MaskLevel?

  @Option(help: "Why the report is asked for; printed in the document.")
  var reason: String?

  @Option(
    help: ArgumentHelp("The files to issue, in place of the configuration's.", valueName: "pdf,xlsx,csv,json,html"))
  var format: String?

  @Option(
    help: ArgumentHelp(
      "Issue another edition in the place of this document, such as 2026/OTR-000001; needs --reason, and takes source and "
        + "period from it.", valueName: "number"))
  var reissue: String?

  @Flag(help: "Say what would be done and change nothing.")
  var dryRun = false

  @Flag(help: "Read large tables whole where an index is missing, instead of refusing to.")
  var allowScan = false

  @OptionGroup var options: CommonOptions

  func validate() throws {
    if period == nil, reissue == nil { throw ValidationError("Missing expected argument '--period <period>'") }
  }

  func run() async throws {
    try await Outcome.report(options, alwaysPrintsResult: true) {
      let job = RunJob(try options.invocation(isDryRun: dryRun, allowsScans: allowScan, formats: format))
      let expression = try period.map { try PeriodExpression($0) }
      if let reissue {
        return try await job.report(
          Reissue(
            number: reissue, code: code, source: source, period: expression, users: users, mask: mask, reason: reason))
      }
      guard let expression else { throw ValidationError("--period") }
      return try await job.report(
        code: code, source: source, period: expression, users: users, mask: mask, reason: reason)
    }
  }
}
