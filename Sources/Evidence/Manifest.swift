package import Files

/// The list of a package's files with their sizes and digests, and the facts it was made from.
///
/// `manifest.json` holds the facts and the list, `SHA256SUMS` the list in the form `sha256sum -c` reads; both name
/// files relative to their own folder, so a package can be moved and still be checked.
package enum Manifest {
  /// The name of the manifest.
  package static let fileName = "manifest.json"
  /// The name of the list for `sha256sum -c`.
  package static let sumsName = "SHA256SUMS"

  /// One file of a package.
  package struct Entry: Sendable, Equatable {
    /// The path relative to the package's folder.
    package let path: String
    /// The size in bytes.
    package let size: Int
    /// SHA-256 as 64 hexadecimal digits.
    package let sha256: String
  }

  /// Every file below a folder, sorted by path, with size and digest.
  package static func entries(of folder: String) throws(FileError) -> [Entry] {
    try entries(of: folder, prefix: "")
  }

  /// Writes `SHA256SUMS` for the given files.
  package static func writeSums(_ entries: [Entry], in folder: String) throws(FileError) {
    var file = try OutputFile(at: folder + "/" + sumsName)
    for entry in entries { try file.append("\(entry.sha256)  \(entry.path)\n") }
    try file.commit()
  }

  /// One file of a folder, with size and digest.
  package static func entry(_ path: String, in folder: String) throws(FileError) -> Entry {
    let file = folder + "/" + path
    return Entry(path: path, size: try InputFile.size(file), sha256: try Digest.ofFile(file))
  }

  private static func entries(of folder: String, prefix: String) throws(FileError) -> [Entry] {
    var result: [Entry] = []
    for name in try Folder.entries(folder) {
      let path = folder + "/" + name
      if Folder.exists(path) {
        result += try entries(of: path, prefix: prefix + name + "/")
      } else {
        let entry = try entry(name, in: folder)
        result.append(Entry(path: prefix + name, size: entry.size, sha256: entry.sha256))
      }
    }
    return result
  }
}
