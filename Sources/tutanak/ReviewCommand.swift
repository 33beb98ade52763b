import ArgumentParser
import Jobs

/// `tutanak review`: what people decided on findings.
struct ReviewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: "Human decisions on findings: take them into the archive, and list them.",
    discussion: Tutanak.exitStatus, subcommands: [ReviewImport.self, ReviewList.self])
}

/// `tutanak review import`.
struct ReviewImport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take what reviewers wrote into a copy of an ANM document's workbook into the archive.",
    discussion: """
      The copy is held against the document in the archive; but for the columns of the review it must be as it was issued. \
      All of its decisions are taken in, or none.
      """)

  @Argument(help: "The copy (.xlsx).")
  var file: String

  @Option(help: "Why it is taken in; kept in the ledger.")
  var reason: String?

  @Flag(help: "Check the copy and change nothing.")
  var dryRun = false

  @OptionGroup var options: CommonOptions

  func run() async throws {
    try await Outcome.report(options, alwaysPrintsResult: true) {
      try await ReviewImportJob(options.invocation(isDryRun: dryRun), file: file, reason: reason).carryOut()
    }
  }
}

/// `tutanak review list`.
struct ReviewList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the decisions on findings that the archive holds, with whether each stands.")

  @OptionGroup var options: CommonOptions

  func run() async throws {
    try await Outcome.report(options, alwaysPrintsResult: true) {
      try await ReviewListJob(options.invocation(isDryRun: true)).carryOut()
    }
  }
}
