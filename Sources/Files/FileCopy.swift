import Glibc

/// Files copied to another place, and read again from there.
public enum FileCopy {
  private static let portion = 1 << 20

  /// Copies a file to a name that whoever calls has to itself, mode 0600, and flushes it to the disk.
  public static func copy(_ source: String, to destination: String) throws(FileError) {
    let reading = try FileDescriptor(reading: source)
    let writing = try FileDescriptor(opening: destination, flags: O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW)
    var offset = 0
    while true {
      let bytes = try reading.read(at: offset, upTo: portion)
      if bytes.isEmpty { break }
      offset += bytes.count
      var failure: FileError?
      bytes.withUnsafeBytes { bytes in
        do throws(FileError) { try writing.write(bytes) } catch { failure = error }
      }
      if let failure { throw failure }
    }
    try writing.synchronise()
    // What is read next shall come from the disk; where the system keeps the bytes all the same, nothing is lost.
    posix_fadvise(writing.number, 0, 0, POSIX_FADV_DONTNEED)
  }

  /// Renames a file or folder; a folder that holds anything, or a file, is never replaced.
  public static func rename(_ path: String, to destination: String) throws(FileError) {
    var status = stat()
    guard lstat(destination, &status) != 0 else { throw FileError(.rename, destination, code: EEXIST) }
    guard Glibc.rename(path, destination) == 0 else { throw FileError(.rename, destination) }
  }

  /// Whether two paths lie on the same file system.
  public static func areOnOneDisk(_ first: String, _ second: String) throws(FileError) -> Bool {
    try device(first) == device(second)
  }

  private static func device(_ path: String) throws(FileError) -> dev_t {
    var status = stat()
    guard stat(path, &status) == 0 else { throw FileError(.inspect, path) }
    return status.st_dev
  }
}
