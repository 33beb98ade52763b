import ArgumentParser
import Jobs

/// `tutanak seal`.
struct SealCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seal", abstract: "What is sealed and stamped.", discussion: Tutanak.exitStatus,
    subcommands: [Stamp.self])

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
