import Intake
import Messages
import Settings

/// The block `backup_history` of a source: that its application is told of backups, by whom and how.
struct BackupHistorySettings: Sendable {
  /// The file of the INSERT; nil takes the system's.
  let file: String?
  /// How the server is reached with a role that may write; nil as the source itself.
  let address: SourceAddress?
  /// Where it stands, for complaints about it.
  let node: SettingsNode

  /// Reads the block, or `true`, which is one without anything in it; nil for `false`.
  init?(_ node: SettingsNode, _ address: (SettingsMapping) throws -> SourceAddress) throws {
    self.node = node
    if let text = node.text, text == "true" || text == "false" {
      guard try node.bool() else { return nil }
      (file, self.address) = (nil, nil)
      return
    }
    let settings = try node.mapping(["sql", "connection", "passfile", "timeouts"])
    file = try settings["sql"]?.string()
    self.address = try settings["connection"].map { _ in try address(settings) }
  }
}
