import ArgumentParser
import Jobs

/// `tutanak run <schedule>`.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Issue every due report of a schedule, then its backup.",
    discussion: Tutanak.exitStatus)

  @Argument(help: "The schedule, a file in schedules/ without its ending.")
  var schedule: String

  @Flag(help: "Say what would be done and change nothing.")
  var dryRun = false

  @Flag(help: "Read large tables whole where an index is missing, instead of refusing to.")
  var allowScan = false

  @OptionGroup var options: CommonOptions

  func run() async throws {
    try await Outcome.report(options, alwaysPrintsResult: dryRun) {
      try await RunJob(options.invocation(isDryRun: dryRun, allowsScans: allowScan)).run(schedule: schedule)
    }
  }
}
