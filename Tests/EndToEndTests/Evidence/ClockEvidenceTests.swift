import Support
import Testing

/// What a manifest tells of the clocks its times were read from.
@Suite struct ClockEvidenceTests {
  private static func install() throws -> Installation {
    try Installation(
      on: try TestServer.shared().makeDatabase(from: .efysSmall), source: ["expect_rows": "false"],
      settings: ["formats": "[json]"])
  }

  /// A run that finds a `chronyc` of the test's own, and what its manifest then says.
  private static func manifest(chronyc script: String, environment: [String: String?] = [:]) throws -> JSON {
    let installation = try install()
    _ = try installation.writeProgram("chronyc", script)
    let path = installation.folder.path + "/bin:/usr/bin:/bin"
    let outcome = try installation.run(
      "report", "OTR", "--period", "2026-10-07",
      environment: ["PATH": path].merging(environment) { $1 })
    guard outcome.status == 0 else { throw ServerFailure(outcome.errors) }
    return try installation.package("OTR").manifest()
  }

  @Test func `chrony's source and offset stand in it`() throws {
    // What chronyc 4.3 prints: reference, source, stratum, time, offset, …, leap status.
    let line =
      "C0A80101,192.168.1.1,3,1764486000.123456789,-0.000012345,0.00001,0.00002,-12.3,0.001,0.05,0.01,0.002,64.5,Normal"
    let script = "[ \"$*\" = '-c -n tracking' ] && echo '\(line)'"
    let clock = try Self.manifest(chronyc: script)["clock"]
    #expect(clock["chrony"]["source"] == "192.168.1.1" && clock["chrony"]["stratum"] == 3)
    #expect(clock["chrony"]["offset_us"] == 12)
  }

  @Test(arguments: [
    "echo '506 Cannot talk to daemon'; exit 1", "echo '00000000,,0,0.0,0.0,0,0,0,0,0,1,1,0,Not synchronised'",
    "sleep 60", "echo nothing",
  ])
  func `what chrony does not say is absent, and keeps no run waiting`(script: String) throws {
    let begin = ContinuousClock.now
    #expect(try Self.manifest(chronyc: script)["clock"]["chrony"] == .null)
    #expect(ContinuousClock.now - begin < .seconds(50))
  }

  @Test func `it has by how much the server's clock and this machine's differ`() throws {
    let scratch = try ScratchFolder()
    // This machine's clock is 100 seconds fast, as far as the program can see.
    let fast = try Preload.build(
      """
      #include <time.h>
      int clock_gettime(clockid_t clock, struct timespec *time) {
        int result = ((int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime"))(clock, time);
        if (result == 0 && clock == CLOCK_REALTIME) time->tv_sec += 100;
        return result;
      }
      """, in: scratch)
    for (environment, seconds) in [([:], 0), (fast, -100)] as [([String: String?], Int)] {
      let server = try Self.manifest(chronyc: "exit 1", environment: environment)["server"]
      let ahead = try #require(server["clock_ahead_us"].integer)
      let uncertainty = try #require(server["clock_uncertainty_us"].integer)
      #expect(uncertainty > 0 && uncertainty < 5_000_000)
      #expect(abs(ahead - seconds * 1_000_000) <= uncertainty + 10, "\(ahead) ± \(uncertainty)")
    }
  }
}
