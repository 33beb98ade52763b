internal import Messages

/// The keys and values of a mapping whose keys were found to be known.
package struct SettingsMapping: Sendable {
  /// The mapping as a value, for complaints about the whole of it.
  package let node: SettingsNode
  private let entries: [(key: String, value: SettingsNode)]

  init(node: SettingsNode, entries: [(key: String, value: SettingsNode)]) {
    self.node = node
    self.entries = entries
  }

  /// The keys that are there, in the order they stand.
  package var keys: [String] { entries.map(\.key) }

  /// The value of a key, if it is there.
  package subscript(key: String) -> SettingsNode? {
    entries.first { $0.key == key }?.value
  }

  /// The value of a key that must be there.
  package func required(_ key: String) throws(SettingsError) -> SettingsNode {
    guard let value = self[key] else {
      throw node.error(
        Message(tr: "“\(key)” anahtarı eksik; eklenmeli.", en: "the key “\(key)” is missing and must be added."))
    }
    return value
  }
}
