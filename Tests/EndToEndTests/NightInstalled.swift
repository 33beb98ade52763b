import Support
import Testing

/// A month of efys and the night after it, run once for all tests of a suite, which only look at it.
struct NightInstalled: SuiteTrait, TestScoping {
  /// What the tests look at.
  @TaskLocal static var current: (installation: Installation, outcome: Command.Outcome, state: String?)?

  @concurrent func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable @concurrent () async throws -> Void
  ) async throws {
    let database = try TestServer.shared().makeDatabase(from: .efysSample)
    let installation = try Installation(on: database, settings: ["formats": "[pdf, xlsx, json, csv]"])
    let outcome = try installation.run("run", "nightly")
    try await Self.$current.withValue((installation, outcome, installation.state)) { try await function() }
  }
}
