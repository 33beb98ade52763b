import ArgumentParser
import Jobs

/// `tutanak source list`, `check`, `new`, `vocabulary` and `capture`.
struct SourceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "source", abstract: "Look at the configured sources.", discussion: Tutanak.exitStatus,
    subcommands: [List.self, Check.self, New.self, Vocabulary.self, Capture.self])

  /// Names the sources.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Name the sources and their systems.", discussion: Tutanak.exitStatus)

    @OptionGroup var options: CommonOptions

    func run() async throws {
      try await Outcome.report(options, alwaysPrintsResult: true) {
        SourceJob(try options.invocation()).list()
      }
    }
  }

  /// Connects and looks at every relation: columns, rows, times, words, rules, plans and privileges.
  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Connect, and say what every SELECT of the system has, lacks and yields.",
      discussion: Tutanak.exitStatus)

    @Argument(help: "The source; all without one.")
    var source: String?

    @OptionGroup var options: CommonOptions

    func run() async throws {
      try await Outcome.report(options, alwaysPrintsResult: true) {
        try SourceJob(options.invocation()).check(source)
      }
    }
  }

  /// Proposes the folder of a system for a database that nobody has described.
  struct New: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Look at a database's tables and propose SELECTs and a mapping; a person decides.",
      discussion: Tutanak.exitStatus)

    @Argument(help: "What the source will be called.")
    var name: String

    @Option(help: "The database: a libpq string or URL without password.")
    var connection: String

    @Option(help: "A password file; else ~/.pgpass, PGPASSFILE.")
    var passfile: String?

    @Option(help: "Where the files are written, a folder that is not there yet; else ./<name>.")
    var folder: String?

    @OptionGroup var options: CommonOptions

    func run() async throws {
      try await Outcome.report(options, alwaysPrintsResult: true) {
        try SourceDraft(
          name: name, connection: connection, passfile: passfile, folder: folder, language: options.language
        ).write()
      }
    }
  }

  /// Prints the contract of a system's folder, whatever is configured.
  struct Vocabulary: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print every column a SELECT may have and every word a mapping may use, with the rules that need it.",
      discussion: Tutanak.exitStatus)

    @OptionGroup var options: CommonOptions

    func run() async throws {
      try await Outcome.report(options, alwaysPrintsResult: true) {
        try RulesJob.vocabulary(of: Home(named: options.home), in: options.language)
      }
    }
  }
}
