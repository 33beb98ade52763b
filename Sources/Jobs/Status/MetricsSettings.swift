import Messages
import Settings

/// The block `metrics` of the configuration: where numbers for Prometheus are written.
struct MetricsSettings: Sendable {
  /// The file, which a node_exporter reads (`--collector.textfile.directory`).
  let file: String

  /// Reads the block.
  init(_ node: SettingsNode) throws(SettingsError) {
    let file = try node.mapping(["file"]).required("file")
    self.file = try file.string()
    guard self.file.hasPrefix("/"), self.file.hasSuffix(".prom"), !self.file.hasSuffix("/.prom") else {
      throw file.error(
        Message(
          tr: "“/” ile başlayan ve “.prom” ile biten bir yol gerekir; node_exporter başka dosyaları okumaz.",
          en: "a path that begins with “/” and ends with “.prom” is needed; node_exporter reads no other files."))
    }
  }

  /// The folder of the file.
  var folder: String { String(file[..<(file.lastIndex(of: "/") ?? file.startIndex)]) }
}
