import Evidence
import Files
import Glibc
import Settings

/// Secrets that systemd hands over: `LoadCredential=` of the units that `tutanak schedule` renders.
///
/// systemd reads a file as root and lets the service alone have a copy, so that the file need not be the service's. A
/// file is known there by a name that follows from its path.
enum Credentials {
  /// What a file is called among the credentials of a service.
  static func name(of path: String) throws -> String { "secret-" + (try Digest.ofText(path).prefix(16)) }

  /// The copy of a file, where systemd has handed one over.
  static func bytes(of path: String) -> [UInt8]? {
    guard let folder = unsafe getenv("CREDENTIALS_DIRECTORY").map({ unsafe String(cString: $0) }),
      let name = try? name(of: path), InputFile.exists(folder + "/" + name)
    else { return nil }
    return try? InputFile.bytes(folder + "/" + name)
  }

  /// The files of secrets that the program itself reads, as a configuration names them.
  ///
  /// Those that libpq, libcurl or age open by their paths are not among them: they must be readable where they lie.
  static func files(in configuration: SettingsNode) throws -> [String] {
    let sources = try child(configuration, "sources")?.entries().map(\.value) ?? []
    let nodes =
      [
        ["mask_key"], ["monitor", "url_file"], ["seal", "key"], ["seal", "time_stamp", "kamu_sm", "password_file"],
        ["delivery", "mail", "password_file"],
      ].compactMap { keys in
        keys.reduce(SettingsNode?.some(configuration)) { node, key in node.flatMap { try? child($0, key) } }
      } + sources.compactMap { source in (try? child(source, "live")).flatMap { try? child($0, "password_file") } }
    var paths: [String] = []
    for path in nodes.compactMap(\.text) where path.hasPrefix("/") && !paths.contains(path) { paths.append(path) }
    return paths
  }

  private static func child(_ node: SettingsNode, _ key: String) throws -> SettingsNode? {
    try node.entries().first { $0.key.text == key }?.value
  }
}
