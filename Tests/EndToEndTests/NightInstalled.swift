import Support
import Testing

/// A month of efys and the night after it, run once for all tests of a suite, which only look at it.
struct NightInstalled: SuiteTrait, TestScoping {
  /// What the night has left, as it was before a test looked at anything with the program, which writes there as well.
  struct Morning: Sendable {
    /// What the tests look at.
    let installation: Installation
    let outcome: Command.Outcome
    /// How the run had ended.
    let state: String?
    /// Every file and folder of the archive.
    let everything: [String]
  }

  @TaskLocal static var current: Morning?

  @concurrent func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable @concurrent () async throws -> Void
  ) async throws {
    let database = try TestServer.shared().makeDatabase(from: .efysSample)
    let installation = try Installation(on: database, settings: ["formats": "[pdf, xlsx, json, csv]"])
    let outcome = try installation.run("run", "nightly")
    let morning = Morning(
      installation: installation, outcome: outcome, state: installation.state, everything: installation.everything)
    try await Self.$current.withValue(morning) { try await function() }
  }
}
