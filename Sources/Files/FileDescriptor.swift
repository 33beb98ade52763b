import Glibc

/// An open file, closed when it goes out of scope.
public struct FileDescriptor: ~Copyable, Sendable {
  /// The system's number for the open file.
  public let number: CInt
  private let path: String

  /// Opens a file with the flags of `open(2)`; never inherited by child processes.
  init(opening path: String, flags: CInt, mode: mode_t = 0o600) throws(FileError) {
    number = open(path, flags | O_CLOEXEC, mode)
    self.path = path
    guard number >= 0 else { throw FileError(.open, path) }
  }

  /// Opens a file for reading.
  public init(reading path: String) throws(FileError) {
    try self.init(opening: path, flags: O_RDONLY)
  }

  deinit {
    if number >= 0 { close(number) }
  }

  /// Writes every byte at the present position.
  public func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    var rest = bytes
    while let base = rest.baseAddress, !rest.isEmpty {
      let count = Glibc.write(number, base, rest.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError(.write, path)
      }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  /// Reads up to `count` bytes from `offset`; an empty result is the end of the file.
  public func read(at offset: Int, upTo count: Int) throws(FileError) -> [UInt8] {
    var code: CInt = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let step = pread(number, buffer.baseAddress?.advanced(by: filled), count - filled, off_t(offset + filled))
        if step < 0 {
          if errno == EINTR { continue }
          code = errno
          return
        }
        if step == 0 { return }
        filled += step
      }
    }
    guard code == 0 else { throw FileError(.read, path, code: code) }
    return bytes
  }

  /// Has the system put the file's content on the disk.
  public func synchronise() throws(FileError) {
    guard fsync(number) == 0 else { throw FileError(.synchronise, path) }
  }
}
