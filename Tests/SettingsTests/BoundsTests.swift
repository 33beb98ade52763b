import Files
import Messages
import Settings
import Support
import Testing

/// Texts that would take memory or time without end.
@Suite struct `A hostile settings file` {
  private func problem(_ yaml: String) -> String? {
    do throws(SettingsError) {
      _ = try SettingsNode(yaml: yaml, file: "a.yaml")
      return nil
    } catch {
      return error.message.en
    }
  }

  @Test(arguments: [
    ("a: &x 1\nb: *x\n", 2),
    // Each line stands for ten times the one before it.
    (
      "a0: &a0 [x]\n"
        + (1...30).map { n in
          "a\(n): &a\(n) [" + Array(repeating: "*a\(n - 1)", count: 10).joined(separator: ", ") + "]\n"
        }.joined(), 2
    ),
    // As a key it is multiplied before anybody looks at it.
    ("a0: &a0 [x]\n" + (1...30).map { n in "a\(n): &a\(n) { ? [*a\(n - 1), *a\(n - 1)] : 1 }\n" }.joined(), 2),
    ("a: &no-anchor-has-this-name-x 1\nb: *x\n", 0),
  ])
  func `repeats nothing by an alias`(yaml: String, line: Int) {
    let place = line > 0 ? "a.yaml:\(line):" : "a.yaml: "
    let message = problem(yaml)
    #expect(message?.hasPrefix(place) == true)
    #expect(message?.hasSuffix("“*name” (a YAML alias) cannot be used; write the value again.") == true)
  }

  @Test(arguments: [
    "name: Ar & Ge *önemli*", "# *x is no alias, &x no anchor\nname: 1", "name: 'a &x *x'", "name: |\n  &x\n  *x\n",
    "name: &x yalnız",
  ])
  func `may hold the characters all the same`(yaml: String) {
    #expect(problem(yaml) == nil)
  }

  @Test func `is not too long`() throws {
    let scratch = try ScratchFolder()
    let file = try scratch.write("a.yaml", "name: " + String(repeating: "x", count: 1 << 20))
    let error = #expect(throws: SettingsError.self) { try SettingsNode(file: file) }
    #expect(error?.message.en == "\(file): is longer than 1 MiB; it can be no settings.")
    #expect(throws: SettingsError.self) { try SettingsNode(file: "/dev/zero") }
  }

  @Test(arguments: [70, 900, 100_000])
  func `is not too deep`(depth: Int) {
    let yaml = "a: " + String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    #expect(problem(yaml)?.hasPrefix("a.yaml:1:") == true)
    let keys = String(repeating: "? ", count: depth)
    #expect(problem(keys + "a") != nil)
  }
}
