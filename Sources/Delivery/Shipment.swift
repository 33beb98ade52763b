/// A finished folder that is to lie at another place as well, file by file.
package struct Shipment: Sendable {
  /// One file, as the folder's own manifest has it.
  package struct File: Sendable, Equatable {
    /// The path relative to the folder.
    package let path: String
    /// The size in bytes.
    package let size: Int
    /// SHA-256 as 64 hexadecimal digits.
    package let sha256: String
    /// Whether it may join the others where they lie already: a time stamp that came late.
    package let isLate: Bool

    /// A file from its parts.
    package init(path: String, size: Int, sha256: String, isLate: Bool = false) {
      self.path = path
      self.size = size
      self.sha256 = sha256
      self.isLate = isLate
    }
  }

  /// Where the folder is.
  package let folder: String
  /// Below which folder of the place it shall lie, such as a source's name.
  package let shelf: String
  /// The name it shall have there.
  package let name: String
  /// All its files.
  package let files: [File]

  /// A shipment from its parts; `shelf` and `name` are names without slashes, an empty `shelf` is the place itself.
  package init(folder: String, shelf: String, name: String, files: [File]) {
    self.folder = folder
    self.shelf = shelf
    self.name = name
    self.files = files
  }

  /// The size of all files in bytes.
  package var bytes: Int { files.reduce(0) { $0 + $1.size } }

  /// The folders its files lie in, each after the one above it; the first is the folder itself, an empty path.
  var folders: [String] {
    var result = [""]
    for file in files {
      var path = ""
      for part in file.path.split(separator: "/").dropLast() {
        path += (path.isEmpty ? "" : "/") + part
        if !result.contains(path) { result.append(path) }
      }
    }
    return result
  }
}

/// What came of a shipment that arrived.
package struct Receipt: Sendable, Equatable {
  /// Bytes that were sent.
  package let sentBytes: Int
  /// Bytes that an earlier attempt had sent already; they were read again like the others.
  package let keptBytes: Int

  /// A receipt from its parts.
  package init(sentBytes: Int, keptBytes: Int) {
    self.sentBytes = sentBytes
    self.keptBytes = keptBytes
  }
}
