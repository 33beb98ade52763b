import ArgumentParser
import Jobs

/// `tutanak config check`, `tutanak config sentences` and `tutanak config manual`.
struct ConfigCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Look at the configuration.", discussion: Tutanak.exitStatus,
    subcommands: [Check.self, Sentences.self, Manual.self])

  /// Reads every file the program would read, and connects nowhere.
  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check the configuration and every report, schedule, system and template it leads to.",
      discussion: Tutanak.exitStatus)

    @OptionGroup var options: CommonOptions

    func run() async throws {
      try await Outcome.report(options, alwaysPrintsResult: true) {
        try await ConfigurationJob(options.invocation()).check()
      }
    }
  }

  /// Prints the words of the home, whatever is configured.
  struct Sentences: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print every word and sentence a document can hold, in Turkish and English.",
      discussion: Tutanak.exitStatus)

    @OptionGroup var options: CommonOptions

    func run() async throws {
      try await Outcome.report(options, alwaysPrintsResult: true) {
        try RulesJob.sentences(of: Home(named: options.home))
      }
    }
  }
  /// Prints the page for man, whatever is configured.
  struct Manual: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the manual page that man shows.", discussion: Tutanak.exitStatus)

    @OptionGroup var options: CommonOptions

    func run() throws { Terminal.printPage(ManualPage(try .whole()).text) }
  }
}
