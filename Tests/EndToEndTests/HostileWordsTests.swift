import Files
import Foundation
import Support
import Testing

/// Words from outside that would take a terminal over, or lead out of a folder.
@Suite struct HostileWordsTests {
  private static let escape = "\u{1B}[2J\u{9B}31m\u{202E}x\u{07}\ny"
  private static let shown = "<U+001B>[2J<U+009B>31m<U+202E>x<U+0007><U+000A>y"

  private static func isVisible(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control && $0 != "\u{202E}" }
  }

  @Test func `names and options are shown, not obeyed`() throws {
    let installation = try Installation(on: try TestServer.shared().makeDatabase(from: .empty))
    let commands = [
      ["run", Self.escape], ["report", Self.escape, "--period", "2026"], ["report", "OTR", "--period", Self.escape],
      ["report", "OTR", "--period", "2026", "--source", Self.escape], ["rules", "explain", Self.escape],
      ["run", "nightly", "--mask-" + Self.escape], ["report", "OTR", "--period", "2026", "--mask", Self.escape],
      ["report", "OTR", "--period", "2026", "--locale=" + Self.escape],
    ]
    for words in commands {
      let outcome = try installation.run(words: words)
      #expect(outcome.status == 64, "\(words)")
      #expect(outcome.errors.contains(Self.shown), "\(outcome.errors)")
      #expect(Self.isVisible(outcome.errors))
      #expect(!outcome.errors.split(separator: "\n").contains { $0.hasPrefix("y") })
    }
    // The parser's own lines stay.
    let usage = try installation.run("run", "nightly", "--locale", "xx")
    #expect(usage.status == 64 && usage.errors.contains("\nUsage: tutanak run"))
  }

  @Test func `in JSON they are escapes of JSON`() throws {
    let installation = try Installation(on: try TestServer.shared().makeDatabase(from: .empty))
    for words in [["run", Self.escape], ["run", "nightly", "--mask-" + Self.escape]] {
      let outcome = try installation.run(words: words + ["--log-format", "json", "--json"])
      #expect(outcome.status == 64 && Self.isVisible(outcome.errors) && Self.isVisible(outcome.output))
      let lines = outcome.errors.split(separator: "\n")
      #expect(lines.count == 1)
      #expect(try JSON(text: String(lines.first ?? ""))["message"].text?.contains(Self.escape) == true)
    }
  }

  @Test func `files and words of the configuration as well`() throws {
    let installation = try Installation(on: try TestServer.shared().makeDatabase(from: .empty))
    try installation.configure(settings: ["archive": #""/nowhere/\e[31m\nx""#])
    let archive = try installation.run("run", "nightly", "--locale", "en")
    #expect(archive.status == 73 && archive.errors.contains("/nowhere/<U+001B>[31m<U+000A>x is not there"))
    try installation.configure(settings: [#""\e[31mlook""#: "official"])
    let key = try installation.run("run", "nightly", "--locale", "en")
    #expect(key.status == 78 && key.errors.contains("“<U+001B>[31mlook” is an unknown key"))
    #expect(Self.isVisible(archive.errors + key.errors))
  }

  @Test func `a name stays in its folder`() throws {
    let installation = try Installation(on: try TestServer.shared().makeDatabase(from: .empty), ownHome: true)
    // What would be found if names could lead out.
    _ = try Command.run("cp", installation.home + "/schedules/nightly.yaml", installation.home + "/nightly.yaml")
    _ = try Command.run("cp", installation.home + "/reports/OTR.yaml", installation.home + "/OTR.yaml")
    for (words, folder) in [
      (["run", "../nightly"], "schedules"), (["run", "../../x"], "schedules"), (["run", "/etc/passwd"], "schedules"),
      (["run", ""], "schedules"), (["run", ".nightly"], "schedules"),
      (["report", "../OTR", "--period", "2026-10-07"], "reports"),
    ] {
      let outcome = try installation.run(words: words + ["--locale", "en"])
      #expect(outcome.status == 64)
      #expect(outcome.errors.contains("is no name in \(installation.home)/\(folder): give one without “/”"))
    }
  }

  @Test(arguments: [
    ("templates", [:], ["look": "../templates/official"]), ("systems", ["system": "\"..\""], [:]),
    ("calendars", [:], ["rules": "{ holidays: ../calendars/turkey }"]),
  ])
  func `a name in the configuration stays in its folder`(
    folder: String, source: [String: String?], settings: [String: String?]
  ) throws {
    let installation = try Installation(on: try TestServer.shared().makeDatabase(from: .empty))
    try installation.configure(source: source, settings: settings)
    let outcome = try installation.run("config", "check", "--locale", "en")
    #expect(outcome.status == 78)
    #expect(outcome.errors.contains("tutanak.yaml:"))
    #expect(outcome.errors.contains("is no name in \(Repository.path)/\(folder)"))
  }
}
