import Delivery
import Messages
import Settings

/// The second place of backups, as `backup.offsite` says it.
package struct Offsite: Sendable {
  /// Where it is.
  let location: Location
  /// Whether what is purged here is removed there as well.
  let purges: Bool

  /// Reads the block of a configuration's `backup`; nil where there is none.
  init?(in backup: SettingsNode, archive: String) throws {
    guard let node = try backup.entries().first(where: { $0.key.text == "offsite" })?.value else { return nil }
    let settings = try node.mapping(["folder", "sftp", "purge"])
    purges = try settings["purge"]?.bool() ?? false
    switch (settings["folder"], settings["sftp"]) {
    case (let folder?, nil): location = try .folder(folder, apartFrom: archive)
    case (nil, let sftp?):
      location = try .sftp(sftp.mapping(Location.sftpKeys), secretPath: Secrets.checkedPath)
    default:
      throw node.error(
        Message(
          tr: "ya “folder: <klasör>” ya da “sftp: { … }” gerekir.",
          en: "either “folder: <path>” or “sftp: { … }” is needed."))
    }
  }
}
