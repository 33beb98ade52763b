import Files
import Messages
import Settings

/// The block `monitor` of the configuration: who is told that a run began, and how it ended.
///
/// Whoever knows the address can say that all is well, so it is a secret, and is never printed.
struct MonitorSettings: Sendable, CustomStringConvertible, CustomReflectable {
  private let url: String
  /// How long telling it may take, with every attempt, in microseconds.
  let timeout: Int64

  /// What stands for the schedule's name in the address.
  private static let placeholder = "{schedule}"

  /// Reads the block.
  init(_ node: SettingsNode) throws {
    let settings = try node.mapping(["url", "url_file", "timeout"])
    timeout = try settings["timeout"].map { try Self.duration($0) } ?? 10_000_000
    switch (settings["url"], settings["url_file"]) {
    case (let node?, nil): url = try Self.checked(try node.string(), node)
    case (nil, let node?):
      let line = try Secrets.bytes(node).prefix { $0 != 0x0A && $0 != 0x0D }
      url = try Self.checked(String(decoding: line, as: UTF8.self), node)
    default:
      throw node.error(
        Message(
          tr: "“url” ya da “url_file” gerekir; ikisi birden değil.",
          en: "either “url” or “url_file” is needed, and not both."))
    }
  }

  /// The address for a schedule, whose name takes the place of `{schedule}`, followed by what is told.
  func address(of schedule: String, telling end: String) -> String {
    let name = schedule.utf8.map { byte in
      let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45
      return isPlain ? String(UnicodeScalar(byte)) : "%" + hexadecimal(byte)
    }.joined()
    var parts: [Substring] = []
    var rest = url[...]
    while let range = Self.range(of: Self.placeholder, in: rest) {
      parts += [rest[..<range.lowerBound], name[...]]
      rest = rest[range.upperBound...]
    }
    return (parts + [rest]).joined() + end
  }

  private func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.utf8.count == 1 ? "0" + digits : digits
  }

  private static func range(of text: String, in whole: Substring) -> Range<Substring.Index>? {
    var start = whole.startIndex
    while start < whole.endIndex {
      if whole[start...].hasPrefix(text) { return start..<whole.index(start, offsetBy: text.count) }
      start = whole.index(after: start)
    }
    return nil
  }

  /// What cannot be used may hold the secret, so it is not repeated.
  private static func checked(_ text: String, _ node: SettingsNode) throws(SettingsError) -> String {
    let isAddress =
      (text.hasPrefix("http://") || text.hasPrefix("https://"))
      && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"@#?\"\\".utf8.contains($0) }
    guard isAddress, text.split(separator: "/").count > 1 else {
      throw node.error(
        Message(
          tr: "“http://” veya “https://” ile başlayan, kullanıcı adı, parola ve “?” içermeyen bir adres gerekir.",
          en: "an address that begins with “http://” or “https://” is needed, without a user's name, a password or “?”."
        ))
    }
    return text.hasSuffix("/") ? String(text.dropLast()) : text
  }

  private static func duration(_ node: SettingsNode) throws(SettingsError) -> Int64 {
    let time = try node.duration()
    guard time >= 1_000_000, time <= 60_000_000 else {
      throw node.error(Message(tr: "1 s ile 60 s arasında bir süre gerekir.", en: "a time from 1s to 60s is needed."))
    }
    return time
  }

  /// Nothing of the address.
  var description: String { "***" }
  /// Nothing of the address.
  var customMirror: Mirror { Mirror(self, children: [:]) }
}
