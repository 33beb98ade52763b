import ArgumentParser
import Jobs

extension SourceCommand {
  /// Keeps the history of tables whose rows the application deletes.
  struct Capture: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Keep the history of tables whose rows the application deletes.", discussion: Tutanak.exitStatus,
      subcommands: [Plan.self, Install.self, Status.self, Remove.self])
  }
}

extension SourceCommand.Capture {
  /// Prints the SQL of the installation.
  struct Plan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the SQL that an installation runs, as psql can run it too; change nothing.",
      discussion: Tutanak.exitStatus)

    @Option(help: "The source, when there are several.")
    var source: String?

    @OptionGroup var options: CommonOptions

    func run() async throws {
      try await Outcome.report(options, alwaysPrintsResult: true) {
        try CaptureJob(source, options.invocation()).plan()
      }
    }
  }

  /// Installs it.
  struct Install: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the SQL, then run it in one transaction; again where something has changed since.",
      discussion: Tutanak.exitStatus)

    @OptionGroup var change: ChangeOptions
    @OptionGroup var options: CommonOptions

    func run() async throws { try await change.carryOut(.install, options) }
  }

  /// Says what is installed.
  struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say what is installed, since when, what it holds, and whether it is what the configuration wants.",
      discussion: Tutanak.exitStatus)

    @Option(help: "The source, when there are several.")
    var source: String?

    @OptionGroup var options: CommonOptions

    func run() async throws {
      try await Outcome.report(options, alwaysPrintsResult: true) {
        try CaptureJob(source, options.invocation()).status()
      }
    }
  }

  /// Takes it away.
  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the SQL, then take triggers and functions away in one transaction; the history stays.",
      discussion: Tutanak.exitStatus)

    @Flag(help: "Drop what was kept as well.")
    var dropHistory = false

    @OptionGroup var change: ChangeOptions
    @OptionGroup var options: CommonOptions

    func run() async throws { try await change.carryOut(.remove(dropsHistory: dropHistory), options) }
  }

  /// What a command needs that changes the source's database.
  struct ChangeOptions: ParsableArguments {
    @Option(help: "The source, when there are several.")
    var source: String?

    @Option(help: "How a role connects that owns the tables and may create roles; libpq string or URL, no password.")
    var connection: String

    @Option(help: ArgumentHelp("The source's name, when you have read the SQL.", valueName: "source"))
    var confirm: String?

    @Flag(help: "Print the SQL and change nothing.")
    var dryRun = false

    func carryOut(_ kind: CaptureJob.Change, _ options: CommonOptions) async throws {
      try await Outcome.report(options, alwaysPrintsResult: true) {
        try await CaptureJob(source, options.invocation(isDryRun: dryRun)).carryOut(
          kind, connection: connection, confirmation: confirm
        ) { sql in if !options.json, !options.quiet { Terminal.printPage(sql) } }
      }
    }
  }
}
