import ArgumentParser
import Jobs

extension BackupCommand {
  /// Copies backups to their second place.
  struct Offsite: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Copy backups to their second place, and read them again there.", discussion: Tutanak.exitStatus)

    @Argument(help: "The name of a backup's folder, “latest” of each source, or “all”; else those that are not there.")
    var name: String?

    @Option(help: "The source; else all of them.")
    var source: String?

    @Flag(help: "Say what would be done and change nothing.")
    var dryRun = false

    @OptionGroup var options: CommonOptions

    func run() async throws {
      try await Outcome.report(options, alwaysPrintsResult: true) {
        try await BackupOffsiteJob(options.invocation(isDryRun: dryRun), word: name, source: source).carryOut()
      }
    }
  }
}
