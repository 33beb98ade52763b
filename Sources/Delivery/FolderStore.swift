import Evidence
import Files

/// A folder of this machine, such as a mounted disk.
final class FolderStore: FileStore {
  private let root: String

  init(_ root: String) { self.root = root }

  func names(in folder: String) throws(DeliveryError) -> Set<String>? {
    let path = absolute(folder)
    guard Folder.exists(path) else { return nil }
    return Set(try explained { () throws(FileError) in try Folder.entries(path) })
  }

  func makeFolder(_ path: String) throws(DeliveryError) {
    try explained { () throws(FileError) in try Folder.create(absolute(path)) }
  }

  func write(_ file: String, to path: String) throws(DeliveryError) {
    try explained { () throws(FileError) in try FileCopy.copy(file, to: absolute(path)) }
  }

  func digest(_ path: String) throws(DeliveryError) -> String {
    try explained { () throws(FileError) in try Digest.ofFile(absolute(path)) }
  }

  func rename(_ path: String, to name: String) throws(DeliveryError) {
    try explained { () throws(FileError) in
      if Folder.exists(absolute(path)) { try Folder.synchronise(absolute(path)) }
      try FileCopy.rename(absolute(path), to: absolute(name))
      let whole = absolute(name)
      try Folder.synchroniseEntries(String(whole[..<(whole.lastIndex(of: "/") ?? whole.endIndex)]))
      try Folder.synchroniseEntries(root)
    }
  }

  func remove(_ path: String) throws(DeliveryError) {
    try explained { () throws(FileError) in try Folder.remove(absolute(path)) }
  }

  func freeBytes() throws(DeliveryError) -> Int? {
    try explained { () throws(FileError) in try Folder.freeBytes(root) }
  }

  private func absolute(_ path: String) -> String { path.isEmpty ? root : root + "/" + path }

  private func explained<Result>(_ body: () throws(FileError) -> Result) throws(DeliveryError) -> Result {
    do throws(FileError) { return try body() } catch { throw DeliveryError(.file(error), root) }
  }
}

/// Files of the archive, while they are handed over.
enum LocalFile {
  /// SHA-256 of a local file.
  static func digest(_ path: String, place: String) throws(DeliveryError) -> String {
    do throws(FileError) { return try Digest.ofFile(path) } catch { throw DeliveryError(.file(error), place) }
  }
}
