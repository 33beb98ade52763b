import Files
import Support
import Testing

/// What cannot be a recipient is refused by day, with file and line.
@Suite struct RecipientSettingsTests {
  private static func check(_ installation: Installation, _ delivery: String, _ messages: String...) throws {
    try installation.configure(settings: ["delivery": delivery])
    let outcome = try installation.run("config", "check", "--locale", "en")
    #expect(outcome.status == 78, "\(delivery)\n\(outcome.output)\(outcome.errors)")
    #expect(outcome.errors.contains("tutanak.yaml:"))
    for message in messages { #expect(outcome.errors.contains(message), "\(delivery)\n\(outcome.errors)") }
  }

  @Test func `a mistake is told with its place and the nearest valid word`() throws {
    let installation = try Installation(on: try TestServer.shared().makeDatabase(from: .efysSmall))
    let place = "channel: folder, folder: /srv/legal"
    func recipient(_ text: String) -> String { "{ recipients: { legal: { \(text) } } }" }
    try Self.check(installation, "{ }", "the key “recipients” is missing")
    try Self.check(installation, "{ recipients: { } }", "“recipients” needs at least one recipient.")
    try Self.check(
      installation, "{ recipients: { \"hukuk müdürü\": { \(place) } } }", "a recipient's name has 1 to 40 of the")
    try Self.check(installation, recipient("folder: /srv/legal"), "the key “channel” is missing; one of folder")
    try Self.check(installation, recipient("channel: foldr"), "there is no channel “foldr”", "“folder”?")
    try Self.check(installation, recipient("\(place), report: [OTR]"), "“report” is an unknown key", "“reports”?")
    try Self.check(installation, recipient("\(place), reports: [OTX]"), "there is no report “OTX”", "“OTR”?")
    try Self.check(
      installation, recipient("\(place), schedules: [nightl]"), "there is no schedule “nightl”", "“nightly”?")
    try Self.check(installation, recipient("\(place), sources: [backoffice]"), "there is no source “backoffice”")
    try Self.check(installation, recipient("\(place), language: de"), "one of tr, en")
    try Self.check(installation, recipient("\(place), empty: skp"), "“skip”?")
    try Self.check(installation, recipient("\(place), empty: notify"), "“notify” sends a letter, and none goes over")
    try Self.check(installation, recipient("channel: folder, folder: legal"), "a path that begins with “/” is needed.")
    try Self.check(
      installation, recipient("channel: folder, folder: \"\(installation.archive)/x\""),
      "a folder within the archive, or around it")
    for key in ["password", "pdf_password", "xlsx_password"] {
      try Self.check(
        installation, recipient("\(place), \(key): gizli"), "passwords of PDF and Excel files are not used")
    }
  }

  @Test func `what is right passes`() throws {
    let installation = try Installation(on: try TestServer.shared().makeDatabase(from: .efysSmall))
    try installation.configure(settings: [
      "delivery": """
      { wait_for_stamp: 2h, recipients: { legal: { channel: folder, folder: /srv/legal, reports: [OTR, ANM],
        sources: [back-office], schedules: [nightly], language: en, empty: skip } } }
      """
    ])
    let outcome = try installation.run("config", "check", "--locale", "en")
    #expect(outcome.status == 0, "\(outcome.errors)")
  }
}
