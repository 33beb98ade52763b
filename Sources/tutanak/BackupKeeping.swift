import ArgumentParser
import Jobs

extension BackupCommand {
  /// Lists the backups in the archive.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the backups: age, size, state, who holds them, and why they are kept.",
      discussion: Tutanak.exitStatus)

    @Option(help: "The source; all of them without one.")
    var source: String?

    @OptionGroup var options: CommonOptions

    func run() async throws {
      try await Outcome.report(options, alwaysPrintsResult: true) {
        try await BackupListJob(options.invocation(isDryRun: true), source: source).carryOut()
      }
    }
  }

  /// Keeps a backup from being purged.
  struct Hold: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Keep a backup from being purged, whatever the policy says.", discussion: Tutanak.exitStatus)

    @Argument(help: "The name of its folder, such as 20261007T231500Z.")
    var name: String

    @Option(help: "The source, when several have a backup of this name.")
    var source: String?

    @Option(help: "Why; written into the ledger.")
    var reason: String

    @Option(help: ArgumentHelp("The last day it is held; without one until it is released.", valueName: "day"))
    var until: String?

    @Flag(help: "Say what would be done and change nothing.")
    var dryRun = false

    @OptionGroup var options: CommonOptions

    func run() async throws {
      try await Outcome.report(options, alwaysPrintsResult: true) {
        try await BackupHoldJob(options.invocation(isDryRun: dryRun), name: name, source: source)
          .hold(reason: reason, lastDay: until)
      }
    }
  }

  /// Lets a held backup go.
  struct Release: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "End every hold of a backup.", discussion: Tutanak.exitStatus)

    @Argument(help: "The name of its folder, such as 20261007T231500Z.")
    var name: String

    @Option(help: "The source, when several have a backup of this name.")
    var source: String?

    @Option(help: "Why; written into the ledger.")
    var reason: String?

    @Flag(help: "Say what would be done and change nothing.")
    var dryRun = false

    @OptionGroup var options: CommonOptions

    func run() async throws {
      try await Outcome.report(options, alwaysPrintsResult: true) {
        try await BackupHoldJob(options.invocation(isDryRun: dryRun), name: name, source: source)
          .release(reason: reason)
      }
    }
  }

  /// Removes the backups that the policy lets go.
  struct Purge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Remove the backups that backup.keep lets go, for good; the ledger keeps a record of each.",
      discussion: Tutanak.exitStatus)

    @Option(help: "The source, which need not be configured any more; all that are configured without one.")
    var source: String?

    @Flag(help: "Show the plan and change nothing.")
    var dryRun = false

    @Flag(help: "Agree to a policy that lets more go than the one before, or to a source that is no longer configured.")
    var confirm = false

    @OptionGroup var options: CommonOptions

    func run() async throws {
      try await Outcome.report(options, alwaysPrintsResult: true) {
        try await BackupPurgeJob(options.invocation(isDryRun: dryRun), source: source, isConfirmed: confirm).carryOut()
      }
    }
  }
}
