import ArgumentParser
import Jobs

extension BackupCommand {
  /// Restores a backup for use.
  struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Restore a backup into a new database, and compare what came back with what was dumped.",
      discussion: Tutanak.exitStatus)

    @Argument(help: "The name of the backup's folder, or “latest”.")
    var name: String

    @Option(help: "The source, when there are several.")
    var source: String?

    @Option(help: "The database; it is created, or must be empty.")
    var to: String

    @Option(help: "Another server than the source's; libpq string or URL, no password.")
    var server: String?

    @Option(help: "How many jobs restore at once; a dump that is unpacked on the way takes one.")
    var jobs = 1

    @Flag(help: "Drop first what the database holds of the backup; needs --confirm.")
    var clean = false

    @Flag(help: "Leave owners and privileges out.")
    var noOwner = false

    @Option(help: ArgumentHelp("The name of the database, when what it holds may be dropped.", valueName: "database"))
    var confirm: String?

    @Option(help: ArgumentHelp("The file of the private key, where backups are encrypted.", valueName: "file"))
    var identity: String?

    @Flag(help: "Say what would be done and change nothing.")
    var dryRun = false

    @OptionGroup var options: CommonOptions

    func validate() throws {
      guard (1...64).contains(jobs) else { throw ValidationError("--jobs: 1…64") }
    }

    func run() async throws {
      let request = RestoreJob.Request(
        backup: name, source: source, database: to, server: server, jobs: jobs, isClean: clean,
        leavesOwnersOut: noOwner, confirmation: confirm, identity: identity)
      try await Outcome.report(options, alwaysPrintsResult: true) {
        try await RestoreJob(options.invocation(isDryRun: dryRun), request).carryOut()
      }
    }
  }
}
