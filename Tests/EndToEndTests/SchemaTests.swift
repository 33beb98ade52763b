import Foundation
import Files
import Support
import Testing

/// The JSON copies and the schema that `docs` publishes for those who read them with programs.
@Suite struct SchemaTests {
  /// What the schema finds wrong with a text; an independent program judges.
  private static func mistakes(in text: String) throws -> String {
    let script = """
      import json, sys, jsonschema
      schema = json.load(open(sys.argv[1]))
      jsonschema.Draft202012Validator.check_schema(schema)
      for error in jsonschema.Draft202012Validator(schema).iter_errors(json.load(sys.stdin)):
          print(list(error.path), error.message[:200])
      """
    let scratch = try ScratchFolder()
    let outcome = try Command.run(
      "sh", "-c", #"exec /usr/bin/python3 -c "$1" "$2" <"$3""#, "sh", script,
      Repository.path + "/docs/schema/document.schema.json", try scratch.write("document.json", text))
    return outcome.status == 0 ? outcome.output : outcome.errors
  }

  private static func text(_ package: IssuedPackage) throws -> String { try InputFile.text(package.path(".json")) }

  @Test(arguments: ["M0", "M1", "M3"])
  func `every document of a night validates, whatever is masked`(level: String) throws {
    let database = try TestServer.shared().makeDatabase(from: .efysSmall)
    let installation = try Installation(on: database, settings: ["formats": "[json]", "mask": level])
    #expect(try installation.run("run", "nightly").status == 0)
    #expect(installation.allPackages.count == 5)
    for package in installation.allPackages {
      #expect(try Self.mistakes(in: Self.text(package)) == "", "\(package.stem)")
    }
  }

  @Test func `so does a document about nothing`() throws {
    let database = try TestServer.shared().makeDatabase(from: .efysEmpty)
    let installation = try Installation(on: database, settings: ["formats": "[json]"])
    #expect(try installation.run("run", "nightly", "--locale", "en").status == 0)
    for package in installation.packages {
      #expect(try Self.mistakes(in: Self.text(package)) == "", "\(package.stem)")
    }
  }

  @Test(arguments: ["sessions", "events", "findings"])
  func `so does a report that lists everything`(subject: String) throws {
    let installation = try Installation(
      on: try TestServer.shared().makeDatabase(from: .efysSmall), ownHome: true, settings: ["formats": "[json, csv]"])
    let sections = [
      "summary", "{ id: users, of: sessions }", "{ id: users, of: events }", "{ id: days, of: sessions }",
      "{ id: days, of: events }", "{ id: quarantine, of: sessions }", "{ id: quarantine, of: events }",
      "{ id: completeness, of: sessions }", "{ id: completeness, of: events }", "sessions", "events", "event_types",
      "failed_sign_ins", "sources", "module_errors", "role_changes", "event_changes", "findings_summary", "findings",
      "incidents", "incident_timeline", "states", "finding_users",
      "rules", "rule_settings", "limitations", "glossary",
    ]
    try installation.writeReport("HEP", subject: subject, sections: sections)
    #expect(try installation.run("config", "check").status == 0)
    let package = try installation.issue("HEP", "2026-10-07")
    #expect(try Self.mistakes(in: Self.text(package)) == "")
    let document = try package.json()["document"]
    for other in ["sessions", "events", "findings"] {
      let counts = other == subject ? document["counts"] : document[other]["counts"]
      #expect(counts[other].integer ?? 0 > 0, "\(other)")
    }
    #expect(document[subject] == nil)
  }

  @Test(arguments: [
    (#""mask": "M1""#, #""mask": "M9""#), (#""version": 1"#, #""version": "1""#),
    (#""status": "evaluated""#, #""status": "fine""#), (#""evidence_count""#, #""evidences""#),
    (#""rule_settings""#, #""settings""#),
  ])
  func `what the schema does not say is refused`(right: String, wrong: String) throws {
    let database = try TestServer.shared().makeDatabase(from: .efysSmall)
    let installation = try Installation(on: database, settings: ["formats": "[json]"])
    let text = try Self.text(installation.issue("ANM", "2026-10"))
    try #require(text.contains(right))
    #expect(try Self.mistakes(in: text.replacingOccurrences(of: right, with: wrong)) != "")
  }
}
