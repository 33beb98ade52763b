import Files
import Messages
import Settings

/// Files that hold secrets: they must be readable, and by nobody else.
enum Secrets {
  /// The path a setting names, checked.
  static func checkedPath(_ node: SettingsNode) throws -> String {
    let path = try node.string()
    let isOpen: Bool
    do throws(FileError) {
      isOpen = try InputFile.isOpenToOthers(path)
      _ = try InputFile.bytes(path)
    } catch {
      throw node.error(error.message)
    }
    guard !isOpen else {
      throw node.error(
        Message(
          tr: "\(path) gizli bilgi içerir ama başkalarınca okunabilir; “chmod 600 \(path)” çalıştırın.",
          en: "\(path) holds a secret but others may read it; run “chmod 600 \(path)”."))
    }
    return path
  }
}
