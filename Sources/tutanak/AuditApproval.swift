import ArgumentParser
import Jobs

/// `tutanak audit requests`.
struct AuditRequests: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "requests", abstract: "The requests for documents with clear values (M0) that wait for an approval.")

  @Flag(help: "Those that were used or have expired as well.")
  var all = false

  @OptionGroup var options: CommonOptions

  func run() async throws {
    try await Outcome.report(options, alwaysPrintsResult: true) {
      try await ApprovalJob(options.invocation(isDryRun: true)).list(all: all)
    }
  }
}

/// `tutanak audit approve`.
struct AuditApprove: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve", abstract: "Approve of a document with clear values (M0) that another person asked for.")

  @Argument(help: "The request, such as ONY-17.")
  var request: String

  @Option(help: "Why; kept in the ledger.")
  var reason: String?

  @Flag(help: "Say what would be done and change nothing.")
  var dryRun = false

  @OptionGroup var options: CommonOptions

  func run() async throws {
    try await Outcome.report(options, alwaysPrintsResult: true) {
      try await ApprovalJob(options.invocation(isDryRun: dryRun)).approve(request, reason: reason)
    }
  }
}
