import Files
import Glibc
import Support
import Testing

/// Runs that are ended before they are done: by a signal at any stage, or by their deadline.
@Suite struct InterruptionTests {
  /// A point of a run.
  enum Stage: CaseIterable {
    case connecting, reading, dumping, checking, drawing

    /// An installation whose run stays at this point for some time.
    func install() throws -> (installation: Installation, server: SilentServer?) {
      let template: DatabaseTemplate = self == .drawing ? .efysSample : .efysSmall
      let installation = try Installation(on: try TestServer.shared().makeDatabase(from: template))
      switch self {
      case .connecting:
        let server = try SilentServer()
        try installation.configure(source: ["connection": "\"host=127.0.0.1 port=\(server.port) dbname=efys\""])
        return (installation, server)
      case .reading:
        try installation.slowDown(seconds: 20)
      case .dumping:
        // Not the process itself but one that it starts is what lasts.
        try installation.replaceDump("sleep 20; exit 1")
      case .checking:
        let path = try installation.writeProgram("pg_restore", "sleep 20; exit 1")
        try installation.configure(settings: ["backup": "{ pg_restore: \(path) }"])
      case .drawing:
        break
      }
      return (installation, nil)
    }

    /// Whether a run has come to this point.
    func isReached(_ installation: Installation) throws -> Bool {
      switch self {
      case .connecting: installation.state == "running"
      case .reading: try installation.isReading()
      case .dumping, .checking: installation.commands.contains("sleep 20")
      case .drawing: installation.everything.contains { $0.contains("/.2026-") && $0.contains(".partial/") }
      }
    }
  }

  /// Nothing is left of the run but whole packages, and the next one makes up for it.
  private static func expectClean(_ installation: Installation, because reason: String) throws {
    for _ in 0..<100 where !installation.processes.isEmpty { usleep(20_000) }
    #expect(installation.commands == [])
    #expect(installation.everything.filter { $0.contains("partial") } == [])
    #expect(installation.packages.isEmpty)
    #expect(installation.state == "interrupted")

    try installation.configure()
    let again = try installation.run("run", "nightly")
    #expect(again.status == 0)
    #expect(again.output == "")
    #expect(again.errors.hasPrefix("tutanak: ! Önceki çalıştırma (run nightly, pid "))
    #expect(again.errors.hasSuffix(" anında kesildi: \(reason). Yarım kalan hiçbir şey yayımlanmadı.\n"))
    #expect(installation.packages.map(\.stem) == ["2026-ANM-000001", "2026-GOR-000001", "2026-OTR-000001"])
    #expect(installation.backups.count == 1)
    #expect(installation.state == "done")
  }

  @Test(
    .timeLimit(.minutes(10)),
    arguments: Stage.allCases.map { ($0, SIGTERM) } + [(Stage.reading, SIGINT), (Stage.reading, SIGHUP)])
  func `a signal ends it at once and leaves nothing half done`(stage: Stage, signal: Int32) throws {
    let (installation, server) = try stage.install()
    defer { withExtendedLifetime(server) {} }
    let language = signal == SIGHUP ? "tr" : "en"
    let run = try installation.start("run", "nightly", "--locale", language)
    // Stopped as soon as it is there, so that it is still there when the signal arrives.
    try #require(try run.reaches { try stage.isReached(installation) })
    run.signal(SIGSTOP)
    try #require(try stage.isReached(installation), "the run was too quick")
    let begin = ContinuousClock.now
    run.signal(signal)
    run.signal(SIGCONT)
    let outcome = try run.wait()
    #expect(ContinuousClock.now - begin < .seconds(10))
    #expect(outcome.status == 75)
    #expect(outcome.output == "")
    let messages = [
      "tr": "kesildi: sinyal \(signal) alındı. Yarım kalan hiçbir şey yayımlanmadı; yeniden çalıştırmak yeterli.",
      "en": "interrupted: signal \(signal) arrived. Nothing unfinished was published; just run again.",
    ]
    #expect(outcome.errors == "tutanak: \(messages[language] ?? "?")\n")
    try Self.expectClean(installation, because: "sinyal \(signal) alındı")
  }

  @Test(.timeLimit(.minutes(10)))
  func `a signal while what killed runs left is being swept is written down`() throws {
    let (installation, server) = try Stage.connecting.install()
    defer { withExtendedLifetime(server) {} }
    // On a slow disk what the interruption writes is unfinished for long enough to be taken for something left behind.
    let slowDisk = try Preload.build(
      """
      #include <dirent.h>
      #include <unistd.h>
      int fsync(int number) {
        usleep(100000);
        return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(number);
      }
      DIR *opendir(const char *path) {
        usleep(30000);
        return ((DIR *(*)(const char *))dlsym(RTLD_NEXT, "opendir"))(path);
      }
      """, in: installation.folder)
    for milliseconds in [0, 20, 50, 100, 200] as [UInt32] {
      let run = try installation.start("run", "nightly", "--locale", "en", environment: slowDisk)
      try #require(try run.reaches { installation.state == "running" })
      usleep(milliseconds * 1000)
      run.signal(SIGTERM)
      #expect(try run.wait().status == 75)
      #expect(installation.state == "interrupted", "after \(milliseconds) ms")
    }
  }

  @Test(.timeLimit(.minutes(10)))
  func `a signal while the register is written lets it be written whole`() throws {
    let (installation, server) = try Stage.connecting.install()
    defer { withExtendedLifetime(server) {} }
    // Only the register's disk is slow: the interruption would be done long before it.
    let slowRegister = try Preload.build(
      """
      #include <stdio.h>
      #include <string.h>
      #include <unistd.h>
      int fsync(int number) {
        char link[64], path[4096] = "";
        snprintf(link, sizeof link, "/proc/self/fd/%d", number);
        if (readlink(link, path, sizeof path - 1) > 0 && strstr(path, ".json.partial") && strstr(path, "/register/"))
          usleep(1000000);
        return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(number);
      }
      """, in: installation.folder)
    let run = try installation.start("run", "nightly", "--locale", "en", environment: slowRegister)
    try #require(try run.reaches { installation.everything.contains("register/2026.json.partial") })
    run.signal(SIGTERM)
    #expect(try run.wait().status == 75)
    try Self.expectClean(installation, because: "sinyal \(SIGTERM) alındı")
  }

  @Test(.timeLimit(.minutes(10)), arguments: ["tr", "en"])
  func `the deadline of the configuration ends it as well`(language: String) throws {
    let (installation, _) = try Stage.reading.install()
    try installation.slowDown(seconds: 20, settings: ["deadline": "1s"])
    let outcome = try installation.run("run", "nightly", "--locale", language)
    #expect(outcome.status == 75)
    let messages = [
      "tr": "kesildi: süre sınırı (deadline) doldu. Yarım kalan hiçbir şey yayımlanmadı; yeniden çalıştırmak yeterli.",
      "en": "interrupted: the deadline passed. Nothing unfinished was published; just run again.",
    ]
    #expect(outcome.errors == "tutanak: \(messages[language] ?? "?")\n")
    try Self.expectClean(installation, because: "süre sınırı (deadline) doldu")
  }

  @Test(.timeLimit(.minutes(10)))
  func `a server that never answers is waited for no longer than said`() throws {
    let (installation, server) = try Stage.connecting.install()
    let port = try #require(server).port
    try installation.configure(source: [
      "connection": "\"host=127.0.0.1 port=\(port) dbname=efys\"", "timeouts": "{ connect: 2s }",
    ])
    let begin = ContinuousClock.now
    let outcome = try installation.run("report", "OTR", "--period", "yesterday", "--locale", "en")
    #expect(outcome.status == 69)
    #expect(outcome.errors.contains("no answer came in time"))
    #expect(ContinuousClock.now - begin < .seconds(10))
  }
}
