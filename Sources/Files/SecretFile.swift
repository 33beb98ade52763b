import Glibc

/// The bytes of a file that holds a secret.
///
/// What is checked is the file that was opened, so nobody can change it in between.
public struct SecretFile: Sendable {
  /// Why a file is no place for a secret.
  public enum Fault: Error, Equatable {
    /// It could not be opened or read.
    case unreadable(FileError)
    /// It is a folder, a device or, where none is wanted, a link.
    case noFile
    /// Others than the owner may read or write it.
    case openToOthers
    /// It belongs neither to root nor to the user who runs the program.
    case foreign
    /// It holds fewer bytes than it must.
    case short(Int)
  }

  /// The content.
  public let bytes: [UInt8]

  /// A secret is a few bytes; a file beyond this is something else.
  private static let limit = 1 << 20

  /// Reads a file that must hold at least so many bytes, be a regular file of mode 0600 or less, and belong to root or
  /// to the user who runs the program; `followsLinks` says whether the path may be a link to such a file.
  public init(_ path: String, leastBytes: Int = 0, followsLinks: Bool = true) throws(Fault) {
    var status = stat()
    // A pipe or a device would keep the opening waiting.
    guard (followsLinks ? stat(path, &status) : lstat(path, &status)) == 0 else {
      throw .unreadable(FileError(.open, path))
    }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .noFile }
    do throws(FileError) {
      let descriptor = try FileDescriptor(opening: path, flags: O_RDONLY | (followsLinks ? 0 : O_NOFOLLOW))
      guard fstat(descriptor.number, &status) == 0 else { throw FileError(.inspect, path) }
      bytes = try descriptor.read(at: 0, upTo: min(Self.limit, Int(status.st_size)))
    } catch {
      throw .unreadable(error)
    }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .noFile }
    guard status.st_mode & 0o077 == 0 else { throw .openToOthers }
    guard status.st_uid == 0 || status.st_uid == geteuid() else { throw .foreign }
    guard bytes.count >= leastBytes else { throw .short(bytes.count) }
  }
}
