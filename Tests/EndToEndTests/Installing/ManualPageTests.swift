import Support
import Testing

/// `man tutanak` and completions, made from the declarations of the commands.
@Suite struct ManualPageTests {
  private func page() throws -> String {
    try Command.run(Installation.program, "config", "manual").output
  }

  /// The commands that the program lists, one line each, such as `tutanak backup create`.
  private func commands() throws -> [String] {
    let script = """
      import json, subprocess, sys
      def walk(command, words):
          words = words + [command["commandName"]]
          parts = [c for c in command.get("subcommands", []) if c["commandName"] != "help"]
          if not parts: print(" ".join(words))
          for part in parts: walk(part, words)
      walk(json.loads(subprocess.check_output([sys.argv[1], "--experimental-dump-help"]))["command"], [])
      """
    return try Command.run("python3", "-c", script, Installation.program).output.split(separator: "\n").map(String.init)
  }

  @Test func `every command has its section with all its options`() throws {
    let page = try page()
    let commands = try commands()
    #expect(commands.count > 20)
    for command in commands {
      let heading = ".SS " + command.replacing("-", with: "\\-")
      #expect(page.contains(heading + " ") || page.contains(heading + "\n"), "\(command)")
    }
    let help = try Command.run(Installation.program, "report", "--help").output
    for word in help.split(whereSeparator: { " \n,/[]".contains($0) }) where word.hasPrefix("--") {
      #expect(page.contains(word.replacing("-", with: "\\-")), "\(word)")
    }
  }

  @Test func `man draws it without a warning`() throws {
    let outcome = try Command.run(
      "sh", "-c", "\(Installation.program) config manual | groff -Kutf8 -man -ww -Tutf8 -z",
      environment: ["LC_ALL": "C.UTF-8"]
    )
    #expect(outcome.status == 0 && outcome.errors == "", "\(outcome.errors)")
  }

  @Test func `it is the same whoever asks, and reads no configuration`() throws {
    let folder = try ScratchFolder()
    let page = try page()
    let elsewhere = try Command.run(
      words: [Installation.program, "config", "manual"],
      environment: ["LANG": "tr_TR.UTF-8", "TZ": "America/New_York", "HOME": folder.path, "COLUMNS": "40"])
    #expect(elsewhere.output == page)
  }
}
