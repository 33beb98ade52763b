import Model
import Settings
import Support
import Testing

@testable import Intake

/// Keys and values of a live store, as applications write them and as they should not.
@Suite struct LiveValueTests {
  private static func members(_ json: String) -> [Identifier: JSONMembers.Scalar]? {
    JSONMembers.read(["userId", "expiresAt"], in: Array(json.utf8))
  }

  @Test func `of an object only the members asked for are read, whatever else is there`() {
    let found = Self.members(
      #"{"refreshToken":"canary-secret","nested":{"userId":"x","list":[1,-2.5e+3,true,null,{}]},"userId":7,"expiresAt":"a\u0131\n\uD83D\uDE00"} "#
    )
    #expect(found == ["userId": .number("7"), "expiresAt": .text("a\u{131}\n\u{1F600}")])
    #expect(Self.members(#"{ "userId" : null }"#) == [:])
    // The last one counts, and a name may be written with escapes.
    #expect(Self.members(#"{"userId":1,"user\u0049d":"2"}"#) == ["userId": .text("2")])
    #expect(Self.members("{}") == [:])
  }

  @Test(
    arguments: [
      "", "null", "[]", "\"text\"", "{", "{\"userId\"", "{\"userId\":}", "{\"userId\":1,}", "{\"userId\":1}x",
      "{userId:1}",
      "{\"userId\":{}}", "{\"userId\":[1]}", "{\"userId\":true}", "{\"userId\":01}", "{\"userId\":1.}",
      "{\"userId\":\"\\x\"}",
      "{\"userId\":\"\\uD800\"}", "{\"a\":\"\u{1}\"}", "{\"a\":nul}", "{\"a\":[1 2]}", "{\"a\":\"\\u+041\"}",
      "{\"a\":" + String(repeating: "[", count: 100) + String(repeating: "]", count: 100) + "}",
    ])
  func `what is no object of texts and numbers is not read at all`(json: String) { #expect(Self.members(json) == nil) }

  @Test func `bytes that are no text are none`() {
    #expect(JSONMembers.read(["a"], in: Array("{\"a\":\"".utf8) + [0xFF] + Array("\"}".utf8)) == nil)
  }

  private static func session(_ times: String, _ value: String) throws -> LiveSession? {
    let layout = try LiveLayout(
      try SettingsNode(yaml: "{ keys: \"s:*\", user: u, expires_at: e, created_at: c, times: \(times) }", file: "x"))
    let system = try SourceSystem(folder: Repository.path + "/systems/telega")
    return LiveValueReader(layout, of: system).session("1", Array(value.utf8))
  }

  @Test(
    arguments: [
      ("iso8601", "\"2026-10-07T06:00:00.123Z\"", true), ("iso8601", "\"2026-10-07T09:00:00.123+03:00\"", true),
      ("iso8601", "\"2026-10-07T06:00:00.123\"", false), ("iso8601", "1791352800123", false),
      ("milliseconds", "1791352800123", true), ("milliseconds", "\"1791352800123\"", true),
      ("seconds", "1791352800.123", true), ("seconds", "1791352800123", false), ("milliseconds", "1791352800", false),
      ("seconds", "-1", false), ("seconds", "1e300", false), ("iso8601", "\"0001-01-01T00:00:00Z\"", false),
    ])
  func `a moment in another unit than the system says is not read as one`(
    times: String, value: String, isRead: Bool
  ) throws {
    let session = try Self.session(times, "{\"u\": 1, \"e\": \(value)}")
    #expect(session?.expiresAt?.iso8601 == (isRead ? "2026-10-07T06:00:00.123000Z" : nil))
    #expect((session != nil) == isRead)
  }

  @Test func `users are those of the database, numbers and texts alike`() throws {
    #expect(try Self.session("iso8601", "{\"u\": 1}")?.userKey == "1")
    #expect(try Self.session("iso8601", "{\"u\": \"1\"}")?.userKey == "1")
    #expect(try Self.session("iso8601", "{}")?.userKey == nil)
  }

  @Test func `an identifier is what stands for the star, and other signs of patterns are letters`() throws {
    func keys(_ text: String) throws -> LiveKeys { try LiveKeys(try SettingsNode(yaml: "\"\(text)\"", file: "x")) }
    let keys = try keys("app[1]:*:session")
    #expect(String(decoding: keys.pattern, as: UTF8.self) == "app\\[1\\]:*:session")
    #expect(keys.identifier(in: Array("app[1]:a:b:session".utf8)) == "a:b")
    #expect(keys.identifier(in: Array("app[1]::session".utf8)) == nil)
    #expect(keys.identifier(in: Array("app[1]:".utf8) + [0xFF] + Array(":session".utf8)) == nil)
    #expect(keys.key(of: "a:b") == Array("app[1]:a:b:session".utf8))
    for bad in ["session:", "*", "*x", "a*b*"] {
      #expect(throws: SettingsError.self) { try LiveKeys(try SettingsNode(yaml: "\"\(bad)\"", file: "x")) }
    }
  }
}
