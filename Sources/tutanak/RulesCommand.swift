import ArgumentParser
import Jobs

/// `tutanak rules list` and `tutanak rules explain`.
struct RulesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "Look at the rules that observe sessions and events.",
    discussion: Tutanak.exitStatus, subcommands: [List.self, Explain.self])

  /// Names the rules.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Name the rules and the severities they give.", discussion: Tutanak.exitStatus)

    @OptionGroup var options: CommonOptions

    func run() async throws {
      try await Outcome.report(options, alwaysPrintsResult: true) { try options.rules().list() }
    }
  }

  /// Explains a rule.
  struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print what a rule looks for, with which numbers and why, what it needs and how to tune it.",
      discussion: Tutanak.exitStatus)

    @Argument(help: "The rule, such as A03; all without one.")
    var rule: String?

    @OptionGroup var options: CommonOptions

    func run() async throws {
      try await Outcome.report(options, alwaysPrintsResult: true) { try options.rules().explain(rule) }
    }
  }
}

extension CommonOptions {
  /// The rules can be read about before anything is configured.
  fileprivate func rules() throws -> RulesJob {
    try RulesJob(hasConfiguration ? try invocation().configuration : nil, home: try Home(named: home), in: language)
  }
}
