import Files
import Glibc
import Support
import Testing

/// Standard streams that are full, closed, or that nobody reads: they never decide about the archive.
@Suite struct StreamTests {
  private static let report = ["report", "OTR", "--period", "2026-10-07"]

  private static func install() throws -> Installation {
    try PlainSystem.install(settings: ["formats": "[json, csv]", "deadline": "10m"])
  }

  /// A way to start the program with its streams changed.
  private static func shell(_ script: String) -> [String] { ["bash", "-c", script, "bash"] }

  @Test(arguments: [
    (#"exec "$@" >/dev/full"#, ["--json"], "The result could not be shown"),
    (#"exec "$@" 2>/dev/full"#, ["--verbose"], nil),
    (#"exec "$@" >&-"#, ["--json"], "standard output cannot be written"),
    (#"exec "$@" <&- >&- 2>&-"#, ["--json"], nil),
    (#"exec "$@" <&- 2>&-"#, ["--verbose"], nil),
    // The reader has gone before a word is written.
    (#""$@" > >(exec true); exit $?"#, ["--json"], nil),
    (#"set -o pipefail; "$@" 2>&1 | true"#, ["--verbose"], nil),
  ])
  func `what was issued stays, and the exit status says that it was not told`(
    script: String, words: [String], error: String?
  ) throws {
    let installation = try Self.install()
    let outcome = try installation.run(
      words: Self.report + words + ["--locale", "en"], wrapper: Self.shell("sleep 0.1; " + script))
    #expect(outcome.status == 74)
    #expect(installation.packages.map(\.stem) == ["2026-OTR-000001"])
    #expect(installation.state == "done")
    if let error { #expect(outcome.errors.contains(error)) }
    // Nothing that was to be printed went into a file instead.
    let package = try #require(installation.packages.first)
    let sums = try Command.run("sha256sum", "-c", "--quiet", "SHA256SUMS", in: package.folder)
    #expect(sums.status == 0)
    for file in package.files {
      let text = try InputFile.text(package.folder + "/" + file)
      #expect(!text.contains("exit_code") && !text.contains("tutanak: "))
    }
  }

  @Test func `a status of the work itself is not replaced`() throws {
    let installation = try Self.install()
    let outcome = try installation.run(
      "report", "OTR", "--period", "2030", "--json", wrapper: Self.shell(#"exec "$@" >/dev/full 2>&1"#))
    #expect(outcome.status == 64)
  }

  @Test(arguments: ["--help", "--version"])
  func `help that cannot be printed is no success`(option: String) throws {
    let outcome = try Command.run(
      words: Self.shell(#"exec "$@" >/dev/full"#) + [Installation.program, option])
    #expect(outcome.status == 74)
    #expect(outcome.errors.contains("No space left on device"))
    #expect(try Command.run(words: [Installation.program, option]).status == 0)
  }

  /// A pipe that is full already and that nobody reads.
  private final class StoppedPipe {
    let ends: [CInt]

    init() {
      var ends: [CInt] = [-1, -1]
      _ = pipe(&ends)
      _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
      let page = [UInt8](repeating: 0x2E, count: 4096)
      while write(ends[1], page, page.count) > 0 {}
      _ = fcntl(ends[1], F_SETFL, 0)
      self.ends = ends
    }

    deinit { for end in ends { close(end) } }
  }

  /// Starts the program with one or both of its streams into a pipe that nobody reads.
  private static func start(
    _ installation: Installation, _ words: [String], output: ChildProcess.Stream, errors: ChildProcess.Stream
  ) throws -> ChildProcess {
    let line = [Installation.program] + words
    return try ChildProcess(
      line + ["--config", installation.configuration, "--home", installation.home, "--as-of", Installation.night],
      environment: ["HOME": installation.folder.path, "INSTALLATION": installation.folder.path],
      input: .file("/dev/null"), output: output, errors: errors)
  }

  @Test(.timeLimit(.minutes(5)))
  func `an unread pipe holds up neither the work nor the lock, and a signal ends the wait`() throws {
    let installation = try Self.install()
    let pipe = StoppedPipe()
    let process = try Self.start(
      installation, Self.report + ["--json", "--verbose"], output: .descriptor(pipe.ends[1]),
      errors: .descriptor(pipe.ends[1]))
    for _ in 0..<1500 where installation.state != "done" { usleep(20_000) }
    #expect(installation.packages.count == 1)
    // The archive is free while the result still waits for its reader.
    let other = try installation.run(words: Self.report)
    #expect(other.status == 0)
    #expect(waitpid(process.identifier, nil, WNOHANG) == 0, "the result did not wait for its reader")
    let begin = ContinuousClock.now
    kill(process.identifier, SIGTERM)
    #expect(process.wait() == 74)
    #expect(ContinuousClock.now - begin < .seconds(10))
    withExtendedLifetime(pipe) {}
  }

  @Test(.timeLimit(.minutes(5)))
  func `an unread standard error cannot keep a signal from ending the run`() throws {
    let installation = try Installation(on: try TestServer.shared().makeDatabase(from: .efysSmall))
    try installation.slowDown(seconds: 20)
    let pipe = StoppedPipe()
    let process = try Self.start(
      installation, ["run", "nightly", "--verbose"], output: .descriptor(pipe.ends[1]),
      errors: .descriptor(pipe.ends[1]))
    for _ in 0..<1500 {
      if try installation.isReading() { break }
      usleep(20_000)
    }
    let begin = ContinuousClock.now
    kill(process.identifier, SIGTERM)
    #expect(process.wait() == 75)
    #expect(ContinuousClock.now - begin < .seconds(15))
    #expect(installation.packages.isEmpty)
    #expect(installation.state == "interrupted")
    withExtendedLifetime(pipe) {}
  }
}
