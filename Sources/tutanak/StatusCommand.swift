import ArgumentParser
import Jobs

/// `tutanak status`.
struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Say what was issued, is owed or was missed, and how backups, time stamps and disk stand.",
    discussion: Tutanak.exitStatus)

  @OptionGroup var options: CommonOptions

  func run() async throws {
    try await Outcome.report(options, alwaysPrintsResult: true) {
      try await StatusJob(options.invocation(isDryRun: true)).carryOut()
    }
  }
}
