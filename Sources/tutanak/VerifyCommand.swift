import ArgumentParser
import Jobs

/// Holds what was issued against the ledger, the seals and the time stamps.
struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Find and name whatever was changed, removed, added, cut off or sealed again since it was issued.",
    discussion: Tutanak.exitStatus)

  @Argument(help: "A package, a backup's folder or an archive, wherever it lies; else the configured archive.")
  var path: String?

  @Option(
    help: ArgumentHelp(
      "The ledger's head as an earlier document or the system's journal has it; the ledger must still contain it.",
      valueName: "number:digest"))
  var expectHead: String?

  @Option(
    help: ArgumentHelp(
      "The fingerprint of a certificate you know from a place you trust; may be repeated.", valueName: "sha256"))
  var fingerprint: [String] = []

  @Option(
    help: ArgumentHelp("The first day: documents of periods from it on, backups made from it on.", valueName: "day"))
  var from: String?

  @Option(help: ArgumentHelp("The last day.", valueName: "day"))
  var to: String?

  @Flag(help: "Compute the data digests again from the workbooks, and name sheet and row of what differs.")
  var deep = false

  @OptionGroup var options: CommonOptions

  func run() async throws {
    var request = VerifyJob.Request()
    (request.path, request.expectedHead, request.fingerprints) = (path, expectHead, fingerprint)
    (request.firstDay, request.lastDay, request.isDeep) = (from, to, deep)
    try await Outcome.report(options, alwaysPrintsResult: true) {
      let invocation = options.hasConfiguration ? try options.invocation() : nil
      return try await VerifyJob(invocation, request, progress: options.progress).carryOut()
    }
  }
}
