/// Hands a folder over: under a hidden name, every file read again from there, and one rename at the end.
///
/// What an attempt that was killed had sent is kept as far as it is what it should be.
struct Handover {
  let store: any FileStore
  let place: String
  let shipment: Shipment

  private var destination: String { shipment.shelf.isEmpty ? shipment.name : shipment.shelf + "/" + shipment.name }
  private var partial: String { Self.partial(shelf: shipment.shelf, name: shipment.name) }

  /// The name a folder has until it is complete.
  static func partial(shelf: String, name: String) -> String {
    shelf.isEmpty ? ".\(name).partial" : "\(shelf)/.\(name).partial"
  }

  func carryOut() throws(DeliveryError) -> Receipt {
    guard try store.names(in: "") != nil else { throw DeliveryError(.noFolder, place) }
    try store.makeFolder(shipment.shelf)
    let there = try store.names(in: shipment.shelf) ?? []
    if there.contains(shipment.name) {
      let bytes = try addLateFiles(lateFilesMissing())
      return Receipt(sentBytes: bytes, keptBytes: shipment.bytes - bytes)
    }
    let kept = there.contains(".\(shipment.name).partial") ? try takeUp() : []
    let missing = shipment.files.filter { !kept.contains($0.path) }
    let bytes = missing.reduce(0) { $0 + $1.size }
    if let free = try store.freeBytes(), free < bytes { throw DeliveryError(.full(free: free, needed: bytes), place) }
    for folder in shipment.folders { try store.makeFolder(path(folder)) }
    for file in missing {
      try store.write(shipment.folder + "/" + file.path, to: path(file.path))
      guard try store.digest(path(file.path)) == file.sha256 else { throw try mismatch(file) }
    }
    try store.rename(partial, to: destination)
    return Receipt(sentBytes: bytes, keptBytes: shipment.bytes - bytes)
  }

  /// What lies under the name already: the same after a run that was killed at the last moment, or another's; only what
  /// may come late may be missing, and is returned.
  private func lateFilesMissing() throws(DeliveryError) -> [Shipment.File] {
    var missing: [Shipment.File] = []
    for file in shipment.files {
      let found: String?
      do throws(DeliveryError) {
        found = try store.digest(destination + "/" + file.path)
      } catch  where error.isMissingFile {
        found = nil
      }
      if found == nil, file.isLate {
        missing.append(file)
      } else if found != file.sha256 {
        throw DeliveryError(.taken(file.path), "\(place)/\(destination)")
      }
    }
    return missing
  }

  /// Puts files beside those that are there, each by one rename; returns how many bytes they have.
  private func addLateFiles(_ files: [Shipment.File]) throws(DeliveryError) -> Int {
    for file in files {
      let hidden = "\(destination)/.\(file.path).partial"
      try store.write(shipment.folder + "/" + file.path, to: hidden)
      guard try store.digest(hidden) == file.sha256 else { throw try mismatch(file) }
      try store.rename(hidden, to: destination + "/" + file.path)
    }
    return files.reduce(0) { $0 + $1.size }
  }

  /// The paths of files that an earlier attempt has left as they should be; anything else it has left is removed.
  private func takeUp() throws(DeliveryError) -> Set<String> {
    let (files, folders) = (Set(shipment.files.map(\.path)), Set(shipment.folders))
    var present: Set<String> = []
    for folder in shipment.folders {
      for name in try store.names(in: path(folder)) ?? [] {
        let path = folder.isEmpty ? name : folder + "/" + name
        if files.contains(path) {
          present.insert(path)
        } else if !folders.contains(path) {
          try store.remove(partial)
          return []
        }
      }
    }
    var kept: Set<String> = []
    for file in shipment.files where present.contains(file.path) {
      if try store.digest(path(file.path)) == file.sha256 { kept.insert(file.path) }
    }
    return kept
  }

  /// Whether the file was changed on its way, or here before it was sent.
  private func mismatch(_ file: Shipment.File) throws(DeliveryError) -> DeliveryError {
    let local = shipment.folder + "/" + file.path
    let isSound = try LocalFile.digest(local, place: place) == file.sha256
    return isSound
      ? DeliveryError(.altered, "\(place)/\(destination)/\(file.path)") : DeliveryError(.changedHere(local), place)
  }

  private func path(_ relative: String) -> String { relative.isEmpty ? partial : partial + "/" + relative }
}
