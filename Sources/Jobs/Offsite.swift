import Delivery
import Files
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
    case (let folder?, nil): location = .folder(try Self.folder(folder, archive: archive))
    case (nil, let sftp?): location = .sftp(try Self.server(sftp))
    default:
      throw node.error(
        Message(
          tr: "ya “folder: <klasör>” ya da “sftp: { … }” gerekir.",
          en: "either “folder: <path>” or “sftp: { … }” is needed."))
    }
  }

  private static func folder(_ node: SettingsNode, archive: String) throws -> String {
    let path = try node.string()
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
    return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }

  private static func server(_ node: SettingsNode) throws -> SFTPServer {
    let settings = try node.mapping([
      "host", "port", "user", "folder", "identity", "known_hosts", "timeouts",
    ])
    let folder = try text(settings.required("folder"))
    var server = SFTPServer(
      host: try host(settings.required("host")), port: try settings["port"]?.integer(in: 1...65_535) ?? 22,
      user: try text(settings.required("user")),
      folder: folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder,
      identity: try Secrets.checkedPath(settings.required("identity")),
      knownHosts: try existing(settings.required("known_hosts")))
    if let timeouts = try settings["timeouts"]?.mapping(["connect", "answer"]) {
      if let time = timeouts["connect"] { server.connectTimeout = max(1_000_000, try time.duration()) }
      if let time = timeouts["answer"] { server.answerTimeout = max(1_000_000, try time.duration()) }
    }
    return server
  }

  private static func text(_ node: SettingsNode) throws -> String {
    let text = try node.string()
    guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 }) else {
      throw node.error(
        Message(
          tr: "tek satır olmalı, denetim karakteri içermemeli.", en: "one line without control characters is needed."))
    }
    return text
  }

  /// A name or address; anything else would be another part of a URL.
  private static func host(_ node: SettingsNode) throws -> String {
    let text = try node.string()
    let isHost = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: ":"):
        true
      default: false
      }
    }
    guard isHost else {
      throw node.error(
        Message(
          tr: "yalnız bir sunucu adı ya da adresi gerekir; kapı “port”, kullanıcı “user” anahtarındadır.",
          en: "a server's name or address alone is needed; the port stands in “port”, the user in “user”."))
    }
    return text
  }

  private static func existing(_ node: SettingsNode) throws -> String {
    let path = try text(node)
    do throws(FileError) {
      _ = try InputFile.beginning(of: path, upTo: 1)
    } catch {
      throw node.error(error.message)
    }
    return path
  }
}
