import Messages
import Settings
import Testing

@Suite struct `A settings file` {
  private enum Colour: String, CaseIterable { case red, green }

  private func mapping(_ yaml: String, _ keys: [String] = ["name", "count", "isOn", "colour", "time", "size", "list"])
    throws -> SettingsMapping
  {
    try SettingsNode(yaml: yaml, file: "test.yaml").mapping(keys)
  }

  @Test func `gives values of every kind`() throws {
    let settings = try mapping(
      "name: Örnek\ncount: 7\nisOn: true\ncolour: green\ntime: 10m\nsize: 2GiB\nlist: [a, b]\n")
    #expect(try settings.required("name").string() == "Örnek")
    #expect(try settings.required("count").integer(in: 1...9) == 7)
    #expect(try settings.required("isOn").bool())
    #expect(try settings.required("colour").choice(of: Colour.self) == .green)
    #expect(try settings.required("time").duration() == 600_000_000)
    #expect(try settings.required("size").byteCount() == 2 << 30)
    #expect(try settings.required("list").list().map { try $0.string() } == ["a", "b"])
  }

  @Test func `keeps leading zeros and numbers as they are written`() throws {
    #expect(try mapping("name: 0123456789").required("name").string() == "0123456789")
  }

  @Test func `names file, line, column and the nearest key for an unknown one`() throws {
    let error = #expect(throws: SettingsError.self) { try self.mapping("name: x\ncuont: 7\n") }
    #expect(error?.line == 2 && error?.column == 1)
    #expect(
      error?.message[.tr]
        == "test.yaml:2:1: “cuont” bilinmeyen bir anahtar (test.yaml). “count” mi demek istediniz? "
        + "Geçerli anahtarlar: colour, count, isOn, list, name, size, time.")
    #expect(error?.message[.en].contains("Did you mean “count”?") == true)
  }

  /// A value that is wrong, the key it stands under, what the complaint says in English.
  static let wrong: [(String, String, String)] = [
    ("name: [a]", "name", "needs a text"), ("name:", "name", "needs a text"), ("name: true", "name", "needs a text"),
    ("count: many", "count", "a whole number from 1 to 9"), ("count: 10", "count", "a whole number from 1 to 9"),
    ("isOn: evet", "isOn", "true or false"), ("colour: blue", "colour", "one of red, green"),
    ("colour: gren", "colour", "Did you mean “green”?"), ("time: 10", "time", "10s, 5m, 2h or 90d"),
    ("size: 2GB", "size", "512MiB or 2GiB"), ("list: a", "list", "a list"),
  ]

  @Test(arguments: wrong) func `says what would be right`(_ yaml: String, _ key: String, _ complaint: String) throws {
    let value = try mapping("\n" + yaml).required(key)
    let error = #expect(throws: SettingsError.self) {
      switch key {
      case "name": _ = try value.string()
      case "count": _ = try value.integer(in: 1...9)
      case "isOn": _ = try value.bool()
      case "colour": _ = try value.choice(of: Colour.self)
      case "time": _ = try value.duration()
      case "size": _ = try value.byteCount()
      default: _ = try value.list()
      }
    }
    #expect(error?.line == 2)
    #expect(error?.message[.en].contains(complaint) == true, "\(String(describing: error))")
  }

  @Test(arguments: [("name: [a", 1), ("name: x\n\tcount: 1", 2), ("a: 1\nname: x\na: 2", 1)])
  func `says where it is no YAML`(_ yaml: String, _ line: Int) {
    let error = #expect(throws: SettingsError.self) { try self.mapping(yaml) }
    #expect((error?.line ?? 0) >= line, "\(String(describing: error))")
  }

  @Test func `may be empty`() throws {
    #expect(try mapping("").keys.isEmpty)
    #expect(try mapping("# nothing\n").keys.isEmpty)
  }

  @Test func `asks for keys that must be there`() {
    let error = #expect(throws: SettingsError.self) { try self.mapping("count: 1").required("name") }
    #expect(error?.message[.en].contains("the key “name” is missing") == true)
  }

  @Test func `must be a mapping where keys are expected`() {
    #expect(throws: SettingsError.self) { try self.mapping("- a\n- b\n") }
  }
}
