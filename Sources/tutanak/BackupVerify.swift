import ArgumentParser
import Jobs

extension BackupCommand {
  /// Reads backups to their end.
  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Hold backups against their sums, decrypt and unpack them, and read them to their end.",
      discussion: Tutanak.exitStatus)

    @Argument(help: "The name of a backup's folder, “latest” of each source, or “all”.")
    var name: String?

    @Option(help: "The source; else all of them.")
    var source: String?

    @Option(help: ArgumentHelp("The file of the private key, where backups are encrypted.", valueName: "file"))
    var identity: String?

    @OptionGroup var options: CommonOptions

    func run() async throws {
      try await Outcome.report(options, alwaysPrintsResult: true) {
        try await BackupVerifyJob(options.invocation(), word: name, source: source, identity: identity).carryOut()
      }
    }
  }
}
