/// A second place for what is finished: a folder, such as a mounted disk, or an SFTP server.
package enum Location: Sendable, Equatable {
  /// A folder of this machine, by its path.
  case folder(String)
  /// A folder of a server.
  case sftp(SFTPServer)

  /// The place in words, without a secret.
  package var text: String {
    switch self {
    case .folder(let path): path
    case .sftp(let server): server.text
    }
  }

  /// Hands a folder over, and returns when every byte of it was read again there and was right.
  ///
  /// It appears there by one rename, complete or not at all, and never in another's place. What lies there under its name
  /// with the same content is taken for it.
  package func put(_ shipment: Shipment) throws(DeliveryError) -> Receipt {
    try Handover(store: store(), place: text, shipment: shipment).carryOut()
  }

  /// Removes a folder that was handed over, and what an attempt left of it; false where there was neither.
  package func remove(shelf: String, name: String) throws(DeliveryError) -> Bool {
    let store = try store()
    guard try store.names(in: "") != nil else { throw DeliveryError(.noFolder, text) }
    let there = try store.names(in: shelf) ?? []
    let partial = Handover.partial(shelf: shelf, name: name)
    let hasPartial = there.contains(".\(name).partial")
    if hasPartial { try store.remove(partial) }
    guard there.contains(name) else { return hasPartial }
    // First out of sight, so that half a backup never looks like one.
    try store.rename("\(shelf)/\(name)", to: partial)
    try store.remove(partial)
    return true
  }

  /// The names of the folders below a shelf that are complete.
  package func names(shelf: String) throws(DeliveryError) -> Set<String> {
    let there = try store().names(in: shelf) ?? []
    return there.filter { !$0.hasPrefix(".") }
  }

  private func store() throws(DeliveryError) -> any FileStore {
    switch self {
    case .folder(let path): FolderStore(path)
    case .sftp(let server): try SFTPStore(server)
    }
  }
}
