import ArgumentParser
import Jobs

extension BackupCommand {
  /// Restores backups to see whether they can be.
  struct Drill: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Restore backups into a scratch database, and compare what comes back with what was dumped.",
      discussion: Tutanak.exitStatus)

    @Argument(help: "The name of a backup's folder, or “latest” of each source.")
    var name: String?

    @Option(help: "The source; else all of them.")
    var source: String?

    @Option(help: ArgumentHelp("The file of the private key, where backups are encrypted.", valueName: "file"))
    var identity: String?

    @OptionGroup var options: CommonOptions

    func run() async throws {
      try await Outcome.report(options, alwaysPrintsResult: true) {
        try await DrillJob(options.invocation(), word: name, source: source, identity: identity).carryOut()
      }
    }
  }
}
