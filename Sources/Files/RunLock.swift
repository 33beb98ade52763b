import Glibc

/// The right to change an archive, held by one process at a time.
///
/// It is an advisory lock of the system on a file (`flock(2)`), so it ends with the process, however that ends,
/// and nothing stale can stay behind. The file itself stays: removing it would let two processes lock two files.
public struct RunLock: ~Copyable {
  private let descriptor: FileDescriptor

  /// Takes the lock at once, or returns nil when another process holds it.
  public static func acquire(file path: String) throws(FileError) -> RunLock? {
    let descriptor = try FileDescriptor(opening: path, flags: O_RDWR | O_CREAT)
    if flock(descriptor.number, LOCK_EX | LOCK_NB) == 0 { return RunLock(descriptor: descriptor) }
    guard errno == EWOULDBLOCK else { throw FileError(.lock, path) }
    return nil
  }

  private init(descriptor: consuming FileDescriptor) {
    self.descriptor = descriptor
  }
}
