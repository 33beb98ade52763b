import ArgumentParser
import Jobs

/// `tutanak disposal hold`.
struct DisposalHold: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hold", abstract: "Keep the records of a rule of retention from being disposed of: a legal hold.")

  @Argument(help: "The rule, as the source's retention names it.")
  var rule: String

  @Option(help: "The source, when there are several.")
  var source: String?

  @Option(help: "Why; kept in the ledger and shown in no document.")
  var reason: String

  @Option(help: ArgumentHelp("The last day they are held; without one until they are released.", valueName: "day"))
  var until: String?

  @Flag(help: "Say what would be done and change nothing.")
  var dryRun = false

  @OptionGroup var options: CommonOptions

  func run() async throws {
    try await Outcome.report(options, alwaysPrintsResult: true) {
      try await DisposalHoldJob(options.invocation(isDryRun: dryRun), rule: rule, source: source)
        .hold(reason: reason, lastDay: until)
    }
  }
}

/// `tutanak disposal release`.
struct DisposalRelease: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release", abstract: "End every legal hold of a rule's records.")

  @Argument(help: "The rule, as the source's retention names it.")
  var rule: String

  @Option(help: "The source, when there are several.")
  var source: String?

  @Option(help: "Why; kept in the ledger.")
  var reason: String

  @Flag(help: "Say what would be done and change nothing.")
  var dryRun = false

  @OptionGroup var options: CommonOptions

  func run() async throws {
    try await Outcome.report(options, alwaysPrintsResult: true) {
      try await DisposalHoldJob(options.invocation(isDryRun: dryRun), rule: rule, source: source)
        .release(reason: reason)
    }
  }
}
