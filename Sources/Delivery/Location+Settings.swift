import Files
import Messages
package import Settings

extension Location {
  /// The keys of an SFTP server's block.
  package static let sftpKeys = ["host", "port", "user", "folder", "identity", "known_hosts", "timeouts"]

  /// Reads a folder's path, which must not lead into the archive.
  package static func folder(_ node: SettingsNode, apartFrom archive: String) throws(SettingsError) -> Location {
    let path = try text(node)
    guard path.hasPrefix("/") else {
      throw node.error(Message(tr: "“/” ile başlayan bir yol gerekir.", en: "a path that begins with “/” is needed."))
    }
    let ends = [path, archive].map { $0.hasSuffix("/") ? $0 : $0 + "/" }
    guard !ends[0].hasPrefix(ends[1]), !ends[1].hasPrefix(ends[0]) else {
      throw node.error(
        Message(
          tr: "arşivin içindeki ya da arşivi içeren bir klasör ikinci yer olamaz.",
          en: "a folder within the archive, or around it, is no second place."))
    }
    return .folder(path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path)
  }

  /// Reads an SFTP server; `secretPath` checks the private key's file, and nil looks at no file at all.
  package static func sftp(
    _ settings: SettingsMapping, secretPath: ((SettingsNode) throws(SettingsError) -> String)?
  ) throws(SettingsError) -> Location {
    let folder = try text(settings.required("folder"))
    let (identity, known) = (try settings.required("identity"), try settings.required("known_hosts"))
    let host = try HostName.read(settings.required("host"))
    let path = if let secretPath { try secretPath(identity) } else { try text(identity) }
    var server = SFTPServer(
      host: host, port: try settings["port"]?.integer(in: 1...65_535) ?? 22,
      user: try text(settings.required("user")),
      folder: folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder,
      identity: path, knownHosts: try text(known))
    if secretPath != nil { try requireFile(server.knownHosts, known) }
    if let timeouts = try settings["timeouts"]?.mapping(["connect", "answer"]) {
      if let time = timeouts["connect"] { server.connectTimeout = max(1_000_000, try time.duration()) }
      if let time = timeouts["answer"] { server.answerTimeout = max(1_000_000, try time.duration()) }
    }
    return .sftp(server)
  }

  private static func text(_ node: SettingsNode) throws(SettingsError) -> String {
    let text = try node.string()
    guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 }) else {
      throw node.error(
        Message(
          tr: "tek satır olmalı, denetim karakteri içermemeli.", en: "one line without control characters is needed."))
    }
    return text
  }

  private static func requireFile(_ path: String, _ node: SettingsNode) throws(SettingsError) {
    do throws(FileError) {
      _ = try InputFile.beginning(of: path, upTo: 1)
    } catch {
      throw node.error(error.message)
    }
  }
}

/// The name or address of a server; anything else would be another part of a URL.
enum HostName {
  /// Reads one that stands alone.
  static func read(_ node: SettingsNode) throws(SettingsError) -> String {
    let text = try node.string()
    guard isHost(text) else {
      throw node.error(
        Message(
          tr: "yalnız bir sunucu adı ya da adresi gerekir; kapı “port”, kullanıcı “user” anahtarındadır.",
          en: "a server's name or address alone is needed; the port stands in “port”, the user in “user”."))
    }
    return text
  }

  /// Whether a text is the name or address of a server and nothing else.
  static func isHost(_ text: some StringProtocol) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
          UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"),
          UInt8(ascii: ":"):
          true
        default: false
        }
      }
  }
}
