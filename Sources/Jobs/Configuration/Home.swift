import Documents
import Files
import Glibc
import Messages

/// Where the data that users change is: `systems`, `reports`, `templates`, `words` and `schedules`.
package struct Home: Sendable {
  /// The folder that holds them.
  package let path: String
  /// The folder of words: its own or, in a home made before words had one, the program's.
  package let words: String

  /// The home named on the command line, in `TUTANAK_HOME`, beside the executable, or the checkout it was built in.
  package init(named path: String?) throws(Failure) {
    let executable = Self.executableFolder
    let candidates = [
      path, unsafe getenv("TUTANAK_HOME").map { unsafe String(cString: $0) }, executable + "/../share/tutanak",
      executable + "/../../..", executable + "/../..", "/usr/share/tutanak",
    ]
    // What is named must be right; the other places are only tried.
    if let named = candidates[0] ?? candidates[1], !Self.isHome(named) { throw Self.missing(named) }
    guard let home = candidates.compactMap({ $0 }).first(where: { Self.isHome($0) }) else {
      throw Self.missing(executable + "/../share/tutanak")
    }
    self.path = home
    let homes = [home] + candidates.dropFirst(2).compactMap { $0 }
    words = (homes.first { Folder.exists($0 + "/words") } ?? home) + "/words"
  }

  /// A folder or file of one of the kinds.
  package func path(_ kind: String, _ name: String) -> String { "\(path)/\(kind)/\(name)" }

  /// What is wrong with a name that could lead out of the folder of its kind; nil for a plain one.
  func complaint(_ kind: String, _ name: String) -> Message? {
    let isPlain =
      !name.isEmpty && name.utf8.count <= 200 && !name.utf8.starts(with: ".".utf8)
      && !name.utf8.contains(UInt8(ascii: "/")) && !name.unicodeScalars.contains(where: VisibleText.isInvisible)
    if isPlain { return nil }
    let shown = name.unicodeScalars.prefix(200)
    return Message(
      tr: "“\(String(shown))” \(path)/\(kind) içinde bir ad değil: “/” içermeyen, “.” ile başlamayan bir ad verin.",
      en: "“\(String(shown))” is no name in \(path)/\(kind): give one without “/” that does not begin with “.”.")
  }

  /// The names of the YAML files in one of the folders, without their ending.
  package func names(_ kind: String) -> [String] {
    let entries = (try? Folder.entries("\(path)/\(kind)")) ?? []
    return entries.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
  }

  private static func isHome(_ path: String) -> Bool {
    ["systems", "reports", "templates", "schedules"].allSatisfy { Folder.exists("\(path)/\($0)") }
  }

  /// A path from the root, without links, where there is such a file; nil where there is none.
  static func absolute(_ path: String) -> String? {
    guard let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }

  private static var executableFolder: String {
    guard let path = absolute("/proc/self/exe") else { return "." }
    return String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
  }

  private static func missing(_ path: String) -> Failure {
    Failure(
      .misconfigured,
      Message(
        tr: "\(path): systems, reports, templates ve schedules klasörleri burada yok. --home ile yerini verin.",
        en: "\(path): the folders systems, reports, templates and schedules are not here. Say where with --home."))
  }
}
