import Files
import Messages
import Model
import Settings

/// Time zones by their IANA names, from the system's own data.
enum Zones {
  /// The zone a setting names, or a default.
  static func load(_ node: SettingsNode?, default name: String) throws -> Zone {
    let name = try node?.string() ?? name
    guard let bytes = try ZoneFiles.compiled(name) else {
      let unknown = Message(
        tr: "“\(name)” adında bir saat dilimi yok.", en: "there is no time zone “\(name)”.")
      let names = ZoneFiles.names()
      // "Istanbul" alone is meant to be Europe/Istanbul.
      let whole = names.first { $0.lowercased().hasSuffix("/" + name.lowercased()) }
      let question = Suggestion.question(for: whole ?? name, among: names)
      let problem = question.map { unknown + $0 } ?? unknown
      if let node { throw node.error(problem) }
      throw Failure(.misconfigured, problem)
    }
    return try Zone(name: name, compiled: bytes)
  }
}
