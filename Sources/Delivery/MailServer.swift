import Files
import Messages
package import Settings

/// The server that takes messages, as `delivery.mail` says it; no secret but the path of the file that holds it.
package struct MailServer: Sendable {
  /// `smtp` begins in the clear and goes over to TLS (STARTTLS), `smtps` begins with it.
  let scheme: String
  let host: String
  let port: Int
  /// Whose messages they are.
  let sender: MailAddress
  let user: String?
  /// Where the file of the password is named.
  let password: SettingsNode?
  /// The certificates that the server's must come from, and where they are named; nil takes this machine's.
  let authority: (path: String, node: SettingsNode)?
  /// Whether nothing is encrypted on the way, which is for a relay on this machine.
  let isPlain: Bool
  /// Microseconds: for the connection, for each answer, and for all of it.
  private(set) var timeouts: (connect: Int64, answer: Int64, total: Int64) = (30_000_000, 60_000_000, 600_000_000)

  /// Reads the block.
  package init(_ node: SettingsNode) throws(SettingsError) {
    let settings = try node.mapping([
      "server", "from", "user", "password_file", "ca", "plain_on_loopback", "timeouts",
    ])
    let server = try settings.required("server")
    (scheme, host, port) = try Self.server(server)
    sender = try MailAddress(settings.required("from"))
    user = try settings["user"].map { node throws(SettingsError) in try Self.line(node) }
    password = settings["password_file"]
    if let password { _ = try Self.line(password) }
    authority = try settings["ca"].map { node throws(SettingsError) in (try Self.line(node), node) }
    isPlain = try settings["plain_on_loopback"]?.bool() ?? false
    guard (user == nil) == (password == nil) else {
      throw node.error(
        Message(
          tr: "“user” ile “password_file” birlikte verilir.", en: "“user” and “password_file” are given together."))
    }
    if let node = settings["plain_on_loopback"], isPlain {
      guard scheme == "smtp", ["127.0.0.1", "::1", "localhost"].contains(host) else {
        throw node.error(
          Message(
            tr: "şifresiz yol yalnız bu makinedeki bir sunucuya açılır: “server: smtp://127.0.0.1:25”.",
            en: "only a server on this machine may be reached without TLS: “server: smtp://127.0.0.1:25”."))
      }
    }
    if let times = try settings["timeouts"]?.mapping(["connect", "answer", "total"]) {
      if let time = times["connect"] { timeouts.connect = max(1_000_000, try time.duration()) }
      if let time = times["answer"] { timeouts.answer = max(1_000_000, try time.duration()) }
      if let time = times["total"] { timeouts.total = max(1_000_000, try time.duration()) }
    }
  }

  /// In words, without a secret.
  package var text: String { "\(scheme)://\(host.contains(":") ? "[\(host)]" : host):\(port)" }

  /// The password: the first line of its file.
  func secret(_ context: ChannelContext) throws(SettingsError) -> String? {
    guard let password else { return nil }
    let line = try context.secret(password).prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    guard !line.isEmpty else {
      throw password.error(
        Message(tr: "dosya boş; ilk satırı paroladır.", en: "the file is empty; its first line is the password."))
    }
    return String(decoding: line, as: UTF8.self)
  }

  /// Looks at the files it names.
  func check(_ context: ChannelContext) throws(SettingsError) {
    _ = try secret(context)
    guard let authority else { return }
    do throws(FileError) {
      _ = try InputFile.beginning(of: authority.path, upTo: 1)
    } catch {
      throw authority.node.error(error.message)
    }
  }

  private static func server(_ node: SettingsNode) throws(SettingsError) -> (scheme: String, host: String, port: Int) {
    let text = try node.string()
    for (scheme, port) in [("smtp", 587), ("smtps", 465)] where text.hasPrefix(scheme + "://") {
      var rest = text.dropFirst(scheme.utf8.count + 3)
      if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
        let host = rest[rest.index(after: rest.startIndex)..<end]
        rest = rest[rest.index(after: end)...]
        if let number = Self.port(rest, default: port), HostName.isHost(host) { return (scheme, String(host), number) }
      } else {
        let host = rest.prefix { $0 != ":" }
        rest = rest[host.endIndex...]
        if let number = Self.port(rest, default: port), HostName.isHost(host) { return (scheme, String(host), number) }
      }
    }
    throw node.error(
      Message(
        tr: "“smtp://sunucu:587” (STARTTLS) ya da “smtps://sunucu:465” (TLS) gerekir; ad ve parola burada durmaz.",
        en: "“smtp://host:587” (STARTTLS) or “smtps://host:465” (TLS) is needed, without a name or password."))
  }

  private static func port(_ text: Substring, default port: Int) -> Int? {
    if text.isEmpty { return port }
    guard text.hasPrefix(":"), let number = Int(text.dropFirst()), (1...65_535).contains(number) else { return nil }
    return number
  }

  private static func line(_ node: SettingsNode) throws(SettingsError) -> String {
    let text = try node.string()
    guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 }) else {
      throw node.error(
        Message(
          tr: "tek satır olmalı, denetim karakteri içermemeli.", en: "one line without control characters is needed."))
    }
    return text
  }
}
