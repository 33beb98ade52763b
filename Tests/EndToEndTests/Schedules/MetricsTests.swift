import Files
import Foundation
import Support
import Testing

/// Numbers for Prometheus, in a file that is whole whenever it is read, and that can fail no run.
@Suite struct MetricsTests {
  private static func install(_ file: String = "metrics/tutanak.prom") throws -> (Installation, file: String) {
    let installation = try PlainSystem.install(source: ["expect_rows": "false"])
    let path = installation.folder.path + "/" + file
    try configure(installation, path)
    return (installation, path)
  }

  private static func configure(_ installation: Installation, _ path: String) throws {
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\"", "expect_rows": "false"],
      settings: ["formats": "[json]", "metrics": "{ file: \"\(path)\" }"])
  }

  /// The numbers of a file by name and labels; whatever the format does not allow is an error.
  ///
  /// As promtool judges: every family has its HELP and TYPE before its samples, once, and no sample stands twice.
  private static func samples(_ text: String) throws -> [String: Int] {
    var (samples, families): ([String: Int], Set<String>) = ([:], [])
    var current = ""
    guard text.hasSuffix("\n") else { throw ServerFailure("the last line has no end") }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()[...]
    while let line = lines.popFirst() {
      if let match = line.wholeMatch(of: /# HELP (tutanak_[a-z_]+) ([^\\]+)/) {
        current = String(match.1)
        guard families.insert(current).inserted, match.2.last == ".", lines.popFirst() == "# TYPE \(current) gauge"
        else {
          throw ServerFailure("\(line)")
        }
        continue
      }
      let sample = /(tutanak_[a-z_]+)(\{(?:[a-z_]+="(?:[^"\\\n]|\\["\\n])*"(?:,(?=[a-z]))?)+\})? (-?[0-9]+)/
      guard let match = line.wholeMatch(of: sample), match.1 == current, let number = Int(match.3),
        samples.updateValue(number, forKey: String(match.1.dropFirst(8)) + (match.2 ?? "")) == nil
      else { throw ServerFailure("\(line)") }
    }
    return samples
  }

  @Test func `say what status says, after each run and each look`() throws {
    let (installation, file) = try Self.install()
    try Folder.create(installation.folder.path + "/metrics")
    #expect(try installation.run("run", "nightly", "--dry-run").status == 0)
    #expect(!InputFile.exists(file))
    #expect(try installation.run("run", "nightly").status == 0)
    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    #expect(mode == 0o644)
    var samples = try Self.samples(InputFile.text(file))
    let judged = try Command.run("promtool", "check", "metrics", input: InputFile.text(file))
    #expect(judged.status == 0 && judged.output + judged.errors == "", "\(judged.output)\(judged.errors)")
    let night = 1_791_414_900
    #expect(samples["metrics_written_timestamp_seconds"] == night)
    #expect(samples["last_run_timestamp_seconds{schedule=\"nightly\"}"] == night)
    #expect(samples["last_run_exit_status{schedule=\"nightly\"}"] == 0)
    #expect(samples["last_good_run_timestamp_seconds{schedule=\"nightly\"}"] == night)
    #expect(samples["next_run_timestamp_seconds{schedule=\"nightly\"}"] == night + 86_400)
    #expect(samples["last_run_exit_status{schedule=\"monthly\"}"] == nil)
    #expect(samples["missing_periods{schedule=\"nightly\",source=\"back-office\"}"] == 0)
    #expect(samples["last_good_backup_timestamp_seconds{source=\"back-office\"}"] == night)
    #expect(samples["last_proven_backup_timestamp_seconds{source=\"back-office\"}"] == nil)
    #expect(samples["unstamped_documents"] == 0 && samples["due_editions"] == 0)
    #expect((samples["archive_free_bytes"] ?? 0) > 0)
    // Nothing ran for three days; whoever looks at the status brings the numbers up to date.
    #expect(try installation.run("status", asOf: "2026-10-11T04:00:00+03:00").status == 7)
    samples = try Self.samples(InputFile.text(file))
    #expect(samples["missing_periods{schedule=\"nightly\",source=\"back-office\"}"] == 3)
    #expect(samples["last_run_timestamp_seconds{schedule=\"nightly\"}"] == night)
    // The server is away.
    try installation.configure(
      source: [
        "system": "\"\(installation.folder.path)/plain\"", "expect_rows": "false",
        "connection": "\"host=127.0.0.1 port=1 dbname=x\"",
      ], settings: ["formats": "[json]", "metrics": "{ file: \"\(file)\" }"])
    #expect(try installation.run("run", "nightly", asOf: "2026-10-11T04:05:00+03:00").status == 69)
    samples = try Self.samples(InputFile.text(file))
    #expect(samples["last_run_exit_status{schedule=\"nightly\"}"] == 69)
    #expect(samples["failed_periods{schedule=\"nightly\",source=\"back-office\"}"] == 3)
    #expect(samples["last_good_run_timestamp_seconds{schedule=\"nightly\"}"] == night)
  }

  @Test func `are whole whenever somebody reads them`() throws {
    let (installation, file) = try Self.install()
    try Folder.create(installation.folder.path + "/metrics")
    #expect(try installation.run("run", "nightly").status == 0)
    var readings = 0
    for _ in 0..<3 {
      // Nobody waits for the other: none of them holds the lock.
      let programs = try (0..<3).map { _ in try installation.start("status", "--quiet") }
      while programs.contains(where: { !$0.hasEnded }) {
        let samples = try Self.samples(InputFile.text(file))
        #expect(samples["archive_free_bytes"] != nil)
        readings += 1
      }
      for program in programs { #expect(try program.wait().errors == "") }
    }
    #expect(readings > 10)
    #expect(try Folder.entries(installation.folder.path + "/metrics") == ["tutanak.prom"])
  }

  @Test func `that cannot be written are a warning`() throws {
    let (installation, file) = try Self.install()
    let night = try installation.run("run", "nightly", "--locale", "en")
    #expect(night.status == 0 && installation.packages.count == 3)
    #expect(
      night.errors.contains("! the metrics for Prometheus could not be written (metrics.file): ")
        && night.errors.contains("metrics/tutanak.prom"), "\(night.errors)")
    #expect(!Folder.exists(installation.folder.path + "/metrics"))
    // A folder that lies where the file should.
    try Folder.create(installation.folder.path + "/metrics")
    try Folder.create(file)
    let second = try installation.run("run", "nightly", "--locale", "en", asOf: "2026-10-09T02:15:00+03:00")
    #expect(second.status == 0 && second.errors.contains("metrics.file"), "\(second.errors)")
    #expect(try Folder.entries(installation.folder.path + "/metrics") == ["tutanak.prom"])
    // Root writes into folders that nobody may write into; /proc takes no file from anybody.
    try Self.configure(installation, "/proc/tutanak.prom")
    let third = try installation.run("run", "nightly", "--locale", "en", asOf: "2026-10-10T02:15:00+03:00")
    #expect(third.status == 0 && third.errors.contains("metrics.file"), "\(third.errors)")
  }

  @Test(arguments: [("metrics.prom", "“/”"), ("/var/lib/tutanak.txt", "“.prom”"), ("/var/lib/.prom", "“.prom”")])
  func `have a file that a node exporter reads`(path: String, complaint: String) throws {
    let (installation, _) = try Self.install()
    try Self.configure(installation, path)
    let check = try installation.run("config", "check", "--locale", "en")
    #expect(check.status == 78 && check.errors.contains(complaint), "\(check.errors)")
  }
}
