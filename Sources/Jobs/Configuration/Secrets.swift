import Evidence
import Files
import Messages
import Settings

/// Files that hold secrets: readable for us, for nobody else, and ours or root's.
enum Secrets {
  /// The path a setting names, checked; whoever is given it reads the file again.
  static func checkedPath(_ node: SettingsNode) throws(SettingsError) -> String {
    let path = try node.string()
    do throws(SecretFile.Fault) {
      _ = try SecretFile(path)
    } catch {
      throw node.error(message(error, path))
    }
    return path
  }

  /// The path a setting names of a file that the program itself reads, again and again, by ``contents(of:)``; checked.
  static func readablePath(_ node: SettingsNode) throws(SettingsError) -> String {
    _ = try bytes(node)
    return try node.string()
  }

  /// The bytes of the file a setting names, checked.
  static func bytes(_ node: SettingsNode) throws(SettingsError) -> [UInt8] {
    let path = try node.string()
    do throws(SecretFile.Fault) { return try contents(of: path) } catch { throw node.error(message(error, path)) }
  }

  /// The bytes of a file, or of the copy of it that systemd has handed over.
  static func contents(of path: String, leastBytes: Int = 0) throws(SecretFile.Fault) -> [UInt8] {
    guard let bytes = Credentials.bytes(of: path) else { return try SecretFile(path, leastBytes: leastBytes).bytes }
    guard bytes.count >= leastBytes else { throw .short(bytes.count) }
    return bytes
  }

  /// The key in the file a setting names.
  static func key(_ node: SettingsNode) throws -> SecretKey {
    let path = try node.string()
    do throws(SecretFile.Fault) {
      let bytes = try contents(of: path, leastBytes: SecretKey.leastBytes)
      guard let key = SecretKey(bytes) else { throw SecretFile.Fault.short(bytes.count) }
      return key
    } catch {
      throw node.error(message(error, path))
    }
  }

  /// What is wrong with a file of a secret, and what mends it.
  static func message(_ fault: SecretFile.Fault, _ path: String) -> Message {
    switch fault {
    case .unreadable(let error): error.message
    case .noFile:
      Message(
        tr: "\(path) sıradan bir dosya değil; gizli bilgi yalnız böyle bir dosyada durabilir.",
        en: "\(path) is no regular file; a secret must lie in one.")
    case .openToOthers:
      Message(
        tr: "\(path) gizli bilgi içerir ama başkalarınca okunabilir; “chmod 600 \(path)” çalıştırın.",
        en: "\(path) holds a secret but others may read it; run “chmod 600 \(path)”.")
    case .foreign:
      Message(
        tr: "\(path) gizli bilgi içerir ama başka bir kullanıcınındır; programı onun adıyla çalıştırın ya da "
          + "sahibini “chown” ile düzeltin.",
        en: "\(path) holds a secret but belongs to another user; run the program as that user, or correct the owner "
          + "with “chown”.")
    case .short(let count):
      Message(
        tr: "\(path) yalnız \(count) bayt içeriyor; anahtar en az \(SecretKey.leastBytes) bayttır: "
          + "“head -c 32 /dev/urandom > \(path) && chmod 600 \(path)”.",
        en: "\(path) holds \(count) bytes only; a key has at least \(SecretKey.leastBytes): "
          + "“head -c 32 /dev/urandom > \(path) && chmod 600 \(path)”.")
    }
  }
}
