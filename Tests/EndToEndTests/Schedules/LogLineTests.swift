import Foundation
import Support
import Testing

/// Warnings and errors as programs read them: a JSON object a line, or lines with priorities in systemd's journal.
@Suite struct LogLineTests {
  private static func install() throws -> Installation {
    let installation = try Installation(on: try TestServer.shared().makeDatabase(from: .efysEmpty))
    try installation.configure(source: ["connection": "\"host=127.0.0.1 port=1 dbname=efys\""])
    return installation
  }

  @Test func `are JSON with level, message and the run's number, and nothing on success`() throws {
    let installation = try Self.install()
    var numbers: Set<String> = []
    for _ in 0..<2 {
      let outcome = try installation.run("run", "nightly", "--log-format", "json", "--verbose")
      #expect(outcome.status == 69)
      let lines = try outcome.errors.split(separator: "\n").map { try JSON(text: String($0)) }
      #expect(lines.contains { $0["level"] == "error" } && lines.allSatisfy { $0["message"].text != nil })
      let own = Set(lines.compactMap { $0["run"].text })
      #expect(own.count == 1 && lines.allSatisfy { $0.keys.sorted() == ["level", "message", "run"] })
      numbers.formUnion(own)
    }
    #expect(numbers.count == 2 && numbers.allSatisfy { UUID(uuidString: $0) != nil })
    #expect(try installation.run("schedule", "list", "--quiet", "--log-format", "json").errors == "")
  }

  @Test func `have a priority where standard error is the journal, and only there`() throws {
    let installation = try Self.install()
    let plain = try installation.run("run", "nightly", environment: ["JOURNAL_STREAM": "1:2"])
    #expect(plain.errors.hasPrefix("tutanak: "), "\(plain.errors)")
    let script = #"JOURNAL_STREAM=$(stat -L -c %d:%i /proc/self/fd/2) exec "$@""#
    let journal = try installation.run("run", "nightly", wrapper: ["sh", "-c", script, "sh"])
    #expect(journal.status == 69 && journal.errors.hasPrefix("<3>tutanak: "), "\(journal.errors)")
  }
}
