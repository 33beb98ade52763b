import ArgumentParser
import Jobs
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

  @Option(help: "A day, week, month, quarter, year, range, or yesterday, last-week, last-month.")
  var period: String

  @Option(name: .customLong("user"), help: "Only this user, by key or sign-in name (can be repeated).")
  var users: [String] = []

  @Option(help: "How much is hidden: M0, M1, M2 or M3.")
  var mask: MaskLevel?

  @Option(help: "Why the report is asked for; printed in the document.")
  var reason: String?

  @Flag(help: "Say what would be done and change nothing.")
  var dryRun = false

  @OptionGroup var options: CommonOptions

  func run() async throws {
    try await Outcome.report(options, alwaysPrintsResult: true) {
      try await RunJob(options.invocation(isDryRun: dryRun))
        .report(code: code, source: source, period: period, users: users, mask: mask, reason: reason)
    }
  }
}
