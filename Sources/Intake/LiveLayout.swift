import Messages
import Model
package import Settings

/// How an application lays its sessions out in a live store: the block `live` of `system.yaml`.
package struct LiveLayout: Sendable {
  /// How moments are written in a session's value.
  package enum Times: String, Sendable, CaseIterable {
    /// `2026-10-07T06:00:00.123Z`, with `Z` or an offset.
    case iso8601
    /// Seconds since 1970.
    case seconds
    /// Milliseconds since 1970.
    case milliseconds
  }

  /// Which keys are sessions: a text in whose one `*` the identifier stands.
  package let keys: LiveKeys
  /// The member that names the user.
  let user: Identifier
  /// The member that says when the session ends.
  let expiresAt: Identifier?
  /// The member that says when it began.
  let createdAt: Identifier?
  /// How both are written.
  package let times: Times

  init(_ node: SettingsNode) throws(SettingsError) {
    let settings = try node.mapping(["keys", "user", "expires_at", "created_at", "times"])
    keys = try LiveKeys(try settings.required("keys"))
    user = Identifier(try settings.required("user").string())
    expiresAt = try settings["expires_at"]?.string().identifier
    createdAt = try settings["created_at"]?.string().identifier
    times = try settings["times"]?.choice(of: Times.self) ?? .iso8601
  }
}

extension String {
  fileprivate var identifier: Identifier { Identifier(self) }
}

/// Which keys of a live store are sessions, such as `session:*`.
package struct LiveKeys: Sendable {
  /// The bytes before the identifier.
  let prefix: [UInt8]
  /// The bytes after it.
  let suffix: [UInt8]
  /// As it is written.
  package let text: String

  /// Reads a text with one `*`, where the identifier stands.
  package init(_ node: SettingsNode) throws(SettingsError) {
    text = try node.string()
    let parts = text.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else {
      throw node.error(
        Message(
          tr: "“session:*” gibi, bir metin ve ardından oturum kimliğinin yerini tutan tek bir “*” gerekir.",
          en: "a text and then one “*” is needed, which stands for the session's identifier, such as “session:*”."))
    }
    (prefix, suffix) = (Array(parts[0]), Array(parts[1]))
  }

  /// The same as a pattern of Redis, in which `?`, `[`, `]` and `\` stand for themselves.
  var pattern: [UInt8] {
    func literal(_ bytes: [UInt8]) -> [UInt8] {
      bytes.flatMap { "?[]\\".utf8.contains($0) ? [UInt8(ascii: "\\"), $0] : [$0] }
    }
    return literal(prefix) + [UInt8(ascii: "*")] + literal(suffix)
  }

  /// The key of an identifier.
  func key(of identifier: Identifier) -> [UInt8] { prefix + Array(identifier.utf8) + suffix }

  /// The identifier in a key; nil where there is none, or no text.
  func identifier(in key: [UInt8]) -> Identifier? {
    guard key.count > prefix.count + suffix.count, key.starts(with: prefix), key.suffix(suffix.count) == suffix[...]
    else { return nil }
    return String(validating: key.dropFirst(prefix.count).dropLast(suffix.count), as: UTF8.self).map { Identifier($0) }
  }
}
