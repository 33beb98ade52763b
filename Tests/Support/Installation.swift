import Files
import Foundation

/// Tutanak as an administrator sets it up: a configuration, an archive and one source, in a folder of the test's own.
package final class Installation: Sendable {
  /// The folder of everything; it goes with the value.
  package let folder: ScratchFolder
  /// The source's database.
  package let database: TestDatabase
  /// Where systems, reports, templates and schedules are.
  package let home: String

  /// The moment runs speak from when a test says nothing else.
  package static let night = "2026-10-08T02:15:00+03:00"

  /// The built program, beside the test bundle.
  package static let program: String = {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return (tests as NSString).deletingLastPathComponent + "/tutanak"
  }()

  /// Sets Tutanak up; see ``configure(source:settings:)``.
  ///
  /// With a home of its own a test may change what lies there.
  package init(
    on database: TestDatabase, ownHome: Bool = false, source: [String: String?] = [:], settings: [String: String?] = [:]
  ) throws {
    folder = try ScratchFolder()
    self.database = database
    home = ownHome ? folder.path + "/home" : Repository.path
    if ownHome {
      try Folder.create(home)
      let folders = ["systems", "reports", "templates", "words", "schedules", "calendars"].map {
        Repository.path + "/" + $0
      }
      _ = try Command.run(words: ["cp", "-r"] + folders + [home])
    }
    try Folder.create(archive)
    try configure(source: source, settings: settings)
  }

  /// The archive.
  package var archive: String { folder.path + "/archive" }
  /// The configuration's file.
  package var configuration: String { folder.path + "/tutanak.yaml" }

  /// Writes the configuration: each key with a value in YAML; nil leaves a key out that is there by default.
  package func configure(source: [String: String?] = [:], settings: [String: String?] = [:]) throws {
    let source: [String: String?] = [
      "system": "efys", "connection": "\"\(database.connection(as: .reader))\"",
      "expect_rows": database.startsEmpty ? "false" : nil,
    ].merging(source) { $1 }
    let settings: [String: String?] = ["zone": "Europe/Istanbul", "archive": "\"\(archive)\""].merging(settings) { $1 }
    func lines(_ values: [String: String?], indent: String) -> [String] {
      values.compactMap { key, value in value.map { "\(indent)\(key): \($0)" } }.sorted()
    }
    let text = ["sources:", "  back-office:"] + lines(source, indent: "    ") + lines(settings, indent: "")
    try folder.write("tutanak.yaml", text.joined(separator: "\n") + "\n")
  }

  /// Runs the program with this configuration.
  ///
  /// Nothing a developer has set for PostgreSQL or Tutanak reaches it; `wrapper` is a program that starts it.
  @discardableResult
  package func run(
    _ words: String..., asOf: String? = night, environment: [String: String?] = [:], wrapper: [String] = []
  ) throws -> Command.Outcome {
    try run(words: words, asOf: asOf, environment: environment, wrapper: wrapper)
  }

  /// The same with the words in an array.
  package func run(
    words: [String], asOf: String? = night, environment: [String: String?] = [:], wrapper: [String] = []
  ) throws -> Command.Outcome {
    try Command.run(words: line(words, asOf, wrapper), environment: self.environment(environment))
  }

  /// Has a report issued and returns its package; anything but success is an error with the program's own words.
  package func issue(
    _ code: String, _ period: String, _ words: String..., asOf: String? = night
  ) throws -> IssuedPackage {
    let all = ["report", code, "--period", period, "--json"] + words
    let outcome = try Command.run(words: line(all, asOf, []), environment: environment([:]))
    guard outcome.status == 0 else { throw ServerFailure("status \(outcome.status): \(outcome.errors)") }
    return IssuedPackage(try JSON(text: outcome.output)["documents"][0]["folder"].text ?? "", in: folder)
  }

  /// Starts the program with this configuration and returns at once.
  package func start(
    _ words: String..., asOf: String? = night, environment: [String: String?] = [:], wrapper: [String] = []
  ) throws -> RunningProgram {
    try RunningProgram(line(words, asOf, wrapper), environment: self.environment(environment))
  }

  private func line(_ words: [String], _ asOf: String?, _ wrapper: [String]) -> [String] {
    let clock = asOf.map { ["--as-of", $0] } ?? []
    return wrapper + [Self.program] + words + ["--config", configuration, "--home", home] + clock
  }

  /// What the program finds in its environment; the folder's name marks it and every program it starts.
  private func environment(_ changes: [String: String?]) -> [String: String?] {
    var result: [String: String?] = ["HOME": folder.path, "INSTALLATION": folder.path]
    for name in ProcessInfo.processInfo.environment.keys
    where name.hasPrefix("PG") || name.hasPrefix("TUTANAK") || name == "DATABASE_URL" {
      result.updateValue(nil, forKey: name)
    }
    return result.merging(changes) { $1 }
  }
}
