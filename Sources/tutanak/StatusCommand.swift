import ArgumentParser
import Jobs

/// `tutanak status`.
struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Say how old the last good and the last proven backup of each database is.",
    discussion: Tutanak.exitStatus)

  @OptionGroup var options: CommonOptions

  func run() async throws {
    try await Outcome.report(options, alwaysPrintsResult: true) {
      try await StatusJob(options.invocation(isDryRun: true)).carryOut()
    }
  }
}
