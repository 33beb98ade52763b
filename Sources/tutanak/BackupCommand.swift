import ArgumentParser
import Jobs

/// `tutanak backup create`.
struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Make backups, prove them, keep them.", discussion: Tutanak.exitStatus,
    subcommands: [
      Create.self, Verify.self, Drill.self, Restore.self, Offsite.self, List.self, Hold.self, Release.self, Purge.self,
    ])

  /// Dumps a source's database and reads the dump to its end.
  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Dump a source's database and read the dump to its end.", discussion: Tutanak.exitStatus)

    @Option(help: "The source, when there are several.")
    var source: String?

    @Flag(help: "Say what would be done and change nothing.")
    var dryRun = false

    @OptionGroup var options: CommonOptions

    func run() async throws {
      try await Outcome.report(options, alwaysPrintsResult: true) {
        try await RunJob(options.invocation(isDryRun: dryRun)).backup(source: source)
      }
    }
  }
}
