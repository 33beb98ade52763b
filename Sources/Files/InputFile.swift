import Glibc

/// Whole files read into memory, for configuration and other small things.
public enum InputFile {
  /// The bytes of a file.
  public static func bytes(_ path: String) throws(FileError) -> [UInt8] {
    var result: [UInt8] = []
    try forEachPortion(of: path) { result += $0 }
    return result
  }

  /// The first bytes of a file, at most `limit`.
  public static func beginning(of path: String, upTo limit: Int) throws(FileError) -> [UInt8] {
    try FileDescriptor(opening: path, flags: O_RDONLY).read(at: 0, upTo: limit)
  }

  /// Lends the bytes of a file in portions of up to 256 KiB, for files that do not fit into memory.
  public static func forEachPortion(of path: String, _ body: ([UInt8]) -> Void) throws(FileError) {
    let descriptor = try FileDescriptor(opening: path, flags: O_RDONLY)
    var offset = 0
    while true {
      let portion = try descriptor.read(at: offset, upTo: 1 << 18)
      if portion.isEmpty { return }
      offset += portion.count
      body(portion)
    }
  }

  /// The text of a UTF-8 file; invalid bytes become replacement characters.
  public static func text(_ path: String) throws(FileError) -> String {
    String(decoding: try bytes(path), as: UTF8.self)
  }

  /// Whether there is a regular file (or a link to one).
  public static func exists(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Whether others than the owner may read or write the file.
  public static func isOpenToOthers(_ path: String) throws(FileError) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { throw FileError(.inspect, path) }
    return status.st_mode & 0o077 != 0
  }

  /// The size of a file in bytes.
  public static func size(_ path: String) throws(FileError) -> Int {
    var status = stat()
    guard stat(path, &status) == 0 else { throw FileError(.inspect, path) }
    return Int(status.st_size)
  }
}
