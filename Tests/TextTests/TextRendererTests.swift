import Documents
import Files
import Foundation
import Model
import Support
import Testing
import Text

@Suite struct `The JSON copy` {
  let scratch: ScratchFolder

  init() throws {
    scratch = try ScratchFolder()
  }

  @Test func `is JSON with every table and the arrays that are always there`() throws {
    let document = try SampleDocument.make(in: scratch.path, sessions: 3, names: ["a\"b\\\u{1}\u{1F388}"])
    let path = scratch.path + "/d.json"
    #expect(try JSONRenderer.draw(document, to: path) == ["sessions": 3])
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(Set(object.keys) == ["document", "sessions", "users", "days", "rules", "findings", "incidents"])
    let row = try #require((object["sessions"] as? [[String: Any]])?.last)
    #expect(row["user_name"] as? String == "a\"b\\<U+0001>🎈")
    #expect(row["duration_us"] as? Int == 2_469_134)
    #expect(row["started_at"] as? String == "2026-10-06T23:17:09.000002Z")
    #expect(row["severity"] as? String == "high")
    #expect(row["started_utc"] == nil)
  }

  /// What has to be escaped is looked for eight bytes at a time: it may stand anywhere in them, more than once.
  @Test(arguments: ["\"", "\\", "\u{7F}", "ğ", "\u{1F388}"]) func `escapes wherever it has to`(_ mark: String) throws {
    let names = (0...20).flatMap { length in
      (0...length).map { place in
        String(repeating: "a", count: place) + mark + String(repeating: "b", count: length - place) + mark
      }
    }
    let document = try SampleDocument.make(in: scratch.path, sessions: names.count, names: names)
    _ = try JSONRenderer.draw(document, to: scratch.path + "/d.json")
    let data = try Data(contentsOf: URL(fileURLWithPath: scratch.path + "/d.json"))
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let rows = try #require(object["sessions"] as? [[String: Any]])
    let shown = names.map { $0.replacingOccurrences(of: "\u{7F}", with: "<U+007F>") }
    #expect(rows.map { $0["user_name"] as? String } == shown)
  }

  @Test func `has the same bytes every time`() throws {
    let document = try SampleDocument.make(in: scratch.path, sessions: 50)
    _ = try JSONRenderer.draw(document, to: scratch.path + "/1.json")
    _ = try JSONRenderer.draw(document, to: scratch.path + "/2.json")
    #expect(try InputFile.bytes(scratch.path + "/1.json") == InputFile.bytes(scratch.path + "/2.json"))
  }
}

@Suite struct `The CSV companions` {
  let scratch: ScratchFolder

  init() throws {
    scratch = try ScratchFolder()
  }

  private func csv(_ names: [String], _ options: CSVRenderer.Options = .init()) throws -> String {
    let document = try SampleDocument.make(in: scratch.path, sessions: names.count, names: names)
    let counts = try CSVRenderer.draw(document, toStem: scratch.path + "/d", options: options)
    #expect(counts == [scratch.path + "/d-sessions.csv": names.count])
    return try InputFile.text(scratch.path + "/d-sessions.csv")
  }

  @Test func `have these very bytes`() throws {
    #expect(
      try csv(["şükrü", "a;b", "c\"d"]) == """
        row_no;user_name;started_at;duration_us;severity;end_reason\r
        1;şükrü;2026-10-06T23:15:07.000000Z;0;high;\r
        2;"a;b";2026-10-06T23:16:08.000001Z;1234567;high;logout\r
        3;"c""d";2026-10-06T23:17:09.000002Z;2469134;high;logout\r

        """)
  }

  @Test func `quote a text wherever in it the reason stands`() throws {
    for mark in [";", "\""] {
      let names = (0...20).map { String(repeating: "a", count: $0) + mark + String(repeating: "b", count: 20 - $0) }
      let lines = try csv(names).split(separator: "\r\n").dropFirst()
      let values = names.map { "\"" + $0.replacingOccurrences(of: "\"", with: "\"\"") + "\"" }
      for (line, value) in zip(lines, values) { #expect(line.contains(";" + value + ";2026")) }
    }
  }

  @Test func `can begin with a byte order mark and use another delimiter`() throws {
    let text = try csv(["a,b"], .init(delimiter: ",", hasByteOrderMark: true))
    #expect(text.unicodeScalars.first == "\u{FEFF}")
    #expect(text.contains("1,\"a,b\",2026"))
  }

  /// A combining mark makes another character of a delimiter or a sign for Swift, and for no reader of the file.
  @Test(arguments: [
    (";\u{301}", "\";\u{301}\""), ("x;\u{301}y", "\"x;\u{301}y\""), ("\"\u{301}", "\"\"\"\u{301}\""),
    ("=\u{301}1", "'=\u{301}1"), ("=\u{200D}", "'=\u{200D}"), ("-\u{20DD};", "\"'-\u{20DD};\""), ("\u{301}", "\u{301}"),
    ("\u{37E}", "\u{37E}"),
  ]) func `quote by bytes`(_ name: String, _ value: String) throws {
    let line = "\n1;" + value + ";2026-10-06T23:15:07"
    #expect(try csv([name]).utf8.split(separator: UInt8(ascii: "\r")).contains { $0.starts(with: line.utf8) })
  }

  @Test(arguments: ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)"]) func `hold no formula`(_ name: String) throws {
    #expect(try csv([name]).contains("1;'" + name + ";"))
  }

  @Test(arguments: ["\t=1", "\r=1"]) func `hold no formula behind a character that is taken off`(_ name: String) throws
  {
    #expect(try csv([name]).contains("1;<U+00"))
  }
}
