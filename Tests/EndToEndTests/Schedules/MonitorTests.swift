import Files
import Foundation
import Support
import Testing

/// A monitor is told that a run began and how it ended; whatever it does, the run is what it is.
@Suite struct MonitorTests {
  private static func install(_ monitor: String) throws -> Installation {
    let installation = try Installation(on: try TestServer.shared().makeDatabase(from: .efysEmpty), ownHome: true)
    try installation.folder.write(
      "home/schedules/nightly.yaml", "when: 15 2 * * *\nperiod: yesterday\nreports: [OTR]\n")
    try installation.configure(settings: ["formats": "[json]", "monitor": "{ \(monitor) }"])
    return installation
  }

  private static func secretFile(_ url: String, in installation: Installation) throws -> String {
    let path = try installation.folder.write("monitor.url", url + "\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    return path
  }

  @Test func `hears of the start, the exit status and the number of the run`() throws {
    let server = try MonitorServer()
    let url = "http://127.0.0.1:\(server.port)/gizli-5f2c/{schedule}"
    let installation = try Self.install("url: \"\(url)\"")
    #expect(try installation.run("run", "nightly", "--dry-run").status == 0)
    #expect(try installation.run("status").status == 7)
    #expect(server.requests == [])
    let outcome = try installation.run("run", "nightly")
    #expect(outcome.status == 0 && outcome.output + outcome.errors == "")
    // A server that is away: 69, in a second run with a number of its own.
    try installation.configure(
      source: ["connection": "\"host=127.0.0.1 port=1 dbname=efys\""],
      settings: ["formats": "[json]", "monitor": "{ url: \"\(url)\" }"])
    #expect(try installation.run("run", "nightly", asOf: "2026-10-09T02:15:00+03:00").status == 69)
    // A schedule that cannot be read is a run that failed.
    try installation.folder.write("home/schedules/nightly.yaml", "period: yesterdy\n")
    #expect(try installation.run("run", "nightly").status == 78)
    let told = server.requests.map { $0.split(separator: "?rid=").map(String.init) }
    #expect(
      told.map(\.[0]) == [0, 69, 78].flatMap { ["POST /gizli-5f2c/nightly/start", "POST /gizli-5f2c/nightly/\($0)"] })
    let numbers = told.map { String($0[1].prefix(36)) }
    #expect(numbers.allSatisfy { UUID(uuidString: $0) != nil }, "\(numbers)")
    #expect(numbers[0] == numbers[1] && numbers[2] == numbers[3] && Set(numbers).count == 3)
    #expect(told[3][1].hasSuffix(" run nightly: exit 69"))
  }

  @Test func `is told again where the first attempt fails`() throws {
    let server = try MonitorServer(.flapping)
    let installation = try Self.install("url: \"http://127.0.0.1:\(server.port)/x\"")
    let outcome = try installation.run("run", "nightly")
    #expect(outcome.status == 0 && outcome.errors == "", "\(outcome.errors)")
    #expect(server.requests.count { $0.contains("/start?") } == 2 && server.requests.count { $0.contains("/0?") } == 2)
  }

  /// What can be the matter with a monitor.
  enum Fault: String, CaseIterable { case blackHole, refusing, failing, slow, silent }

  @Test(arguments: Fault.allCases) func `that is of no use changes nothing but the time, and that by a bound`(
    fault: Fault
  ) throws {
    let (server, hole) = (try Self.server(fault), try SilentServer())
    let port = fault == .refusing ? 1 : server?.port ?? hole.port
    let installation = try Self.install("url: \"http://127.0.0.1:\(port)/x\", timeout: 2s")
    let path = try Self.secretFile("http://127.0.0.1:\(port)/gizli-5f2c", in: installation)
    try installation.configure(settings: ["formats": "[json]", "monitor": "{ url_file: \(path), timeout: 2s }"])
    let begin = ContinuousClock.now
    let outcome = try installation.run("run", "nightly", "--locale", "en")
    let time = ContinuousClock.now - begin
    try installation.configure(settings: ["formats": "[json]"])
    let plain = try installation.run("run", "nightly", asOf: "2026-10-09T02:15:00+03:00")
    #expect(outcome.status == 0 && plain.status == 0)
    #expect(installation.packages.count == 2)
    #expect(outcome.errors.hasPrefix("tutanak: ! The monitor could not be told (monitor): "), "\(outcome.errors)")
    #expect(outcome.errors.split(separator: "\n").count == 1)
    #expect(!outcome.errors.contains("gizli") && !outcome.errors.contains("\(port)"))
    // Two of two seconds and a run on a machine that does other things as well.
    #expect(time < .seconds(40), "\(fault): \(time)")
  }

  private static func server(_ fault: Fault) throws -> MonitorServer? {
    switch fault {
    case .blackHole, .refusing: nil
    case .failing: try MonitorServer(.failing)
    case .slow: try MonitorServer(.slow)
    case .silent: try MonitorServer(.silent)
    }
  }

  /// While the monitor is told of the end everything is done, and its numbers are written.
  @Test func `a signal that comes when all is done changes nothing`() throws {
    let hole = try SilentServer()
    let installation = try Self.install("url: \"http://127.0.0.1:1/x\"")
    let numbers = installation.folder.path + "/tutanak.prom"
    try installation.configure(settings: [
      "formats": "[json]", "metrics": "{ file: \(numbers) }",
      "monitor": "{ url: \"http://127.0.0.1:\(hole.port)/x\", timeout: 3s }",
    ])
    for day in 8...10 {
      let night = "2026-10-\(day < 10 ? "0" : "")\(day)T02:15:00+03:00"
      let program = try installation.start("run", "nightly", "--locale", "en", asOf: night)
      _ = try program.reaches { installation.state == "running" }
      _ = try program.reaches { installation.state == "done" }
      program.signal(SIGTERM)
      let outcome = try program.wait()
      #expect(outcome.status == 0 && outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
      #expect(installation.state == "done" && InputFile.exists(numbers))
    }
    #expect(installation.packages.count == 3)
  }

  @Test func `has an address that is seen nowhere`() throws {
    let server = try MonitorServer(.silent)
    let installation = try Self.install("url: \"http://127.0.0.1:1/x\"")
    let path = try Self.secretFile("http://127.0.0.1:\(server.port)/gizli-5f2c", in: installation)
    try installation.configure(settings: ["formats": "[json]", "monitor": "{ url_file: \(path), timeout: 3s }"])
    let program = try installation.start("run", "nightly", "--verbose", "--json")
    var commands: Set<String> = []
    _ = try program.reaches {
      commands.formUnion(installation.commands)
      return false
    }
    let outcome = try program.wait()
    #expect(outcome.status == 0)
    let said = outcome.output + outcome.errors + commands.joined()
    #expect(!commands.isEmpty && !said.contains("gizli-5f2c"))
    for file in installation.everything {
      guard let text = try? InputFile.text(installation.archive + "/" + file) else { continue }
      #expect(!text.contains("gizli-5f2c"), "\(file)")
    }
  }

  @Test(arguments: [
    ("url: \"ftp://gizli.example/x\"", "“http://” or “https://”"),
    ("url: \"http://a:gizli@b/x\"", "without a user's name"),
    ("url: \"http://b/gizli?x=1\"", "“?”"), ("timeout: 10s", "either “url” or “url_file”"),
    ("url: \"http://b/gizli\", timeout: 5m", "from 1s to 60s"), ("url: \"http://b/gizli\", retries: 3", "“retries”"),
    ("url_file: /etc/passwd", "others may read it"),
  ])
  func `is refused with file and line, and without the address`(monitor: String, complaint: String) throws {
    let installation = try Self.install(monitor)
    let check = try installation.run("config", "check", "--locale", "en")
    #expect(check.status == 78 && check.errors.contains(complaint), "\(check.errors)")
    #expect(check.errors.contains("tutanak.yaml:") && !check.errors.contains("gizli"))
  }
}
