import Documents
import Testing

@Suite struct `A JSON value` {
  @Test func `escapes what JSON does not allow`() {
    #expect(JSONValue.quoted("a\"b\\c\n\u{1}ğ") == "\"a\\\"b\\\\c\\n\\u0001ğ\"")
  }

  @Test func `is indented and keeps the order of its members`() {
    let value = JSONValue.object([
      .init("b", .integer(1)), .init("a", .array([.null, .bool(true)])), .init("c", .object([])),
    ])
    #expect(value.text() == "{\n  \"b\": 1,\n  \"a\": [\n    null,\n    true\n  ],\n  \"c\": {}\n}")
  }
}
