import Glibc

/// Whole files read into memory, for configuration and other small things.
package enum InputFile {
  /// The bytes of a file.
  package static func bytes(_ path: String) throws(FileError) -> [UInt8] {
    let descriptor = try FileDescriptor(opening: path, flags: O_RDONLY)
    var result: [UInt8] = []
    while true {
      let chunk = try descriptor.read(at: result.count, upTo: 1 << 16)
      if chunk.isEmpty { return result }
      result += chunk
    }
  }

  /// The text of a UTF-8 file; invalid bytes become replacement characters.
  package static func text(_ path: String) throws(FileError) -> String {
    String(decoding: try bytes(path), as: UTF8.self)
  }

  /// Whether there is a regular file (or a link to one).
  package static func exists(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Whether others than the owner may read or write the file.
  package static func isOpenToOthers(_ path: String) throws(FileError) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { throw FileError(.inspect, path) }
    return status.st_mode & 0o077 != 0
  }

  /// The size of a file in bytes.
  package static func size(_ path: String) throws(FileError) -> Int {
    var status = stat()
    guard stat(path, &status) == 0 else { throw FileError(.inspect, path) }
    return Int(status.st_size)
  }
}
