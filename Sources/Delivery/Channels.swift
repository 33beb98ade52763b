/// Every channel there is.
package enum Channels {
  /// In the order of their names.
  package static let all: [any Channel.Type] = [FolderChannel.self, MailChannel.self, SFTPChannel.self]

  /// The channel of a name.
  package static func channel(_ name: String) -> (any Channel.Type)? { all.first { $0.name == name } }
}
