import ArgumentParser
import Foundation

/// What the declarations of the commands say of themselves, as `--experimental-dump-help` prints it.
struct CommandDescription: Decodable {
  /// An argument, an option or a flag.
  struct Argument: Decodable, Equatable {
    struct Name: Decodable, Equatable {
      let kind: String
      let name: String
    }

    let kind: String
    let names: [Name]?
    let valueName: String?
    let abstract: String?
    let isOptional: Bool
    let isRepeating: Bool
    let shouldDisplay: Bool

    /// How it is written, such as `--period` or `<code>`.
    var spelling: String {
      guard let names, kind != "positional" else { return "<\(valueName ?? "value")>" }
      return names.map { ($0.kind == "short" ? "-" : "--") + $0.name }.joined(separator: ", ")
    }

    /// What follows it, such as `<period>`; nil for what takes no value.
    var value: String? { kind == "option" ? "<\(valueName ?? "value")>" : nil }
  }

  let commandName: String
  let abstract: String?
  let arguments: [Argument]?
  let subcommands: [CommandDescription]?
  let shouldDisplay: Bool

  /// The whole command line.
  static func whole() throws -> CommandDescription {
    struct Dump: Decodable { let command: CommandDescription }
    return try JSONDecoder().decode(Dump.self, from: Data(Tutanak._dumpHelp().utf8)).command
  }

  /// The commands that do something, with the words before them.
  func leaves(after words: [String] = []) -> [(words: [String], command: CommandDescription)] {
    let parts = (subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" }
    if parts.isEmpty { return [(words + [commandName], self)] }
    return parts.flatMap { $0.leaves(after: words + [commandName]) }
  }
}
