import ArgumentParser
import Jobs

/// `tutanak disposal plan`.
struct DisposalPlan: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Plan the deletion of a rule's due records: it is tried, checked and rolled back.",
    discussion: Tutanak.exitStatus)

  @Argument(help: "The rule, as the source's retention names it.")
  var rule: String

  @Option(help: "The source, when there are several.")
  var source: String?

  @Option(help: "Why; printed in the disposal record and kept in the ledger.")
  var reason: String

  @Flag(help: "Say that none of the due records is one that an answer to an authority rests on.")
  var answersChecked = false

  @OptionGroup var options: CommonOptions

  func run() async throws {
    try await Outcome.report(options, alwaysPrintsResult: true) {
      try await DisposalPlanJob(
        options.invocation(), rule: rule, source: source, hasCheckedAnswers: answersChecked
      ).plan(reason: reason)
    }
  }
}

/// `tutanak disposal approve`.
struct DisposalApprove: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve", abstract: "Approve of a disposal that another person has planned.")

  @Argument(help: "The plan, such as IMP-17.")
  var plan: String

  @Option(help: "Why; kept in the ledger.")
  var reason: String

  @OptionGroup var options: CommonOptions

  func run() async throws {
    try await Outcome.report(options, alwaysPrintsResult: true) {
      try await DisposalApprovalJob(options.invocation(), plan: plan).approve(reason: reason)
    }
  }
}

/// `tutanak disposal run`.
struct DisposalRun: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Carry an approved disposal out, or learn what came of it, and issue its record (report IMH).",
    discussion: Tutanak.exitStatus)

  @Argument(help: "The plan, such as IMP-17.")
  var plan: String

  @Option(help: ArgumentHelp("The code that was printed with the plan.", valueName: "code"))
  var confirm: String

  @OptionGroup var options: CommonOptions

  func run() async throws {
    try await Outcome.report(options, alwaysPrintsResult: true) {
      try await DisposalRunJob(options.invocation(), plan: plan, code: confirm).run()
    }
  }
}

/// `tutanak disposal list`.
struct DisposalList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "The plans of disposals, and how each stands.")

  @OptionGroup var options: CommonOptions

  func run() async throws {
    try await Outcome.report(options, alwaysPrintsResult: true) {
      try await DisposalListJob(options.invocation(isDryRun: true)).list()
    }
  }
}

/// `tutanak disposal close`.
struct DisposalClose: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "close", abstract: "Close a disposal of which not even the server knows what came of it.")

  @Argument(help: "The plan, such as IMP-17.")
  var plan: String

  @Option(help: "What was looked at and found; kept in the ledger.")
  var reason: String

  @OptionGroup var options: CommonOptions

  func run() async throws {
    try await Outcome.report(options, alwaysPrintsResult: true) {
      try await DisposalListJob(options.invocation()).close(plan, reason: reason)
    }
  }
}
