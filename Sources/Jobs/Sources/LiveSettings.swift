import Files
import Intake
import Messages
import Settings

/// The block `live` of a source: where its live store is.
enum LiveSettings {
  /// Reads the block; a password stands in a file of its own, and nowhere else.
  static func address(_ node: SettingsNode) throws -> LiveStoreAddress {
    let settings = try node.mapping([
      "kind", "address", "database", "username", "password_file", "keys", "limit", "timeouts",
    ])
    let kind = try settings.required("kind")
    guard try kind.string() == "redis" else {
      throw kind.error(Message(tr: "“kind” için yalnız “redis” bilinir.", en: "the only “kind” there is is “redis”."))
    }
    var address = try Self.address(of: try settings.required("address"))
    address.keys = try settings["keys"].map { try LiveKeys($0) }
    if let limit = settings["limit"] { address.keyLimit = try limit.integer(in: 1...100_000_000) }
    address.enter(
      database: try settings["database"]?.integer(in: 0...1_000_000) ?? 0, username: try settings["username"]?.string(),
      password: try settings["password_file"].map { try password(in: $0) })
    if let username = settings["username"], settings["password_file"] == nil {
      throw username.error(
        Message(
          tr: "kullanıcının parolası eksik; “password_file: <dosya>” ekleyin.",
          en: "the user's password is missing; add “password_file: <file>”."))
    }
    if let timeouts = try settings["timeouts"]?.mapping(["connect", "answer", "total"]) {
      address.wait(
        connect: try timeouts["connect"]?.duration(), answer: try timeouts["answer"]?.duration(),
        total: try timeouts["total"]?.duration())
    }
    return address
  }

  /// What cannot be used may hold a password, so it is not repeated.
  private static func address(of node: SettingsNode) throws(SettingsError) -> LiveStoreAddress {
    let text = try node.string()
    if let address = LiveStoreAddress(text) { return address }
    if text.hasPrefix("rediss:") {
      throw node.error(
        Message(
          tr: "TLS ile Redis desteklenmez; aynı makinede stunnel gibi bir tünel kurun ya da soketin yolunu yazın.",
          en: "Redis over TLS is not supported; put a tunnel such as stunnel on this machine, or name a socket's path.")
      )
    }
    throw node.error(
      Message(
        tr: "“127.0.0.1:6379”, “[::1]:6379” ya da “/run/redis/redis.sock” biçiminde bir adres gerekir; parola "
          + "“password_file” dosyasında durur.",
        en: "an address like “127.0.0.1:6379”, “[::1]:6379” or “/run/redis/redis.sock” is needed; a password stands in "
          + "the file “password_file”."))
  }

  /// The first line of a file that only we may read.
  private static func password(in node: SettingsNode) throws -> [UInt8] {
    let path = try Secrets.readablePath(node)
    let line: [UInt8]
    do throws(SecretFile.Fault) {
      line = Array(try Secrets.contents(of: path).prefix { $0 != 0x0A && $0 != 0x0D })
    } catch { throw node.error(Secrets.message(error, path)) }
    guard !line.isEmpty else {
      throw node.error(
        Message(tr: "\(path) boş; ilk satırda parola durmalı.", en: "\(path) is empty; its first line is the password.")
      )
    }
    return line
  }
}
