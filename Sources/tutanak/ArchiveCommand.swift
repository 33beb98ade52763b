import ArgumentParser
import Jobs

/// What is done to the archive as a whole.
struct ArchiveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "archive", abstract: "Write the page over everything in the archive.", subcommands: [Index.self])

  /// Writes the index.
  struct Index: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write index.html anew: every document, night and backup, to be opened in a browser.",
      discussion: Tutanak.exitStatus)

    @Flag(help: "Say what would be done and change nothing.")
    var dryRun = false

    @OptionGroup var options: CommonOptions

    func run() async throws {
      try await Outcome.report(options, alwaysPrintsResult: true) {
        try await ArchiveIndexJob(options.invocation(isDryRun: dryRun)).carryOut()
      }
    }
  }
}
