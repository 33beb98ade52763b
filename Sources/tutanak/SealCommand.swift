import ArgumentParser
import Jobs

/// What seals what is issued: a key, and time stamps.
struct SealCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seal", abstract: "Change the key that seals what is issued, and take time stamps.",
    subcommands: [Rotate.self, Stamp.self])

  /// Goes over to a new key.
  struct Rotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Go over to a new key: the configuration's, or one the archive makes itself; the old one signs it.",
      discussion: Tutanak.exitStatus)

    @Option(help: "Why; written into the ledger.")
    var reason: String

    @Option(
      help: ArgumentHelp("The file of the key before, where the archive has not its own.", valueName: "file"))
    var previousKey: String?

    @Flag(help: "Nobody has the key before any more: nothing vouches for the new one, and verifications say so.")
    var lost = false

    @Flag(help: "Say what would be done and change nothing.")
    var dryRun = false

    @OptionGroup var options: CommonOptions

    func run() async throws {
      try await Outcome.report(options, alwaysPrintsResult: true) {
        try await SealRotation(
          options.invocation(isDryRun: dryRun), reason: reason, previousKey: previousKey, isLost: lost
        ).carryOut()
      }
    }
  }

  /// Takes the time stamps that documents wait for.
  struct Stamp: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take the time stamps that documents wait for, oldest first.", discussion: Tutanak.exitStatus)

    @Flag(help: "Say what would be done and change nothing.")
    var dryRun = false

    @OptionGroup var options: CommonOptions

    func run() async throws {
      try await Outcome.report(options, alwaysPrintsResult: true) {
        try await SealStampJob(options.invocation(isDryRun: dryRun)).carryOut()
      }
    }
  }
}
