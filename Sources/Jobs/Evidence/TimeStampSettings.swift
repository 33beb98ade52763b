import Evidence
import Files
import Messages
import Settings

/// The block `seal.time_stamp` of the configuration: who is asked for time stamps, and whom they must lead to.
struct TimeStampSettings: Sendable {
  /// An account with Kamu SM, which wants to know who asks.
  struct KamuSM: Sendable {
    /// The account's number.
    let account: Int
    /// The file of its password, read again for every request.
    let passwordFile: String
  }

  /// Where the authority is asked, `http://…` or `https://…`.
  let url: String
  /// The certificates that are trusted.
  let anchor: TrustAnchor
  /// The policy asked for; nil leaves it to the authority.
  var policy: String?
  /// How long an answer is waited for, in microseconds.
  var timeout: Int64 = 30_000_000
  /// The account with Kamu SM; nil for an authority that asks nothing.
  var kamuSM: KamuSM?

  /// Reads the block.
  init(_ node: SettingsNode) throws {
    let settings = try node.mapping(["url", "anchor", "policy", "timeout", "kamu_sm"])
    url = try Self.address(settings.required("url"))
    anchor = try Self.anchor(settings.required("anchor"))
    if let node = settings["policy"] { policy = try Self.policy(node) }
    if let node = settings["timeout"] { timeout = try Self.duration(node) }
    if let node = settings["kamu_sm"] {
      let account = try node.mapping(["user", "password_file"])
      kamuSM = KamuSM(
        account: try account.required("user").integer(in: 1...Int(Int32.max)),
        passwordFile: try Self.password(account.required("password_file")))
    }
  }

  private static func address(_ node: SettingsNode) throws -> String {
    let text = try node.string()
    let isAddress =
      (text.hasPrefix("http://") || text.hasPrefix("https://"))
      && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "@") && $0 != UInt8(ascii: "#") }
    guard isAddress, text.split(separator: "/").count > 1 else {
      throw node.error(
        Message(
          tr: "“http://” veya “https://” ile başlayan, kullanıcı adı ve parola içermeyen bir adres gerekir.",
          en: "an address that begins with “http://” or “https://” is needed, without a user's name or password."))
    }
    return text
  }

  private static func anchor(_ node: SettingsNode) throws -> TrustAnchor {
    let path = try node.string()
    do {
      return try TrustAnchor(pem: try InputFile.bytes(path))
    } catch let error as FileError {
      throw node.error(error.message)
    } catch let error as TimeStampError {
      throw node.error(Message(verbatim: path + ":") + error.message)
    }
  }

  private static func policy(_ node: SettingsNode) throws -> String {
    let text = try node.string()
    guard TimeStampRequest.isPolicy(text) else {
      throw node.error(
        Message(
          tr: "noktalı bir OID gerekir, örneğin 1.3.6.1.4.1.4146.2.3.",
          en: "an OID in dots is needed, such as 1.3.6.1.4.1.4146.2.3."))
    }
    return text
  }

  private static func duration(_ node: SettingsNode) throws -> Int64 {
    let time = try node.duration()
    guard time >= 1_000_000, time <= 600_000_000 else {
      throw node.error(Message(tr: "1 s ile 10 m arasında bir süre gerekir.", en: "a time from 1s to 10m is needed."))
    }
    return time
  }

  private static func password(_ node: SettingsNode) throws -> String {
    let path = try Secrets.readablePath(node)
    guard try !TimeStamping.password(in: path).isEmpty else {
      throw node.error(
        Message(tr: "\(path) boş; hesabın parolası gerekir.", en: "\(path) is empty; it needs the account's password."))
    }
    return path
  }
}
