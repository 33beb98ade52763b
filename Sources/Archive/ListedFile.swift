import Evidence
package import Files

/// One file of a package or backup, as its manifest lists it.
package struct ListedFile: Sendable, Equatable, Decodable {
  /// The path relative to the folder.
  package let path: String
  /// The size in bytes.
  package let size: Int
  /// SHA-256 as 64 hexadecimal digits.
  package let sha256: String

  init(path: String, size: Int, sha256: String) {
    self.path = path
    self.size = size
    self.sha256 = sha256
  }

  /// One file of a folder, read to its end.
  package init(_ path: String, in folder: String) throws(FileError) {
    let file = folder + "/" + path
    self.path = path
    size = try InputFile.size(file)
    sha256 = try Digest.ofFile(file)
  }

  /// Every file below a folder, sorted by path.
  package static func all(in folder: String) throws(FileError) -> [ListedFile] {
    var files: [ListedFile] = []
    for path in try paths(in: folder) { files.append(try ListedFile(path, in: folder)) }
    return files
  }

  /// How many bytes the files below a folder have.
  package static func byteCount(in folder: String) throws(FileError) -> Int {
    var bytes = 0
    for path in try paths(in: folder) { bytes += try InputFile.size(folder + "/" + path) }
    return bytes
  }

  /// The paths of every file below a folder, relative to it, sorted name by name.
  static func paths(in folder: String) throws(FileError) -> [String] {
    var result: [String] = []
    for name in try Folder.entries(folder) {
      if Folder.exists(folder + "/" + name) {
        result += try paths(in: folder + "/" + name).map { name + "/" + $0 }
      } else {
        result.append(name)
      }
    }
    return result
  }
}
