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

  @Option(help: ArgumentHelp("Make up for at most so many missed periods of each source now.", valueName: "count"))
  var max: Int?

  @OptionGroup var options: CommonOptions

  func validate() throws {
    if let max { guard (0...100_000).contains(max) else { throw ValidationError("--max: 0…100000") } }
  }

  func run() async throws {
    try await Outcome.report(options, alwaysPrintsResult: dryRun) {
      try await RunJob(options.invocation(isDryRun: dryRun, allowsScans: allowScan)).run(
        schedule: schedule, mostLate: max)
    }
  }
}
