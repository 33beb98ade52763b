import ArgumentParser
import Jobs

/// What was issued, to those who get it.
struct DeliverCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deliver", abstract: "Hand issued documents to their recipients, and see what is on its way.",
    discussion: Tutanak.exitStatus, subcommands: [List.self, Now.self, Resend.self, HandOut.self])

  /// Lists what is on its way.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List what recipients have not got yet: tries, the next one, and why.", discussion: Tutanak.exitStatus)

    @Flag(help: "List what was delivered as well.")
    var all = false

    @OptionGroup var options: CommonOptions

    func run() async throws {
      try await Outcome.report(options, alwaysPrintsResult: true) {
        try await DeliverListJob(options.invocation(isDryRun: true), listsAll: all).carryOut()
      }
    }
  }

  /// Delivers what is owed.
  struct Now: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Deliver what is owed now, whenever its next try is.", discussion: Tutanak.exitStatus)

    @Flag(help: "Say what would be done and change nothing.")
    var dryRun = false

    @OptionGroup var options: CommonOptions

    func run() async throws {
      try await Outcome.report(options, alwaysPrintsResult: true) {
        try await DeliverJob(options.invocation(isDryRun: dryRun)).catchUp()
      }
    }
  }

  /// Delivers a document again.
  struct Resend: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Deliver one document, whatever came of it before.", discussion: Tutanak.exitStatus)

    @Argument(help: "The document's number, such as 2026/OTR-000001.")
    var number: String

    @Option(help: ArgumentHelp("The recipient; all that it was on its way to without one.", valueName: "recipient"))
    var to: String?

    @Flag(help: "Say what would be done and change nothing.")
    var dryRun = false

    @OptionGroup var options: CommonOptions

    func run() async throws {
      try await Outcome.report(options, alwaysPrintsResult: true) {
        try await DeliverJob(options.invocation(isDryRun: dryRun)).resend(number, to: to)
      }
    }
  }

  /// Hands a package out.
  struct HandOut: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "hand-out", abstract: "Copy an issued package to a folder; the ledger has who, when and why.",
      discussion: Tutanak.exitStatus)

    @Argument(help: "The document's number, such as 2026/OTR-000001.")
    var number: String

    @Option(help: ArgumentHelp("The folder, which must be there.", valueName: "folder"))
    var to: String

    @Option(help: "Why and to whom; written into the ledger.")
    var reason: String?

    @Flag(help: "Say what would be done and change nothing.")
    var dryRun = false

    @OptionGroup var options: CommonOptions

    func run() async throws {
      try await Outcome.report(options, alwaysPrintsResult: true) {
        try await DeliverJob(options.invocation(isDryRun: dryRun)).handOut(number, to: to, reason: reason)
      }
    }
  }
}
