import ArgumentParser
import Jobs

/// `tutanak config check`.
struct ConfigCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Look at the configuration.", discussion: Tutanak.exitStatus,
    subcommands: [Check.self])

  /// Reads every file the program would read, and connects nowhere.
  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check the configuration and every report, schedule, system and template it leads to.",
      discussion: Tutanak.exitStatus)

    @OptionGroup var options: CommonOptions

    func run() async throws {
      try await Outcome.report(options, alwaysPrintsResult: true) {
        try ConfigurationJob(options.invocation()).check()
      }
    }
  }
}
