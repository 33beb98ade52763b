import Messages
package import Settings

/// An administrator's own programs before and after a backup: the block `backup.hooks` of the configuration.
package struct HookSettings: Sendable, Equatable {
  /// A program with its arguments; there is no shell in between.
  package struct Command: Sendable, Equatable {
    /// The program, a name on the PATH or a path.
    package let program: String
    /// Its arguments.
    package let arguments: [String]

    init(_ node: SettingsNode) throws(SettingsError) {
      var words: [String] = []
      for element in try node.list() { words.append(try element.string()) }
      guard let first = words.first, !first.isEmpty else {
        throw node.error(
          Message(
            tr: "bir program gerekir: [/yol/program, değişken, …].",
            en: "a program is needed: [/path/program, argument, …]."
          ))
      }
      (program, arguments) = (first, Array(words.dropFirst()))
    }
  }

  /// Runs before anything is dumped, and may forbid the backup.
  package var before: Command?
  /// Runs after the backup, whatever came of it.
  package var after: Command?
  /// How long each of them may take, in microseconds.
  package var timeout: Int64 = 5 * 60 * 1_000_000

  /// None.
  init() {}

  /// Reads the block.
  package init(_ node: SettingsNode) throws(SettingsError) {
    let settings = try node.mapping(["before", "after", "timeout"])
    if let node = settings["before"] { before = try Command(node) }
    if let node = settings["after"] { after = try Command(node) }
    if let node = settings["timeout"] {
      timeout = try node.duration()
      guard timeout > 0 else {
        throw node.error(Message(tr: "süre sıfırdan büyük olmalı.", en: "the time must be longer than nothing."))
      }
    }
  }
}
