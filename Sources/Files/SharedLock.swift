import Glibc

/// A lock that many processes may hold together, or one alone.
///
/// As a ``RunLock`` it is the system's (`flock(2)`), and ends with the process that holds it.
public struct SharedLock: ~Copyable {
  /// How it is held.
  public enum Manner: Sendable {
    /// Beside others who hold it together.
    case together
    /// By nobody else.
    case alone
  }

  private let descriptor: FileDescriptor

  /// Takes the lock at once, or returns nil when others hold it in a manner that shuts this one out.
  public static func acquire(file path: String, _ manner: Manner) throws(FileError) -> SharedLock? {
    let descriptor = try FileDescriptor(opening: path, flags: O_RDWR | O_CREAT)
    let operation = manner == .alone ? LOCK_EX : LOCK_SH
    if flock(descriptor.number, operation | LOCK_NB) == 0 { return SharedLock(descriptor: descriptor) }
    guard errno == EWOULDBLOCK else { throw FileError(.lock, path) }
    return nil
  }

  private init(descriptor: consuming FileDescriptor) {
    self.descriptor = descriptor
  }
}
