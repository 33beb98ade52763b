@testable import Jobs
import Archive
import Documents
import Model
import Reports
import Support
import Testing

/// What an audit takes from the JSON copies of earlier documents: rows of one array, and each finding once.
@Suite struct IssuedFindingTests {
  private static func rows(_ table: String, of text: String) throws -> (isFound: Bool, names: [String]) {
    let folder = try ScratchFolder()
    let path = try folder.write("copy.json", text)
    var names: [String] = []
    let isFound = try IssuedCopy.forEachRow(of: table, in: path) { names.append($0["id"]?.stringValue ?? "?") }
    return (isFound, names)
  }

  @Test func `an empty array is there and lends nothing of the next one`() throws {
    let text = """
      {
        "findings": [],
        "incidents": [
          { "id": "a" },
          { "id": "b" }
        ]
      }

      """
    let findings = try Self.rows("findings", of: text)
    #expect(findings.isFound && findings.names.isEmpty)
    let incidents = try Self.rows("incidents", of: text)
    #expect(incidents.isFound && incidents.names == ["a", "b"])
    #expect(try !Self.rows("events", of: text).isFound)
  }

  private static func day(_ day: Int64, _ length: Int64 = 1) -> Period {
    let from = Instant(microseconds: day * microsecondsPerDay)
    return Period(from: from, to: from.advanced(by: length * microsecondsPerDay))
  }

  private static func row(
    _ id: String, key: String? = "3", kind: String = "user", severity: String = "high", continues: Bool = false
  ) -> JSONValue {
    .object([
      .init("id", .string(id)), .init("rule", .string("A01")), .init("severity", .string(severity)),
      .init("key_kind", .string(kind)), .init("key", key.map { .string($0) } ?? .null),
      .init("continues", .bool(continues)),
    ])
  }

  private static func open(_ rows: [(JSONValue, String, Period)]) -> [String] {
    var listed = ListedFindings()
    for (row, document, period) in rows { listed.add(row, of: document, period) }
    return listed.open.map { "\($0.id) \($0.document)\($0.continues ? " …" : "")" }
  }

  @Test func `one that several documents list comes once, from the newest`() {
    #expect(
      Self.open([
        (Self.row("a"), "1", Self.day(0)), (Self.row("b"), "1", Self.day(0)), (Self.row("a"), "2", Self.day(0, 7)),
        (Self.row("c", severity: "medium"), "2", Self.day(0, 7)),
      ]) == ["b 1", "a 2"])
  }

  @Test func `one that may go on stays, unless a document of the time after lists the same`() {
    let first = (Self.row("a", continues: true), "1", Self.day(0))
    #expect(Self.open([first]) == ["a 1 …"])
    // Of a document of the next day, another user, a lower severity, a day in between.
    #expect(Self.open([first, (Self.row("b", key: "4"), "2", Self.day(1))]) == ["a 1 …", "b 2"])
    #expect(Self.open([first, (Self.row("b", severity: "low"), "2", Self.day(1))]) == ["a 1 …"])
    #expect(Self.open([first, (Self.row("b"), "2", Self.day(2))]) == ["a 1 …", "b 2"])
    #expect(Self.open([first, (Self.row("b"), "2", Self.day(1))]) == ["b 2"])
    #expect(Self.open([first, (Self.row("b"), "2", Self.day(0, 7))]) == ["b 2"])
    // A chain ends in the last one, which stays even where it may go on.
    let second = (Self.row("b", continues: true), "2", Self.day(1))
    #expect(Self.open([first, second, (Self.row("c", continues: true), "3", Self.day(2))]) == ["c 3 …"])
    // A document that does not say of whom it is cannot say that it is the same.
    let hidden = (Self.row("a", key: nil, continues: true), "1", Self.day(0))
    #expect(Self.open([hidden, (Self.row("b", key: nil), "2", Self.day(1))]) == ["a 1 …", "b 2"])
    let whole = (Self.row("a", key: nil, kind: "tenant", continues: true), "1", Self.day(0))
    #expect(Self.open([whole, (Self.row("b", key: nil, kind: "tenant"), "2", Self.day(1))]) == ["b 2"])
  }
}
